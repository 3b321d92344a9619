import { numbers } from './generated.ts';

/** Chance that comes out the same for the same seed. */
export interface Dice {
  /** A number from 0 on, below `sides`. */
  readonly roll: (sides: number) => number;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
}

/** Dice for a seed. */
export function diceOf(seed: number): Dice {
  const next = numbers(seed);
  const roll = (sides: number): number => next() % sides;
  return { roll, pick: (items) => items[roll(items.length)] ?? items[0] };
}
