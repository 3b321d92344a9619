import { landingPath, select } from '../../server/src/context/selection.ts';
import type { Selection } from '../../server/src/context/selection.ts';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import type { Copy, Model, Node } from '../../server/src/model/types.ts';
import { cleanPath } from '../../server/src/model/paths.ts';
import { dockerfileOf, FIRST_LINE, PACKED } from './copied-case.ts';
import type { ContextItem, CopiedCase } from './copied-case.ts';

/** What the files of a context hold. */
export interface Contents {
  readonly items: ReadonlyMap<string, ContextItem>;
  /** What a file holds, or where a symlink leads. */
  readonly of: (path: string) => string;
  /** Bytes. */
  readonly sizeOf: (content: string) => number;
}

/** What the files of a case hold. Of the Dockerfile, which changes while it is built, the beginning stands for all of it. */
export function contentsOf(one: CopiedCase): Contents {
  const dockerfile = Buffer.byteLength(dockerfileOf(one));
  return {
    items: one.items,
    of: (path) => {
      const item = one.items.get(path);
      switch (item?.kind) {
        case 'link':
          return item.target;
        case 'file':
          return item.content.toString('latin1');
        default:
          return FIRST_LINE;
      }
    },
    sizeOf: (content) => (content === FIRST_LINE ? dockerfile : content.length),
  };
}

/** What Strata's selections say of a stage. */
export interface Told {
  /**
   * `fails`: a source is certainly not there. `lands`: once it is built, `entries` is all there is of files and links. `open`: it does
   * not say, or things meet so that nothing is said: a file where a folder is.
   */
  readonly kind: 'fails' | 'lands' | 'open';
  /** Whether the build may fail for other reasons: a pattern without match fails if nothing else needs its folder (domain.md 3.4). */
  readonly mayFail: boolean;
  /** Files and links by their paths in the stage, without a slash in front. */
  readonly entries: ReadonlyMap<string, ToldEntry>;
  /** Folders, empty ones included; undefined with wildcards, of which nothing tells where folders without files land. */
  readonly folders: ReadonlySet<string> | undefined;
}

/** A file or symlink with what is in it. */
export interface ToldEntry {
  readonly kind: 'file' | 'link';
  readonly content: string;
}

/** The file system of a stage, as far as it is told. */
interface Picture {
  readonly entries: Map<string, ToldEntry>;
  readonly folders: Set<string>;
  clash: boolean;
}

/** What the instructions of a stage make of an empty file system. */
export function toldOf(
  stage: number,
  {
    model,
    context,
    contents,
  }: { readonly model: Model; readonly context: ContextSnapshot; readonly contents: Contents },
): Told {
  const picture: Picture = { entries: new Map(), folders: new Set(['']), clash: false };
  let open = false;
  let mayFail = false;
  let hasWildcards = false;
  for (const node of nodesIn(model, stage)) {
    if (node.detail.kind === 'workdir') {
      addFolder(picture, node.detail.path.slice(1));
    }
    if (node.detail.kind !== 'copy') {
      continue;
    }
    const { copy } = node.detail;
    if (copy.from.kind !== 'context') {
      open = true;
      continue;
    }
    const selections = selectionsOf(copy, context);
    open ||= selections.some(({ complete }) => !complete);
    hasWildcards ||= selections.some(({ kind }) => kind === 'glob');
    if (selections.some(({ kind, complete }) => kind === 'missing' && complete)) {
      const mayFailBefore = mayFail || open || picture.clash;
      return { kind: 'fails', mayFail: mayFailBefore, entries: picture.entries, folders: undefined };
    }
    mayFail ||= selections.some(
      ({ kind, files, base }) => kind === 'glob' && files.length === 0 && base !== '',
    );
    for (const selection of selections) {
      land(picture, selection, { node, copy, contents });
    }
  }
  const isOpen = open || picture.clash;
  return {
    kind: isOpen ? 'open' : 'lands',
    mayFail: mayFail || isOpen,
    entries: picture.entries,
    folders: hasWildcards ? undefined : picture.folders,
  };
}

/** The instructions of a stage. */
export function nodesIn(model: Model, stage: number): readonly Node[] {
  const { first = 0, end = 0 } = model.stages[stage] ?? {};
  return model.nodes.slice(first, end);
}

/** What the sources of a COPY select. */
export function selectionsOf(
  { sources, parents, exclude }: Copy,
  context: ContextSnapshot,
): readonly Selection[] {
  return sources.map(({ text }) => select(context, text, { parents, exclude }));
}

/** Whether ADD unpacks a file: it goes by what is in it. */
export function isPacked(item: ContextItem | undefined): boolean {
  if (item?.kind !== 'file') {
    return false;
  }
  const isGzip = item.content[0] === 0x1f && item.content[1] === 0x8b;
  return isGzip || item.content.toString('latin1', 257, 262) === 'ustar';
}

function land(
  picture: Picture,
  selection: Selection,
  { node, copy, contents }: { readonly node: Node; readonly copy: Copy; readonly contents: Contents },
): void {
  const dest = copy.resolvedDest;
  const isFolder = (): boolean => picture.folders.has(cleanPath(dest).slice(1));
  // Whether a folder or a file of those that match comes first decides what the destination becomes.
  picture.clash ||=
    selection.kind === 'glob' &&
    !dest.endsWith('/') &&
    !isFolder() &&
    selection.folders.length > 0 &&
    (selection.files.some(({ single }) => single) || picture.entries.has(cleanPath(dest).slice(1)));
  if (selection.kind === 'directory') {
    for (const folder of [selection.base, ...selection.folders]) {
      addFolder(picture, `${dest}/${folder.slice(selection.base.length)}`);
    }
  } else if (selection.folders.length > 0) {
    // The files of what matches may all be left out; that there is a folder among it makes one of the destination.
    addFolder(picture, dest);
  }
  for (const file of selection.files) {
    const item = contents.items.get(file.path);
    if (node.instruction.keyword === 'ADD' && file.single && isPacked(item)) {
      for (const [path, content] of PACKED) {
        addEntry(picture, `${dest}/${path}`, { kind: 'file', content });
      }
    } else {
      addEntry(picture, landingPath(file, dest, { isFolder: isFolder() }), {
        kind: item?.kind === 'link' ? 'link' : 'file',
        content: contents.of(file.path),
      });
    }
  }
}

function addEntry(picture: Picture, place: string, entry: ToldEntry): void {
  const path = cleanPath(`/${place}`).slice(1);
  picture.clash ||= picture.folders.has(path);
  addFolder(picture, path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  picture.entries.set(path, entry);
}

/** With those above it. */
function addFolder(picture: Picture, place: string): void {
  for (
    let path = cleanPath(`/${place}`).slice(1);
    path !== '';
    path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  ) {
    picture.clash ||= picture.entries.has(path);
    picture.folders.add(path);
  }
}
