import { delayingCopies } from '../../fixes/manifest-first/early/delaying-copies.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { installsFromCache } from '../../fixes/manifest-first/installs/cached-downloads.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { shown } from '../../fixes/moving/words.ts';
import type { Facts } from '../types.ts';
import { bindsContext } from './copy-before-install-advice.ts';
import { isHistoryAlone } from './copy-before-install-blame.ts';
import { bringsSources, changeOf, placeOf } from './late-causes.ts';

/** What makes the installs of a finding run again, in words. */
export interface Cause {
  /** Up to their names: `Every source change reinstalls dependencies: … comes before`. */
  readonly sentence: string;
  /** What they run again after: `change of a source`. */
  readonly every: string;
}

/** The cause of a finding. `hotter`: the copy that changes most often, where that is another one. */
export function causeOf(facts: Facts, early: EarlyCopy, hotter: CopyStep | undefined): Cause {
  const { step, form, installs, outputs } = early;
  if (form === 'output') {
    const sentence = `${changeOf(facts, outputs)} reinstalls dependencies: ${placeOf(facts, outputs)} before`;
    return { sentence, every: COPIED };
  }
  const { change, every } = changeIn(facts, early, hotter);
  const downloads = form === 'download' && !installs.every(installsFromCache);
  const sentence = [
    `${change} ${downloads ? 'downloads dependencies again' : 'reinstalls dependencies'}:`,
    ` ${withLine(step)}`,
    ...(hotter === undefined ? [] : [` and above all ${withLine(hotter)}`]),
    ` ${bindsContext(early) ? 'mounts sources for' : hotter === undefined ? 'comes before' : 'come before'}`,
  ].join('');
  return { sentence, every };
}

const COPIED = 'change of what is copied';

function changeIn(
  facts: Facts,
  early: EarlyCopy,
  hotter: CopyStep | undefined,
): { readonly change: string; readonly every: string } {
  const { model, context } = facts;
  if (isHistoryAlone(facts, early)) {
    return { change: 'Every commit', every: 'commit' };
  }
  const delaying = [early.step, ...delayingCopies(model, context, early).map(({ step }) => step)];
  return bindsContext(early) || delaying.some((one) => bringsSources(facts, one))
    ? { change: 'Every source change', every: 'change of a source' }
    : {
        change: changeOf(facts, hotter === undefined ? [early.step] : [early.step, hotter]),
        every: COPIED,
      };
}

function withLine({ node }: CopyStep): string {
  return `${shown(node)} (line ${node.instruction.line})`;
}
