import type { Facts, Finding, Rule } from '../../server/src/rules/types.ts';

/** A rule for tests that reports at the nodes (by index) that `check` names. */
export function ruleThat(id: string, check: (facts: Facts) => readonly number[]): Rule {
  return {
    id,
    summary: id,
    defaultSeverity: 'warning',
    since: '0.0.0',
    check: (facts) => check(facts).map((node) => findingAt(facts, id, node)),
    fixes: () => [],
  };
}

function findingAt({ model }: Facts, rule: string, node: number): Finding {
  const { start = 0, end = 0 } = model.nodes[node]?.instruction ?? {};
  return { rule, node, span: { start, end }, message: `${rule} at ${node}`, related: [], key: '' };
}
