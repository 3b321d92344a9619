import { isTemplate } from '../model/template.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { withBuildsMeant } from './builds-meant.ts';
import { silencer as createSilencer } from './ignore-comments.ts';
import { keptFindings } from './kept-findings.ts';
import { RULES } from './registry.ts';
import { isolated } from './rule-errors.ts';
import { settingOf } from './setting-of.ts';
import { settledOf } from './settled.ts';
import { isWrittenAt } from './written-at.ts';
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
 * Nothing is said of a template: what it becomes is not known, and a condition may stand around any of its instructions. Nor is
 * anything of an instruction that is not finished.
 */
export function checkRules(
  whole: Facts,
  settings: ReadonlyMap<string, RuleSetting> | undefined,
  { rules = RULES, before }: CheckOptions = {},
): readonly Reported[] {
  if (isTemplate(whole.model)) {
    return [];
  }
  const { facts, asOfWhole } = settledOf(whole, before);
  const kept = keptFindings(facts, before && settledOf(before).facts);
  const silencer = createSilencer(facts.model.file);
  // What is being written may yet be what a comment is for.
  const unused = (): readonly UnusedIgnore[] =>
    facts === whole ? unusedIgnores(silencer.unused, { facts, settings, rules }) : [];
  const found: Reported[] = [];
  for (const rule of rulesThatRun(rules, settings)) {
    const findings = kept.of(rule) ?? findingsOf(rule, facts, unused);
    kept.keep(rule, findings);
    const told = findings.filter(
      (one) => !silencer.silences(one, rule) && !isTooEarly(one, facts) && asOfWhole(one) !== undefined,
    );
    for (const one of rule.together?.(facts.model, told) ?? told) {
      const ofWhole = asOfWhole(one);
      const finding = ofWhole && withBuildsMeant(ofWhole, rule, whole.model);
      const defaultSeverity = finding?.severity ?? rule.defaultSeverity;
      const severity = settingOf({ id: rule.id, defaultSeverity }, settings);
      if (severity !== 'off' && finding !== undefined) {
        found.push({ ...finding, severity });
      }
    }
  }
  return withoutYielding(found, rules).sort((a, b) => a.span.start - b.span.start);
}

/** Without findings of rules that have nothing to add to another's at the same instruction. */
function withoutYielding(found: Reported[], rules: readonly Rule[]): Reported[] {
  const yieldsTo = rulesThatYield(rules);
  if (!found.some(({ rule }) => yieldsTo.has(rule))) {
    return found;
  }
  const reported = new Set(found.map(({ rule, node }) => `${node} ${rule}`));
  return found.filter(
    ({ rule, node }) => !(yieldsTo.get(rule) ?? []).some((other) => reported.has(`${node} ${other}`)),
  );
}

/** What each rule that yields yields to, by its id. */
const rulesThatYield: (rules: readonly Rule[]) => ReadonlyMap<string, readonly string[]> = rememberedWith(
  (rules) =>
    new Map(rules.flatMap(({ id, yieldsTo }) => (yieldsTo === undefined ? [] : [[id, yieldsTo] as const]))),
);

function isTooEarly({ onceWritten, node }: Finding, { model, writing }: Facts): boolean {
  return onceWritten === true && isWrittenAt(model.nodes[node], writing);
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
