import type { Rule, RuleSetting } from './types.ts';

/** What a person can set for a rule or a group, the loudest first. */
export const RULE_SETTING_NAMES: readonly RuleSetting[] = ['error', 'warning', 'information', 'hint', 'off'];

/** The group of a rule: `cache` of `cache/copy-before-install`; empty for an id without one. */
export function groupOf({ id }: Pick<Rule, 'id'>): string {
  return id.slice(0, Math.max(0, id.indexOf('/')));
}

/**
 * What settings make of a rule; the most specific entry wins: its id, its group (`cache` or `cache/*`), its default. A group
 * gives the rules of it that are on another severity or switches them off; one that is off by default is switched on by its id
 * alone, so that `"cache": "hint"` asks for fewer words and never brings more.
 */
export function settingOf(
  rule: Pick<Rule, 'id' | 'defaultSeverity'>,
  settings: ReadonlyMap<string, RuleSetting> | undefined,
): RuleSetting {
  const own = settings?.get(rule.id);
  if (own !== undefined || rule.defaultSeverity === 'off') {
    return own ?? 'off';
  }
  const group = groupOf(rule);
  const ofGroup = group === '' ? undefined : (settings?.get(group) ?? settings?.get(`${group}/*`));
  return ofGroup ?? rule.defaultSeverity;
}
