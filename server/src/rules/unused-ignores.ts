import type { UnusedName } from './ignore-comments.ts';
import { groupOf, settingOf } from './setting-of.ts';
import type { Facts, Rule, RuleSetting, UnusedIgnore } from './types.ts';

/** What decides whether a rule could have found something. */
export interface UnusedOptions {
  readonly facts: Facts;
  readonly settings: ReadonlyMap<string, RuleSetting> | undefined;
  readonly rules: readonly Rule[];
}

/**
 * Of the names that silenced nothing, those that are of no use for sure: the comment is not read where it stands, there is no such
 * rule, or every rule that is meant has had all that it looks at and found nothing. What git tells changes with every commit, and what is off says nothing either
 * way. None before the build context is known, as most rules look at it.
 */
export function unusedIgnores(
  named: () => readonly UnusedName[],
  { facts, settings, rules }: UnusedOptions,
): readonly UnusedIgnore[] {
  if (facts.context === undefined) {
    return [];
  }
  const isSure = (rule: Rule): boolean =>
    settingOf(rule, settings) !== 'off' &&
    // Compose files are read together with the context.
    !(rule.needs ?? []).includes('history');
  return named().flatMap(({ name, span, misplaced }) => {
    const meant = rules.filter((rule) => rule.id === name || groupOf(rule) === name);
    const isUseless = misplaced !== undefined || meant.every(isSure);
    return isUseless ? [{ name, span, exists: meant.length > 0, misplaced }] : [];
  });
}
