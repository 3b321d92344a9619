import { baseName } from '../../context/path-parts.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Copy, Model, Node } from '../../model/types.ts';
import type { ContextRead } from '../context-reads/find.ts';
import { placesOf } from '../moving/places.ts';
import { addNames, namesIn, type Names } from './named-paths.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** A folder that is copied together with files: its contents land among these (domain.md 3.4). */
export interface FolderAmongFiles {
  readonly read: ContextRead;
  /** A file of it, and where that lands relative to the destination. */
  readonly example: { readonly path: string; readonly to: string };
  /** True where the Dockerfile itself goes by the folder's name, and nothing further down brings the folder there. */
  readonly isMissed: boolean;
}

/** After so many in one file nothing more is looked for. */
const MAX_LOOKED_AT = 100;

/**
 * Folders without a slash at their end among the files that a COPY puts into the directory of the project: who writes
 * `COPY package.json prisma ./` means `./prisma`. Not where anything names what is in them as if it stood there, or they hold a
 * manifest: then they are the project.
 */
export function foldersAmongFiles(
  model: Model,
  context: ContextSnapshot,
  reads: readonly ContextRead[],
): readonly FolderAmongFiles[] {
  let names: Names | undefined;
  return reads
    .filter((read) => mayBeMeant(model, read))
    .slice(0, MAX_LOOKED_AT)
    .flatMap((read) => {
      const { node, path, options } = read;
      const { kind, files } = select(context, read.source, options);
      const example = files.find((file) => !isKeeper(file.path));
      const copy = node.detail.kind === 'copy' ? node.detail.copy : undefined;
      if (kind !== 'directory' || example === undefined || copy === undefined) {
        return [];
      }
      const beside = singleFiles(context, copy);
      const folder = baseName(path);
      const own = new Set(files.map(({ to }) => to.split('/', 1)[0] ?? ''));
      names ??= namesIn(
        model.nodes.flatMap(({ instruction: { keyword, text } }) => (keyword === 'FROM' ? [] : [text])),
      );
      if (beside.length === 0 || isProject(own, folder, names, context, beside)) {
        return [];
      }
      const isNamed = [...own].some((name) => names?.get(name)?.has(folder) === true);
      return [{ read, example, isMissed: isNamed && !isBroughtBelow(model, node, path) }];
    });
}

/** An empty file that is there for its folder's sake, which git would not keep otherwise: nobody misses it. */
function isKeeper(path: string): boolean {
  return /^\.(?:git)?keep$/.test(baseName(path));
}

/** Whether it is a plain folder's name among other sources, which go to the directory that the stage works in. */
function mayBeMeant(model: Model, { kind, node, source, path, options }: ContextRead): boolean {
  if (node.detail.kind !== 'copy' || kind !== 'copy' || options.parents === true) {
    return false;
  }
  const { sources, resolvedDest } = node.detail.copy;
  const dest = withoutTrailing(resolvedDest, '/');
  return (
    sources.length > 1 &&
    path !== '' &&
    !hasWildcards(path) &&
    !/[/.]$/.test(source) &&
    baseName(dest) !== baseName(path) &&
    worksIn(model, node, dest)
  );
}

/** The root is no project's: what is copied there is laid over the system. */
function worksIn(model: Model, { stage, index }: Node, directory: string): boolean {
  const { first = 0, end = 0 } = model.stages[stage ?? -1] ?? {};
  return (
    directory !== '' &&
    (placesOf(model)[index]?.directory === directory ||
      model.nodes
        .slice(first, Math.min(end, first + MAX_NODES))
        .some(({ detail }) => detail.kind === 'workdir' && detail.path === directory))
  );
}

/** Instructions of a stage that are looked at. */
const MAX_NODES = 200;

/** The files that the same instruction copies by themselves. */
function singleFiles(context: ContextSnapshot, { sources, exclude }: Copy): readonly string[] {
  return sources.slice(0, MAX_SOURCES).flatMap(({ kind, text }) =>
    kind === 'path'
      ? select(context, text, { exclude })
          .files.filter(({ single }) => single)
          .map(({ path }) => path)
      : [],
  );
}

/** Sources of one instruction that are looked at. */
const MAX_SOURCES = 50;

/** Whether what a folder holds is used without its name, in the Dockerfile or in the files beside it, or is a project of its own. */
function isProject(
  own: ReadonlySet<string>,
  folder: string,
  names: Names,
  { texts }: ContextSnapshot,
  beside: readonly string[],
): boolean {
  const known = new Map(names);
  for (const path of beside.slice(0, MAX_TEXTS)) {
    addNames(known, (texts.get(path) ?? '').slice(0, MAX_TEXT));
  }
  return [...own].some(
    (name) =>
      isManifest(name) ||
      [name, name.replace(/\.[^.]*$/, '')].some((one) =>
        [...(known.get(one) ?? [])].some((above) => above !== folder),
      ),
  );
}

const MAX_TEXTS = 20;
const MAX_TEXT = 20_000;

/** Whether a copy further down brings the folder, or one that holds it. */
function isBroughtBelow(model: Model, { stage, index }: Node, path: string): boolean {
  return model.nodes
    .slice(index + 1, model.stages[stage ?? -1]?.end)
    .some(
      ({ detail }) =>
        detail.kind === 'copy' &&
        detail.copy.from.kind === 'context' &&
        detail.copy.sources.some(({ text }) => isWithin(path, text.replace(/^[./]+|\/+$/g, ''))),
    );
}
