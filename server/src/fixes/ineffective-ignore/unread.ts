import { filesIn } from '../../context/facts.ts';
import { blameIndex } from '../../context/ignore/blame.ts';
import { compileIgnore } from '../../context/ignore/ignore.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { select, type Selection } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { ignoreLines, type IgnoreLine } from '../context-reads/ignore-lines.ts';

/** A `.dockerignore` beside a Dockerfile that is built from another folder, whose root has the only one that is read (domain.md 3.1). */
export interface UnreadIgnore {
  /** Of the context. */
  readonly path: string;
  /** The line of it that would leave out the first of what is brought. */
  readonly line: IgnoreLine;
  /** What stands in front of its patterns where they are written for the root of the context: the folder with a slash, or nothing. */
  readonly prefix: string;
  /** The first instruction that brings what it would leave out. */
  readonly reader: Node;
  /** What that brings of it. */
  readonly brought: readonly string[];
}

/**
 * The ignore file that is not read, where it is sure for whom it was written: the project names the context, nothing that is known
 * is built from the Dockerfile's own folder, and no other Dockerfile lies there. Undefined where its lines would change nothing.
 */
export function unreadIgnore(model: Model, context: ContextSnapshot): UnreadIgnore | undefined {
  const unread = unreadLines(context);
  if (unread === undefined) {
    return undefined;
  }
  const { path, prefix, lineOf, paths } = unread;
  const reads = paths.size === 0 ? [] : contextReads(model);
  const wanted = namedBy(reads);
  for (const { node, source, options } of reads) {
    const selection = select(context, source, options);
    const brought = broughtFrom(selection, paths).filter((one) => !wanted.has(one));
    const line = brought[0] === undefined ? undefined : lineOf(brought[0]);
    if (line !== undefined) {
      return { path, line, prefix, reader: node, brought };
    }
  }
  return undefined;
}

/** What instructions name, and the folders above. */
function namedBy(reads: readonly ContextRead[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { path } of reads) {
    for (let one = path; one !== '' && !named.has(one); one = parentPath(one)) {
      named.add(one);
    }
  }
  return named;
}

/** The same before anybody asks who brings the paths. */
interface UnreadLines extends Pick<UnreadIgnore, 'path' | 'prefix'> {
  readonly lineOf: (path: string) => IgnoreLine | undefined;
  /** What its lines would leave out; folders stand for all that is in them. */
  readonly paths: ReadonlySet<string>;
}

const unreadLines = rememberedWith((context: ContextSnapshot): UnreadLines | undefined => {
  const folder = parentPath(context.dockerfile ?? '');
  const path = `${folder}/.dockerignore`;
  const text = context.texts.get(path);
  const isSure =
    context.named === 'alone' && context.complete && folder !== '' && !holdsOthers(context, folder);
  // Who has a file of the Dockerfile's own name knows what is read.
  if (!isSure || text === undefined || context.ignore?.path === `${context.dockerfile ?? ''}.dockerignore`) {
    return undefined;
  }
  const lines = ignoreLines(text);
  const blame = blameIndex(text);
  const own = leftOut(context, text, `${folder}/`);
  // Where they mean nothing in their own folder, they are written by somebody who believes that they count for the context's root.
  const prefix = own.size === 0 ? '' : `${folder}/`;
  return {
    path,
    prefix,
    lineOf: (one) => lines[blame(one.slice(prefix.length)) ?? -1],
    paths: own.size === 0 ? leftOut(context, text, '') : own,
  };
});

/** Whether another Dockerfile lies in a folder, which somebody may build from there. */
function holdsOthers(context: ContextSnapshot, folder: string): boolean {
  return filesIn(context, folder).some(
    (path) =>
      path !== context.dockerfile &&
      /dockerfile|containerfile/i.test(baseName(path)) &&
      !path.endsWith('.dockerignore'),
  );
}

/** How many paths are looked for at most. */
const MAX_PATHS = 200;

/** What is in the context, and would not be if this were the ignore file of a folder. */
function leftOut(context: ContextSnapshot, text: string, prefix: string): ReadonlySet<string> {
  const own = compileIgnore(text);
  const { ignore, children } = indexOf(context);
  const found = new Set<string>();
  const todo = [prefix.replace(/\/$/, '')];
  for (let folder = todo.pop(); folder !== undefined && found.size < MAX_PATHS; folder = todo.pop()) {
    for (const { path, kind } of children.of(folder)) {
      const isFolder = kind === 'directory';
      const inside = path.slice(prefix.length);
      if (isFolder ? ignore.leavesOutWholly(path) : ignore.leavesOut(path)) {
        continue;
      }
      if (isFolder ? own.leavesOutWholly(inside) : own.leavesOut(inside)) {
        found.add(path);
      } else if (isFolder) {
        todo.push(path);
      }
    }
  }
  return found;
}

/** Those of the paths that come with a folder. A selection may hold a hundred thousand files, and is asked for at every keystroke. */
const broughtFrom = rememberedWith(
  ({ files, folders }: Selection, paths: ReadonlySet<string>): readonly string[] => [
    ...folders.filter((folder) => paths.has(folder)),
    ...files.flatMap(({ path, single }) => (!single && paths.has(path) ? [path] : [])),
  ],
);
