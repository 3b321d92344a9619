import { compileIgnore } from '../../context/ignore/ignore.ts';
import { parentPath } from '../../context/path-parts.ts';
import { select, type Selection } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';

/** The first instruction that brings any of these paths with a folder, and those that it brings; none that an instruction names. */
export function firstBringing(
  model: Model,
  context: ContextSnapshot,
  paths: ReadonlySet<string>,
): { readonly reader: Node; readonly brought: readonly [string, ...string[]] } | undefined {
  const reads = paths.size === 0 ? [] : contextReads(model);
  const wanted = namedBy(reads);
  for (const { node, source, options } of reads) {
    const selection = select(context, source, options);
    const [first, ...others] = broughtFrom(selection, paths).filter((one) => !wanted.has(one));
    if (first !== undefined) {
      return { reader: node, brought: [first, ...others] };
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

/** How many paths are looked for at most. */
const MAX_PATHS = 200;

/**
 * What is in a folder of the context, and would not be if this were its ignore file. `shift` tells what a path of the context is to
 * those lines.
 */
export function leftOutBy(
  context: ContextSnapshot,
  text: string,
  { folder: start = '', shift }: { readonly folder?: string; readonly shift: (path: string) => string },
): ReadonlySet<string> {
  const own = compileIgnore(text);
  const { ignore, children } = indexOf(context);
  const found = new Set<string>();
  const todo = [start];
  for (let folder = todo.pop(); folder !== undefined && found.size < MAX_PATHS; folder = todo.pop()) {
    for (const { path, kind } of children.of(folder)) {
      const isFolder = kind === 'directory';
      const inside = shift(path);
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
