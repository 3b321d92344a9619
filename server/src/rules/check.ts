import { isTemplate } from '../model/template.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { silencer as createSilencer } from './ignore-comments.ts';
import { keptFindings } from './kept-findings.ts';
import { RULES } from './registry.ts';
import { isolated } from './rule-errors.ts';
import { settingOf } from './setting-of.ts';
import type { Facts, Finding, Reported, Rule, RuleSetting, UnusedIgnore } from './types.ts';
import { unusedIgnores } from './unused-ignores.ts';

/** What checking takes besides facts and settings. */
export interface CheckOptions {
  /** Strata's own when undefined. */
  readonly rules?: readonly Rule[] | undefined;
  /** Those of an earlier version, if nothing but the Dockerfile has changed since: what was found then is not searched for again. */
  readonly before?: Facts | undefined;
}

/**
 * Runs every rule that is not off, drops what comments silence, and gives each finding its severity; in document order.
 * Settings for rules and groups that don't exist are passed over. Never throws: a rule that does is left out (`reportRuleErrorsTo`).
 * Nothing is said of a template: what it becomes is not known, and a condition may stand around any of its instructions.
 */
export function checkRules(
  facts: Facts,
  settings: ReadonlyMap<string, RuleSetting> | undefined,
  { rules = RULES, before }: CheckOptions = {},
): readonly Reported[] {
  if (isTemplate(facts.model)) {
    return [];
  }
  const kept = keptFindings(facts, before);
  const silencer = createSilencer(facts.model.file);
  const unused = (): readonly UnusedIgnore[] => unusedIgnores(silencer.unused, { facts, settings, rules });
  const found: Reported[] = [];
  for (const rule of rulesThatRun(rules, settings)) {
    const findings = kept.of(rule) ?? findingsOf(rule, facts, unused);
    kept.keep(rule, findings);
    for (const finding of findings) {
      const { severity: defaultSeverity = rule.defaultSeverity } = finding;
      const severity = settingOf({ id: rule.id, defaultSeverity }, settings);
      if (severity !== 'off' && !silencer.silences(finding, rule)) {
        found.push({ ...finding, severity });
      }
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Settings hardly ever change. */
const rulesThatRun: (
  rules: readonly Rule[],
  ...given: readonly [settings: ReadonlyMap<string, RuleSetting> | undefined]
) => readonly Rule[] = rememberedWith((rules, settings) =>
  rules.filter((rule) => settingOf(rule, settings) !== 'off'),
);

function findingsOf(rule: Rule, facts: Facts, unused: () => readonly UnusedIgnore[]): readonly Finding[] {
  return isolated(rule.id, [], () => rule.check(facts, unused));
}
