import type { ChangeHistory } from './types.ts';
import { parentPath } from '../path-parts.ts';
import type { Selection } from '../selection.ts';
import type { ContextSnapshot } from '../types.ts';

/** How much of what a source selects now a history can tell about. */
export interface Coverage {
  /** True when git knows any of it. */
  readonly known: boolean;
  /** True when git knows all of it, and it could all be seen. */
  readonly exact: boolean;
}

const memo = new WeakMap<Selection, { readonly history: ChangeHistory; readonly coverage: Coverage }>();

/**
 * Looks for files that git does not know. Those of a submodule change with it, if the source would select the submodule as
 * a whole (`selects` tells of a path); of a file that is named inside one, the commits here say nothing. The answer is
 * remembered with the selection.
 */
export function coverageOf(
  selection: Selection,
  snapshot: ContextSnapshot,
  history: ChangeHistory,
  selects: (path: string) => boolean,
): Coverage {
  const held = memo.get(selection);
  if (held?.history === history) {
    return held.coverage;
  }
  const coverage = compute(selection, snapshot, history, selects);
  memo.set(selection, { history, coverage });
  return coverage;
}

function compute(
  { files, complete }: Selection,
  snapshot: ContextSnapshot,
  { tracked }: ChangeHistory,
  selects: (path: string) => boolean,
): Coverage {
  if (tracked === undefined) {
    return { known: files.length > 0, exact: false };
  }
  const isSubmodule = (path: string): boolean =>
    tracked.has(path) && snapshot.entries.get(path)?.kind === 'directory' && selects(path);
  const isInside = insideTest(isSubmodule);
  let known = false;
  let exact = complete;
  for (const { path } of files) {
    const isKnown = tracked.has(path) || isInside(parentPath(path));
    known ||= isKnown;
    exact &&= isKnown;
  }
  return { known, exact };
}

/** Tells whether a folder, or one above it, passes a test; each folder is asked about once. */
function insideTest(test: (folder: string) => boolean): (folder: string) => boolean {
  const answers = new Map([['', false]]);
  return (folder) => {
    const above: string[] = [];
    let at = folder;
    let answer = answers.get(at);
    while (answer === undefined) {
      above.push(at);
      answer = test(at) || undefined;
      at = parentPath(at);
      answer ??= answers.get(at);
    }
    for (const path of above) {
      answers.set(path, answer);
    }
    return answer;
  };
}
