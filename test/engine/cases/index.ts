import type { EngineCase } from '../types.ts';
import { FIXTURE_CASES } from './fixtures.ts';
import { REFACTORING_CASES } from './refactorings.ts';
import { REORDER_CASES } from './reorder.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';

/** Those whose title names what to check. */
const REVIEWED: ReadonlySet<string> = new Set(['link-copy', 'extract-stage']);

/** Nothing of the build cache is claimed of them. */
const REFACTORINGS = REFACTORING_CASES.map(({ id, select, ...one }): EngineCase => ({
  ...one,
  grade: REVIEWED.has(id) ? 'review' : 'safe',
  refactoring: { id, select },
  cache: false,
}));

/** Everything that is proved. */
export const CASES: readonly EngineCase[] = [
  ...FIXTURE_CASES,
  ...RULE_EXAMPLES,
  ...REORDER_CASES,
  ...REFACTORINGS,
];
