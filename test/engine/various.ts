import type { BuildOptions } from '../../server/src/model/types.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { variousContext } from './various-context.ts';
import type { VariousContext } from './various-context.ts';
import { copyStep, metadata, runStep } from './various-steps.ts';
import type { StepPlace } from './various-steps.ts';

/** A Dockerfile that nobody wrote, of all that a Dockerfile may hold, with its context and what it is built with. */
export interface Various extends VariousContext {
  readonly dockerfile: string;
  readonly options: BuildOptions;
}

/**
 * The working directory at the top of every stage, which no edit touches: no step of another seed stands on it, and so none is
 * found in the cache.
 */
export function ownFolder(seed: number): string {
  return `/seed${seed}`;
}

/** The same for the same seed: one to four stages of steps and metadata, which read one another and the context. */
export function various(seed: number): Various {
  const dice = diceOf(seed);
  const escape = dice.roll(8) === 0 ? '`' : '\\';
  const stages = 1 + dice.roll(4);
  const lines = dice.pick(GLOBALS).slice();
  const runs: boolean[] = [];
  for (let stage = 0; stage < stages; stage++) {
    const [base, canRun] = baseOf(runs, dice);
    runs.push(canRun);
    const isNamed = stage < stages - 1 || dice.roll(2) === 0;
    lines.push(`FROM ${base}${isNamed ? ` AS s${stage}` : ''}`, `WORKDIR ${ownFolder(seed)}`);
    for (let number = 1 + dice.roll(5); number > 0; number--) {
      lines.push(...instruction({ dice, seed, stage, number, canRun, escape }));
    }
    lines.push(...ending(stage, canRun));
  }
  const target = stages > 1 && dice.roll(6) === 0 ? `s${dice.roll(stages - 1)}` : undefined;
  return {
    ...variousContext(seed, dice),
    dockerfile: `${escape === '\\' ? '' : '# escape=`\n'}${lines.join('\n')}\n`,
    options: { target, buildArgs: new Map(dice.pick(GIVEN)) },
  };
}

const GLOBALS: readonly [string[], ...string[][]] = [
  [],
  ['ARG GLOBAL=1'],
  ['ARG GLOBAL=1', 'ARG BASE=strata-${GLOBAL:+base}'],
  ['ARG GLOBAL', 'ARG BASE=strata-base'],
];

const GIVEN: readonly [[string, string][], ...[string, string][][]] = [
  [],
  [],
  [['A1', 'given']],
  [['HTTP_PROXY', 'http://proxy:1']],
];

/** What a stage begins with, and whether it has a shell. */
function baseOf(runs: readonly boolean[], dice: Dice): readonly [base: string, canRun: boolean] {
  if (runs.length > 0 && dice.roll(2) === 0) {
    const parent = dice.roll(runs.length);
    return [`s${parent}`, runs[parent] === true];
  }
  return dice.roll(10) === 0
    ? ['scratch', false]
    : [dice.pick(['strata-base', '${BASE:-strata-base}']), true];
}

function instruction(place: StepPlace): string[] {
  const { dice, canRun } = place;
  const kind = dice.roll(10);
  if (kind < 4) {
    return [copyStep(place)];
  }
  if (kind < 7) {
    return [canRun ? runStep(place) : copyStep(place)];
  }
  if (kind < 9) {
    return metadata(place);
  }
  // What a trigger reads of a stage makes BuildKit number that stage's steps in another way.
  const alone = { ...place, stage: 0 };
  return [`ONBUILD ${dice.roll(2) === 0 || !canRun ? copyStep(alone) : runStep(alone)}`];
}

/** Something for others to copy, which depends on what was copied here. */
function ending(stage: number, canRun: boolean): string[] {
  return canRun
    ? ['USER root', `RUN find . -type f -exec cat {} + > /out${stage}`]
    : [`COPY a.txt /out${stage}`];
}
