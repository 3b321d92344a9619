import { readsContext } from '../cache/file-readers.ts';
import { blame } from '../context/ignore/blame.ts';
import { select } from '../context/selection.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { contextPaths } from '../model/context-paths.ts';
import type { Node } from '../model/types.ts';
import { sizeTitle } from './content.ts';
import { instructionTitle } from './instruction-title.ts';
import { shorten } from './text.ts';
import type { Analysis } from './types.ts';

/** A file of the context that an instruction reads. */
export interface CopiedFile {
  /** In the context. */
  readonly path: string;
  /** Bytes; undefined when not known. */
  readonly size: number | undefined;
}

/** A file or folder that an instruction would read if nothing left it out. */
export interface LeftOutFile {
  readonly path: string;
  readonly folder: boolean;
  /** What leaves it out: `“node_modules” in .dockerignore`, or `--exclude`. */
  readonly by: string;
}

/** What an instruction reads of the build context. */
export interface CopiedFiles {
  /** `COPY . . (line 3)`. */
  readonly title: string;
  /** `412 files, 3.1 MB`. */
  readonly summary: string;
  /** The largest first where sizes are known, else by path. */
  readonly files: readonly CopiedFile[];
  /** How many there are with the symlinks, listed or not. */
  readonly total: number;
  /** By path. */
  readonly leftOut: readonly LeftOutFile[];
  readonly leftOutTotal: number;
  /** False when there may be more: folders that were not entered, symlinks, a walk that gave up. */
  readonly complete: boolean;
}

/** How much is listed. */
export interface CopiedLimits {
  /** 4,000 when undefined. */
  readonly files?: number | undefined;
  /** 500 when undefined. */
  readonly leftOut?: number | undefined;
}

/** The nodes that read files of the build context, in document order. */
export function fileReaders({ model }: Analysis): readonly Node[] {
  return model.nodes.filter(readsContext);
}

/** The files that an instruction reads of the build context; undefined when it reads none or no context is known. */
export function copiedFiles(
  { facts, model }: Analysis,
  node: number,
  { files: maxFiles = 4000, leftOut: maxLeftOut = 500 }: CopiedLimits = {},
): CopiedFiles | undefined {
  const { context } = facts;
  const found = model.nodes[node];
  const sources = found ? sourcesOf(found) : [];
  if (context === undefined || found === undefined || sources.length === 0) {
    return undefined;
  }
  const read = readBy(context, sources);
  const sized = [...read.paths].map((path) => ({ path, size: context.entries.get(path)?.size }));
  const files = sized.sort((a, b) => (b.size ?? 0) - (a.size ?? 0) || (a.path < b.path ? -1 : 1));
  const leftOut = leftOutOf(context, sources, read.paths);
  const droppedBy = ignoredBy(context);
  return {
    title: `${instructionTitle(model.file, found.instruction, 60)} (line ${found.instruction.line})`,
    // Symlinks are read, too, but there is nothing in them to be counted.
    summary: summaryOf(
      files.filter(({ path }) => context.entries.get(path)?.kind !== 'symlink'),
      read.complete,
    ),
    files: files.slice(0, maxFiles),
    total: files.length,
    leftOut: leftOut.slice(0, maxLeftOut).map(({ path, excluded, folder }) => ({
      path,
      folder,
      by: excluded ? '--exclude' : droppedBy(path),
    })),
    leftOutTotal: leftOut.length,
    complete: read.complete,
  };
}

interface Source {
  readonly text: string;
  readonly parents: boolean;
  readonly exclude: readonly string[];
}

function sourcesOf({ detail }: Node): Source[] {
  if (detail.kind === 'copy') {
    const { parents, exclude } = detail.copy;
    return contextPaths(detail).map((text) => ({ text, parents, exclude }));
  }
  return detail.kind === 'run'
    ? detail.mounts
        .filter(({ type, from }) => type === 'bind' && from.kind === 'context')
        .map(({ source }) => ({ text: source, parents: false, exclude: [] }))
    : [];
}

function readBy(context: ContextSnapshot, sources: readonly Source[]) {
  const paths = new Set<string>();
  const folders = new Set<string>();
  let complete = true;
  for (const { text, parents, exclude } of sources) {
    const selection = select(context, text, { parents, exclude });
    complete &&= selection.complete;
    selection.files.forEach(({ path }) => paths.add(path));
    selection.folders.forEach((path) => folders.add(path));
  }
  return { paths, folders, complete };
}

function leftOutOf(context: ContextSnapshot, sources: readonly Source[], kept: ReadonlySet<string>) {
  const everything: ContextSnapshot = { ...context, ignore: undefined };
  const unfiltered = sources.map((source) => ({ ...source, exclude: [] }));
  const all = readBy(everything, unfiltered);
  const notExcluded = readBy(everything, sources).paths;
  const files = [...all.paths]
    .filter((path) => !kept.has(path))
    .map((path) => ({ path, folder: false, excluded: !notExcluded.has(path) }));
  // Folders that are left out wholly were not entered: they stand for what is in them.
  const { folders } = readBy(context, sources);
  const closed = [...all.folders]
    .filter((path) => context.closed.has(path) && !folders.has(path))
    .map((path) => ({ path, folder: true, excluded: false }));
  return [...closed, ...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `“node_modules” in .dockerignore`. */
function ignoredBy({ ignore }: ContextSnapshot): (path: string) => string {
  if (ignore === undefined) {
    return () => 'not in the build context';
  }
  const blamed = blame(ignore.text);
  return (path) => {
    const pattern = blamed(path);
    return pattern === undefined ? ignore.path : `“${shorten(pattern, 60)}” in ${ignore.path}`;
  };
}

function summaryOf(files: readonly CopiedFile[], complete: boolean): string {
  const sizes = files.flatMap(({ size }) => size ?? []);
  const known = sizes.length === files.length && files.length > 0;
  const all = known ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
  return sizeTitle({ files: files.length, bytes: all, complete });
}
