import type { Model } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/** What a build decides that gives the variables of a `FROM` a value: which of several stages is meant (`FROM base-${V}`). */
export interface MaybeStages {
  /** Stages that the final image may be built on. */
  readonly shipped: ReadonlySet<number>;
  /** Stages that are built whatever the variables are. */
  readonly built: ReadonlySet<number>;
}

/** What is known of the stages before a build gives variables a value. */
export const maybeStages = rememberedWith(({ stages, target }: Model): MaybeStages => {
  const chain = reached(target === undefined ? [] : [target], (index) => parentOf(stages[index]));
  return {
    shipped: reached(
      [...chain].flatMap((index) => maybeOf(stages[index])),
      (index) => [...parentOf(stages[index]), ...maybeOf(stages[index])],
    ),
    built: reached([...chain], (index) => [
      ...parentOf(stages[index]),
      ...(stages[index]?.reads ?? []).flatMap((source) => (source.kind === 'stage' ? [source.stage] : [])),
    ]),
  };
});

type Stage = Model['stages'][number];

function parentOf(stage: Stage | undefined): readonly number[] {
  return stage?.base.kind === 'stage' ? [stage.base.stage] : [];
}

/** The stages that a stage may be built FROM. */
export function maybeOf(stage: Stage | undefined): readonly number[] {
  return stage?.base.kind === 'image' ? (stage.base.maybe ?? []) : [];
}

function reached(start: readonly number[], next: (index: number) => readonly number[]): ReadonlySet<number> {
  const found = new Set(start);
  // What is added while a set is walked is walked too.
  for (const index of found) {
    for (const other of next(index)) {
      found.add(other);
    }
  }
  return found;
}
