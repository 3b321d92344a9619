import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Model, Node } from '../../../model/types.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import type { EarlyCopy } from '../early/early-copy.ts';
import type { LateInstall } from '../types.ts';
import { downloadStep, type DownloadStep } from './download-step.ts';
import { isPureInstall } from './pure-install.ts';
import { onlySets, sourcedFile } from './sourced-settings.ts';
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
  {
    early,
    own,
    moving,
  }: {
    readonly early: EarlyCopy;
    readonly own: readonly LateInstall[];
    /** The copies that go below it so far. */
    readonly moving: readonly CopyStep[];
  },
): Cut | string {
  if (early.form === 'download') {
    const step = downloadStep(model, node, own);
    return typeof step === 'string' ? step : { split: step, review: step.cut ? [CUT] : [] };
  }
  const files = new Set<string>();
  const isSetting = (part: RunPart): boolean => {
    const file = sourcedFile(part, moving);
    if (file !== undefined) {
      files.add(file);
    }
    return file !== undefined;
  };
  const isPure = isPureInstall(model, node, own, isSetting);
  const split = isPure ? undefined : splitRun(model, node, own, isSetting);
  const review = [...files].filter((file) => !onlySets(file)).map((file) => `${file} may read the sources`);
  return typeof split === 'string' ? split : { split, review: isPure ? review : [CUT, ...review] };
}

const CUT = 'the RUN is cut in two';
