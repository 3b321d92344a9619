import { bringsHistory } from '../../fixes/moving/git-folder.ts';
import { delayingCopies } from '../../fixes/manifest-first/early/delaying-copies.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import type { Facts } from '../types.ts';

/** Commits below which a count says nothing about habits. */
const ENOUGH = 10;

/** Without a history, a copy of this many times the files is taken to change more often. */
const BROADER = 2;

/** Whether git's folder is all that makes the installs of a finding run again. */
export function isHistoryAlone({ model, context }: Facts, early: EarlyCopy): boolean {
  const { form, step } = early;
  return (
    form !== 'output' &&
    context !== undefined &&
    bringsHistory(step, context) &&
    delayingCopies(model, context, early).length === 1
  );
}

/**
 * The copy above an install that changes more often than the first one, at which a finding is reported: by the last commits where
 * git tells, and else by the number of its files. Nothing does so more often than git's own folder. Undefined where that is the first
 * one itself.
 */
export function hotterCopy({ model, context, frequency }: Facts, early: EarlyCopy): CopyStep | undefined {
  const copies = delayingCopies(model, context, early);
  if (copies.length < 2) {
    return undefined;
  }
  const history = copies.findIndex(({ step }) => context !== undefined && bringsHistory(step, context));
  if (history >= 0) {
    return history === 0 ? undefined : copies[history]?.step;
  }
  const counts = copies.map(({ step }) => frequency?.()?.changedIn(step.node.index));
  const isCounted = counts.every((count) => count !== undefined && count.of >= ENOUGH);
  const weights = copies.map(({ files }, index) => (isCounted ? (counts[index]?.changed ?? 0) : files));
  const [least = 0] = weights;
  const most = Math.max(...weights);
  const isHotter = isCounted ? most > least : most >= least * BROADER;
  return isHotter ? copies[weights.indexOf(most)]?.step : undefined;
}
