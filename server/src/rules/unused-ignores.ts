import { isBuiltAtAll } from '../model/built-stages.ts';
import type { Model } from '../model/types.ts';
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
    rule.unversioned !== true &&
    // Compose files are read together with the context.
    !(rule.needs ?? []).includes('history');
  return named().flatMap(({ name, span, misplaced }) => {
    const meant = rules.filter((rule) => rule.id === name || groupOf(rule) === name);
    const isUseless =
      misplaced !== undefined ||
      meant.length === 0 ||
      (meant.every(isSure) && isBuiltBelow(facts.model, span.end));
    return isUseless ? [{ name, span, exists: meant.length > 0, misplaced }] : [];
  });
}

/** Whether what stands below an offset is built at all: rules say nothing of other stages, which another target may build. */
function isBuiltBelow(model: Model, offset: number): boolean {
  const below = model.nodes.find(({ instruction }) => instruction.start >= offset);
  const stage = below?.stage === undefined ? undefined : model.stages[below.stage];
  return stage === undefined || isBuiltAtAll(model, stage);
}
