import { hasWildcards } from '../../context/copy-wildcards.ts';
import { compilePatterns } from '../../context/ignore/ignore.ts';
import { matchName } from '../../context/match.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { cleanPath } from '../../model/paths.ts';
import type { CopyStep } from '../moving/copy-step.ts';

/**
 * Where a copy from another stage puts the file at a path there, if it brings that or a folder around it. Of a destination that may be
 * a folder or the file itself, both are told.
 */
export function handedOn({ copy, folder }: CopyStep, path: string): readonly string[] {
  const inFolder = folder === '/' ? '' : folder;
  const excluded = copy.exclude.length === 0 ? undefined : compilePatterns(copy.exclude);
  return copy.sources.flatMap(({ kind, text }) => {
    const source = cleanPath(`/${text}`);
    for (const around of kind === 'path' ? withParents(path) : []) {
      if (hasWildcards(source) ? matchName(source, around) === true : source === around) {
        const rest = around === path ? baseName(path) : path.slice(around === '/' ? 1 : around.length + 1);
        if (excluded?.leavesOut(rest) === true) {
          return [];
        }
        const to = `${inFolder}/${copy.parents ? belowPivot(text, path) : rest}`;
        const isFile = around === path && copy.sources.length === 1 && !copy.resolvedDest.endsWith('/');
        return isFile && !copy.parents ? [to, folder] : [to];
      }
    }
    return [];
  });
}

/** What `--parents` keeps of a path: all of it, or what is below the `/./` of the source. */
function belowPivot(source: string, path: string): string {
  const pivot = source.indexOf('/./');
  const base = pivot < 0 ? '/' : cleanPath(`/${source.slice(0, pivot)}`);
  return path.slice(base === '/' ? 1 : base.length + 1);
}

/** An absolute path and the folders around it, the nearest first. */
function withParents(path: string): readonly string[] {
  const all: string[] = [];
  for (let one = path; one !== ''; one = parentPath(one)) {
    all.push(one);
  }
  return [...all, '/'];
}
