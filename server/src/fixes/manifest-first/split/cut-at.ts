import type { Model, Node } from '../../../model/types.ts';
import type { EarlyCopy } from '../early/early-copy.ts';
import type { LateInstall } from '../types.ts';
import { downloadStep, type DownloadStep } from './download-step.ts';
import { isPureInstall } from './pure-install.ts';
import { splitRun, type SplitRun } from './split-run.ts';

/** What becomes of the RUN of an install that sources go below. */
export interface Cut {
  /** Undefined where it stays as it is. */
  readonly split: (SplitRun & Pick<DownloadStep, 'apart'>) | undefined;
  /** What a person has to check about it. */
  readonly review: readonly string[];
}

/** Cuts a RUN of installs as far as it is needed; a clause that says why where that can't be done. */
export function cutAt(
  model: Model,
  node: Node,
  { early, own }: { readonly early: EarlyCopy; readonly own: readonly LateInstall[] },
): Cut | string {
  if (early.form === 'download') {
    const step = downloadStep(model, node, own);
    return typeof step === 'string' ? step : { split: step, review: step.cut ? [CUT] : [] };
  }
  if (isPureInstall(model, node, own)) {
    return { split: undefined, review: [] };
  }
  const split = splitRun(model, node, own);
  return typeof split === 'string' ? split : { split, review: [CUT] };
}

const CUT = 'the RUN is cut in two';
