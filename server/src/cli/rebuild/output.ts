import type { Outcome, Verdicts } from '../../cache/types.ts';
import { duration } from '../../insights/words/measured-words.ts';
import { rebuildWords } from '../../insights/what-if/rebuild-words.ts';
import { rerunCost } from '../../insights/what-if/rerun-cost.ts';
import type { SecondsOf } from '../../insights/what-if/rerun-cost.ts';
import { instructionTitle } from '../../insights/instruction-title.ts';
import type { Model } from '../../model/types.ts';
import type { Colors } from '../colors.ts';
import { printable } from '../printable.ts';

/** What `strata rebuild --json` prints (docs/cli.md). Lines are 1-based, of the Dockerfile as it is now. */
export interface RebuildJson {
  readonly steps: readonly RebuildStepJson[];
  readonly summary: Readonly<Record<Outcome, number>>;
}

/** A step; `cause` is null for one that is cached or unused. */
export interface RebuildStepJson {
  readonly line: number;
  readonly instruction: string;
  readonly stage: number | null;
  readonly verdict: Outcome;
  readonly cause: string | null;
  /** How long it took when it last ran; absent where nobody has measured it, or was asked. */
  readonly seconds?: number;
}

const NOBODY: SecondsOf = () => undefined;

/** Verdicts as plain data. */
export function rebuildJson(verdicts: Verdicts, model: Model, secondsOf: SecondsOf = NOBODY): RebuildJson {
  const summary: Record<Outcome, number> = { rebuilt: 0, depends: 0, cached: 0, unused: 0 };
  const steps = [...verdicts.steps.values()].map((step): RebuildStepJson => {
    const node = model.nodes[step.node];
    const seconds = secondsOf(step.node);
    summary[step.verdict] += 1;
    return {
      line: node?.instruction.line ?? 0,
      instruction: node?.instruction.keyword ?? '',
      stage: node?.stage ?? null,
      verdict: step.verdict,
      cause: rebuildWords(step, model) ?? null,
      ...(seconds === undefined ? {} : { seconds }),
    };
  });
  return { steps, summary };
}

/** As much of an instruction is shown. */
const SHOWN = 60;

/** How verdicts are told to people. */
export interface RebuildTextOptions {
  readonly colors: Colors;
  readonly secondsOf?: SecondsOf | undefined;
}

/** Verdicts for people: a line a step, its cause below it, and a line that counts, with what was measured. */
export function rebuildText(
  verdicts: Verdicts,
  model: Model,
  { colors, secondsOf = NOBODY }: RebuildTextOptions,
): string {
  const { steps, summary } = rebuildJson(verdicts, model, secondsOf);
  const width = Math.max(0, ...steps.map(({ line }) => String(line).length));
  const paint: Record<Outcome, (text: string) => string> = {
    rebuilt: colors.red,
    depends: colors.yellow,
    cached: colors.green,
    unused: colors.dim,
  };
  const nodes = [...verdicts.steps.keys()];
  const lines = steps.flatMap(({ line, verdict, cause, seconds }, index) => {
    const instruction = model.nodes[nodes[index] ?? -1]?.instruction;
    const shown = printable(instruction ? instructionTitle(model.file, instruction, SHOWN) : '');
    const took = seconds === undefined ? '' : colors.dim(` · ${duration(seconds)}`);
    const head = `${String(line).padStart(width)}  ${paint[verdict](verdict.padEnd(7))}  ${shown}${took}`;
    return cause === null
      ? [head]
      : [head, `${' '.repeat(width + 11)}${colors.dim(`╰ ${printable(cause)}`)}`];
  });
  const counts = (['rebuilt', 'depends', 'cached', 'unused'] as const)
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${verdict}`);
  const again = [...verdicts.steps.values()].filter(({ verdict }) => verdict === 'rebuilt');
  const cost = rerunCost(
    again.map(({ node }) => node),
    secondsOf,
  );
  const summed = [...counts, ...(cost === undefined ? [] : [`${cost} to run again`])];
  const hidden = verdicts.complete ? [] : ['Some of the files could not be seen; they count as unchanged.'];
  return `${[...lines, summed.length === 0 ? 'No steps' : summed.join(' · '), ...hidden].join('\n')}\n`;
}
