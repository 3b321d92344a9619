import { compare } from '../../cache/compare.ts';
import type { BuildInputs, Builder, Verdicts } from '../../cache/types.ts';
import type { Model } from '../../model/types.ts';
import type { ReplayCommit } from './history.ts';
import type { CommitState } from './states.ts';

/** What a commit would have made run again; `leftOut` says why that is not known, as the end of a sentence. */
export type Replayed =
  | { readonly commit: ReplayCommit; readonly leftOut: string }
  | { readonly commit: ReplayCommit; readonly verdicts: Verdicts; readonly model: Model };

/** Why a commit is left out that has nothing to be compared with. */
export const NOTHING_BEFORE = 'every step runs: no build before it is known';

/** What is built of a commit, or why nothing is. */
export type BuildOf = (state: CommitState) => BuildInputs | string;

/**
 * Compares every commit's build with that of the nearest one before it that has one. States and results are newest first; the
 * oldest state only stands before the others, when there are more than `count`.
 */
export function replay(
  states: Iterable<CommitState>,
  {
    count,
    buildOf,
    builder,
  }: { readonly count: number; readonly buildOf: BuildOf; readonly builder: Builder },
): readonly Replayed[] {
  const rows: Replayed[] = [];
  let after:
    { readonly row: number; readonly commit: ReplayCommit; readonly inputs: BuildInputs } | undefined;
  let index = 0;
  for (const state of states) {
    const { commit } = state;
    const row = index;
    const inputs = buildOf(state);
    index += 1;
    if (typeof inputs === 'string') {
      rows[row] = { commit, leftOut: inputs };
      continue;
    }
    if (after !== undefined) {
      const verdicts = compare(inputs, after.inputs, { builder });
      rows[after.row] = { commit: after.commit, verdicts, model: after.inputs.model };
    }
    after = { row, commit, inputs };
  }
  if (after !== undefined) {
    rows[after.row] = { commit: after.commit, leftOut: NOTHING_BEFORE };
  }
  return rows.slice(0, count);
}
