import { reportRuleErrorsTo } from '../../server/src/rules/rule-errors.ts';

/** From now on a rule that throws fails the test that ran it, instead of costing only its findings. */
export function failOnRuleErrors(): void {
  reportRuleErrorsTo((_rule, error) => {
    throw error;
  });
}
