import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName } from '../../context/path-parts.ts';
import { select, type Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { foldersAmongFiles } from './among-files.ts';

/** A source whose files lose their folders: one with wildcards, or a folder among files. */
export interface FlatteningRead {
  readonly read: ContextRead;
  /** Two files that land in the same place, of which one is lost. */
  readonly collision: readonly [string, string] | undefined;
  /** The folders whose contents are copied in their stead, and a file from one of them. */
  readonly folders: readonly string[];
  readonly example: { readonly path: string; readonly to: string } | undefined;
  /** For a folder that is named among files: whether anything misses it. Undefined for wildcards. */
  readonly amongFiles?: { readonly isMissed: boolean };
}

/** The sources that lose a file, or the folders among several matches, with the files that are there. */
export const flatteningReads = rememberedWith(find);

function find(model: Model, context: ContextSnapshot): readonly FlatteningRead[] {
  const reads = contextReads(model);
  const among = new Map(foldersAmongFiles(model, context, reads).map((found) => [found.read, found]));
  return reads.flatMap((read): readonly FlatteningRead[] => {
    const found = among.get(read);
    if (found !== undefined) {
      const { example, isMissed } = found;
      return [{ read, collision: undefined, folders: [read.path], example, amongFiles: { isMissed } }];
    }
    const isWild = read.kind === 'copy' && read.options.parents !== true && hasWildcards(read.path);
    const lost = isWild ? flatteningRead(context, read) : undefined;
    return lost === undefined ? [] : [lost];
  });
}

function flatteningRead(context: ContextSnapshot, read: ContextRead): FlatteningRead | undefined {
  const selection = select(context, read.source, read.options);
  let lost = remembered.get(selection);
  if (lost === undefined) {
    lost = lossOf(context, selection, hasWildcards(baseName(read.path)));
    remembered.set(selection, lost);
  }
  return lost.collision === undefined && lost.example === undefined ? undefined : { read, ...lost };
}

type Loss = Omit<FlatteningRead, 'read' | 'amongFiles'>;

/** A selection belongs to one context and one source; it may hold many files and is asked for at every keystroke. */
const remembered = new WeakMap<Selection, Loss>();

function lossOf(context: ContextSnapshot, { files }: Selection, matchesFolders: boolean): Loss {
  const places = new Map<string, string>();
  const folders = new Set<string>();
  let collision: Loss['collision'];
  let matches = 0;
  for (const { path, to, single } of files) {
    const other = places.get(to);
    if (other !== undefined && collision === undefined && !isSame(context, other, path)) {
      collision = [other, path];
    }
    places.set(to, path);
    if (single) {
      matches += 1;
    } else if (!PLACEHOLDER.test(to)) {
      folders.add(path.slice(0, -to.length - 1));
    }
  }
  const isMixed = matchesFolders && folders.size > 0 && matches + folders.size > 1;
  return {
    collision,
    folders: isMixed ? [...folders] : [],
    example: isMixed ? files.find(({ single, to }) => !single && !PLACEHOLDER.test(to)) : undefined,
  };
}

/** Files that keep a folder in git which is empty otherwise: nobody misses them, or the folder, which comes with what is put there. */
const PLACEHOLDER = /(^|\/)\.(git)?keep$/;

/** Two files of which it does not matter which one is left. */
function isSame({ entries, texts }: ContextSnapshot, one: string, other: string): boolean {
  const text = texts.get(one);
  return (
    (text !== undefined && text === texts.get(other)) ||
    (entries.get(one)?.size === 0 && entries.get(other)?.size === 0)
  );
}
