import type { Fix } from '../fixes/types.ts';
import { passesUnfinished } from '../fixes/unfinished.ts';
import { RULES } from './registry.ts';
import { isolated } from './rule-errors.ts';
import type { Facts, Finding } from './types.ts';

const RULES_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/**
 * The fixes of a finding, most recommended first; empty when there are none, or when the rule throws. None moves anything past what
 * somebody is still writing.
 */
export function fixesOf(facts: Facts, finding: Finding): readonly Fix[] {
  const rule = RULES_BY_ID.get(finding.rule);
  const fixes = rule === undefined ? [] : isolated(rule.id, [], () => rule.fixes(facts, finding));
  return fixes.filter((fix) => !passesUnfinished(facts.model, fix));
}
