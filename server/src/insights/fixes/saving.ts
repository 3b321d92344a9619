import type { Fix } from '../../fixes/types.ts';
import type { Finding } from '../../rules/types.ts';
import { analyze } from '../analysis.ts';
import { applyFix } from './apply-fix.ts';
import { rerunCost } from '../what-if/rerun-cost.ts';
import type { SecondsOf } from '../what-if/rerun-cost.ts';
import { code } from '../text.ts';
import type { Analysis } from '../types.ts';

/**
 * What a fix would have saved: `` `npm ci` would have run in 9 instead of 91 of the last 100 commits, about 41 s each time``; the time
 * where the same command was measured. Undefined where git does not tell, and where nothing runs less often.
 */
export function savingOf(
  analysis: Analysis,
  finding: Finding,
  fix: Fix,
  secondsOf: SecondsOf = () => undefined,
): string | undefined {
  const late = analysis.model.nodes.find(
    ({ instruction }) =>
      instruction.keyword === 'RUN' &&
      [finding, ...finding.related].some(({ span }) => span.start === instruction.start),
  );
  const before = late && analysis.frequency()?.rerunIn(late.index);
  if (late === undefined || before === undefined) {
    return undefined;
  }
  const { text, context } = applyFix(analysis, fix);
  const { history, builder } = analysis;
  const after = analyze({ text, context, history, builder, build: analysis.model.options });
  const known = new Set(analysis.model.nodes.map(({ instruction }) => instruction.text));
  const runs = after.model.nodes.filter(({ instruction }) => instruction.keyword === 'RUN');
  // A RUN that was cut in two, or a step that was added, is new in the text.
  const mended =
    runs.find(({ instruction }) => !known.has(instruction.text)) ??
    runs.find(({ instruction }) => instruction.text === late.instruction.text);
  const now = mended && after.frequency()?.rerunIn(mended.index);
  if (mended === undefined || now === undefined || now.certain >= before.certain) {
    return undefined;
  }
  const name = code(mended.instruction.text.replace(/^\S+\s+/, ''), 48);
  const atLeast = before.exact ? '' : 'at least ';
  // Of a RUN that was cut in two, nobody measured the half.
  const isSame = mended.instruction.text === late.instruction.text;
  const cost = isSame ? rerunCost([late.index], secondsOf) : undefined;
  const time = cost === undefined ? '' : `, ${cost} each time`;
  return `${name} would have run in ${now.certain} instead of ${atLeast}${before.certain} of the last ${before.of} commits${time}`;
}
