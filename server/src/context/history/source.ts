import { contextPath } from '../facts.ts';
import { hasWildcards } from '../copy-wildcards.ts';
import { compilePatterns } from '../ignore/ignore.ts';
import type { IgnoreMatcher } from '../ignore/ignore.ts';
import { compileName } from '../match.ts';
import type { SelectionOptions } from '../selection.ts';

/**
 * Whether one source of a COPY, ADD or bind mount would select a file of this path, whether or not there is one now:
 * `select` for files of the past. What stands above the path counts as folders. `path` is relative to the context's root.
 */
export function wouldSelect(
  source: string,
  options: SelectionOptions,
  ignore: IgnoreMatcher,
  path: string,
): boolean {
  return path !== '' && !ignore.leavesOut(path) && wanted(compileSource(source, options), path);
}

/**
 * A source that can be asked about paths. It looks for the root, the file or folder that the source text itself names,
 * from the top down: `length` is that of the root's path, with the slash that follows it.
 */
export interface CompiledSource {
  /** The folder, or file, at or below which everything lies that it can select. */
  readonly start: string;
  /** What is known at `start`. */
  readonly first: Found;
  /** What is known at a path whose folder's answer is `found`. `depth` counts folders below `start`. */
  readonly descend: (path: string, found: Found, depth: number) => Found;
  /** True when everything in a root that is a folder is selected. */
  readonly takesAll: boolean;
  /** Whether a path below the root is wanted, given relative to it. */
  readonly takes: (to: string) => boolean;
}

/** `open`: no root yet. `dead`: none here or below. A number: see `CompiledSource`. */
export type Found = number | 'open' | 'dead';

/** Compiles a source; it follows `compute` in selection.ts and `resolveWildcards` in copy-wildcards.ts step by step. */
export function compileSource(
  source: string,
  { parents = false, exclude = [] }: SelectionOptions,
): CompiledSource {
  const pivot = parents ? source.indexOf('/./') : -1;
  const from = contextPath(parents ? source.slice(0, Math.max(pivot, 0)) : source);
  const include = parents
    ? compilePatterns([contextPath(pivot < 0 ? source : source.slice(pivot + 3))])
    : undefined;
  const excluded = exclude.length === 0 ? undefined : compilePatterns(exclude);
  const filters = {
    takesAll: include === undefined && excluded === undefined,
    takes: (to: string) => include?.leavesOut(to) !== false && excluded?.leavesOut(to) !== true,
  };
  if (!hasWildcards(from)) {
    return { start: from, first: rootLength(from), descend: (_path, found) => found, ...filters };
  }
  const segments = from.split('/');
  const firstWild = segments.findIndex(hasWildcards);
  const start = segments.slice(0, firstWild).join('/');
  return {
    start,
    first: 'open',
    descend: globDescent(rootLength(start), segments.slice(firstWild)),
    ...filters,
  };
}

/** A compiled source's answer about one file. */
function wanted({ start, first, descend, takes }: CompiledSource, path: string): boolean {
  if (path === start) {
    return first !== 'open';
  }
  const skip = rootLength(start);
  if (start !== '' && !path.startsWith(`${start}/`)) {
    return false;
  }
  let found = first;
  let depth = 0;
  for (
    let slash = path.indexOf('/', skip);
    slash >= 0 && found !== 'dead';
    slash = path.indexOf('/', slash + 1)
  ) {
    found = descend(path.slice(0, slash), found, depth);
    depth += 1;
  }
  return takesFile(descend(path, found, depth), path, takes);
}

/** Whether a file is selected, by what is known at its own path. A root is taken without asking the filters. */
export function takesFile(found: Found, path: string, takes: (to: string) => boolean): boolean {
  return typeof found === 'number' && (found > path.length || takes(path.slice(found)));
}

function rootLength(path: string): number {
  return path === '' ? 0 : path.length + 1;
}

function globDescent(skip: number, wantedSegments: readonly string[]): CompiledSource['descend'] {
  const matches = compileName(wantedSegments.join('/'));
  if (matches('') === 'bad-pattern') {
    return () => 'dead';
  }
  // A class may match a slash and a backslash may escape one: segments then say nothing about depth.
  const leads = wantedSegments.some((segment) => /[[\\]/.test(segment))
    ? undefined
    : wantedSegments
        .slice(0, -1)
        .map((_segment, depth) => compileName(wantedSegments.slice(0, depth + 1).join('/')));
  return (path, found, depth) => {
    if (found !== 'open') {
      return found;
    }
    const name = path.slice(skip);
    if (leads !== undefined && depth < leads.length) {
      return leads[depth]?.(name) === true ? 'open' : 'dead';
    }
    return matches(name) === true ? rootLength(path) : leads === undefined ? 'open' : 'dead';
  };
}
