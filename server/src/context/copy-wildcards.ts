import { isInContext } from './facts.ts';
import { compileName } from './match.ts';
import { indexOf } from './snapshot-index.ts';
import type { ContextSnapshot } from './types.ts';

/** True when BuildKit reads a source as a pattern: `*`, `?` or `[` that no backslash escapes (convert_copy.go). */
export function hasWildcards(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '*' || char === '?' || char === '[') {
      return true;
    }
    if (char === '\\') {
      at += 1;
    }
  }
  return false;
}

/** The segments before the first one with a wildcard; all where none has one. */
export function literalPart(source: string): string {
  const segments = source.split('/');
  const first = segments.findIndex(hasWildcards);
  return first < 0 ? source : segments.slice(0, first).join('/');
}

/** The paths of the context that a pattern names. */
export interface Resolved {
  readonly paths: readonly string[];
  /** True for a bad pattern, and where the literal folder in front of it is not in the context: BuildKit fails. */
  readonly fails: boolean;
  /** False when there may be more. */
  readonly complete: boolean;
}

/**
 * Resolves a cleaned COPY or ADD source with wildcards (fsutil copy.go `resolveWildcards`): the segments before the first
 * wildcard are a literal folder, the rest is matched by `filepath.Match` against whole paths below it. A folder that
 * matches is not entered. A folder in front that matches nothing is fsutil's `lstat` error, and a bad pattern one of the client.
 */
export function resolveWildcards(snapshot: ContextSnapshot, source: string): Resolved {
  const base = literalPart(source);
  const wanted = source.slice(base === '' ? 0 : base.length + 1).split('/');
  const found = isInContext(snapshot, base);
  if (found !== 'yes') {
    return { paths: [], fails: found === 'no', complete: found === 'no' };
  }
  return walk(snapshot, base, wanted);
}

function walk(snapshot: ContextSnapshot, base: string, wanted: readonly string[]): Resolved {
  const { ignore, children } = indexOf(snapshot);
  const matches = compileName(wanted.join('/'));
  if (matches('') === 'bad-pattern') {
    return { paths: [], fails: true, complete: true };
  }
  const pruning = prefixTests(wanted);
  const skip = base === '' ? 0 : base.length + 1;
  const paths: string[] = [];
  let complete = snapshot.complete && snapshot.entries.get(base)?.kind !== 'symlink';
  const todo: { readonly folder: string; readonly depth: number }[] = [{ folder: base, depth: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { folder, depth } = next;
    complete &&= !snapshot.closed.has(folder) || ignore.leavesOutWholly(folder);
    const deeper: string[] = [];
    for (const { path, kind } of children.of(folder)) {
      const name = path.slice(skip);
      const rightDepth = pruning === undefined || depth === wanted.length - 1;
      if (rightDepth && matches(name) === true) {
        const inContext = isInContext(snapshot, path);
        complete &&= inContext !== 'unknown';
        if (inContext === 'yes') {
          paths.push(path);
          continue;
        }
      }
      const mayLead = pruning === undefined || pruning[depth]?.(name) === true;
      if (mayLead && kind === 'directory') {
        deeper.push(path);
      }
    }
    for (const path of deeper.reverse()) {
      todo.push({ folder: path, depth: depth + 1 });
    }
  }
  return { paths, fails: false, complete };
}

/**
 * Tests that tell, a depth each, whether a folder can lead to a match, which keeps `*` at the top from reading the whole
 * tree. Undefined when segments say nothing: a class such as `[^a]` matches `/` too, and a backslash may escape one.
 */
function prefixTests(wanted: readonly string[]): ((name: string) => boolean | 'bad-pattern')[] | undefined {
  if (wanted.some((segment) => /[[\\]/.test(segment))) {
    return undefined;
  }
  return wanted.slice(0, -1).map((_segment, depth) => compileName(wanted.slice(0, depth + 1).join('/')));
}
