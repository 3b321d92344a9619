import type { EngineCase } from '../types.ts';
import { FIXTURE_CASES } from './fixtures.ts';
import { REORDER_CASES } from './reorder.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';

/** Everything that is proved. */
export const CASES: readonly EngineCase[] = [...FIXTURE_CASES, ...RULE_EXAMPLES, ...REORDER_CASES];
