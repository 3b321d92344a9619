import type { Facts, Reported, RuleSetting } from './types.ts';

/** Runs every rule that is not off, drops what comments silence, and gives each finding its severity. Never throws. */
export function checkRules(
  _facts: Facts,
  _settings: ReadonlyMap<string, RuleSetting> | undefined,
): readonly Reported[] {
  throw new Error('not written yet');
}
