import { compare } from '../../cache/compare.ts';
import type { Outcome, StepVerdict, Verdicts } from '../../cache/types.ts';
import type { Analysis } from '../types.ts';
import { comparisonOf } from './inputs.ts';
import { whatIfNotes } from './notes.ts';
import { whatIfSummary } from './summary.ts';
import type { SecondsOf } from './rerun-cost.ts';
import type { WhatIf, WhatIfChange } from './types.ts';
import { stepWords } from './words.ts';

/**
 * What a change makes the next build run again, for every step and as one sentence, with the time that it takes where that was
 * measured. It takes time in proportion to the instructions and the files that they select; never throws.
 */
export function whatIf(
  analysis: Analysis,
  change: WhatIfChange,
  secondsOf: SecondsOf = () => undefined,
): WhatIf {
  const { before, after } = comparisonOf(analysis, change);
  const { model, builder } = analysis;
  const verdicts = compare(before, after, { builder });
  const struck = strikes(verdicts);
  const answer = { model, change, verdicts, struck };
  const steps = [...verdicts.steps.values()].flatMap((verdict) => {
    const instruction = model.nodes[verdict.node]?.instruction;
    return instruction === undefined
      ? []
      : [
          {
            node: verdict.node,
            line: instruction.line,
            offset: instruction.start,
            verdict: verdict.verdict,
            text: `${SYMBOLS[verdict.verdict]} ${stepWords(verdict, answer)}`,
          },
        ];
  });
  return { steps, summary: whatIfSummary(analysis, answer, secondsOf), notes: whatIfNotes(analysis, answer) };
}

/** Told apart without color, also by who can't see the difference of fill: the words follow. */
const SYMBOLS: Readonly<Record<Outcome, string>> = { rebuilt: '●', depends: '◐', cached: '○', unused: '–' };

/** The step where the cause of each verdict strikes: itself, or one above it. One pass, however long the chains are. */
function strikes({ steps }: Verdicts): ReadonlyMap<number, StepVerdict> {
  const found = new Map<number, StepVerdict>();
  for (const verdict of steps.values()) {
    if (verdict.cause === undefined) {
      continue;
    }
    const above = verdict.via === undefined ? undefined : (found.get(verdict.via) ?? steps.get(verdict.via));
    found.set(verdict.node, above ?? verdict);
  }
  return found;
}
