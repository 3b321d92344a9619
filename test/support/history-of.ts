import type { ChangeHistory } from '../../server/src/context/history/types.ts';

/** A history of commits, each given by its paths, newest first. `tracked`: what git knows of; undefined for a list too long. */
export function historyOf(
  commits: readonly (readonly string[])[],
  tracked: readonly string[] | undefined,
): ChangeHistory {
  return {
    head: 'h',
    commits: commits.map((paths, index) => ({ id: String(index), date: -index, paths })),
    shallow: false,
    complete: true,
    tracked: tracked && new Set(tracked),
  };
}
