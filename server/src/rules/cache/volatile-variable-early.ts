import { volatileFix } from '../../fixes/volatile-variable/fix.ts';
import { findVolatile, type Volatile } from '../../fixes/volatile-variable/find.ts';
import { code, listed, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/volatile-variable-early';

/** A version, commit or date above steps that don't use it: BuildKit gives a RUN every ARG and ENV above it (domain.md 2.3). */
export const volatileVariableEarly: Rule = {
  id: ID,
  summary:
    'a version, commit or date is declared above installs that do not use it, so every new value runs them again',
  defaultSeverity: 'warning',
  since: '0.1.0',
  check({ model }) {
    return findVolatile(model).map(findingOf);
  },
  fixes({ model }, finding) {
    const volatile = findVolatile(model).find(({ moving }) => moving[0].index === finding.node);
    const fix = volatile && volatileFix(model, volatile);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf({ moving, names, passed, mixed }: Volatile): Finding {
  const [first] = moving;
  const runs = passed.filter(({ installs }) => installs).map(({ node }) => node);
  const places = runs.slice(0, 3).map((node) => `${shown(node)} (line ${node.instruction.line})`);
  const more = runs.length > 3 ? [`${runs.length - 3} more`] : [];
  const [name = ''] = names;
  const message = [
    `Every new value of ${code(name)} runs ${listed([...places, ...more])} again, which ${runs.length === 1 ? 'does' : 'do'} not use it.`,
    ` Declare it below.`,
    ...(mixed ? [' No automatic fix: other variables are set by the same instruction.'] : []),
  ].join('');
  return {
    rule: ID,
    node: first.index,
    span: firstLineOf(first),
    message,
    related: runs.slice(0, 3).map((node) => ({
      span: firstLineOf(node),
      message: `Runs again with every new value of ${name}, and does not use it.`,
    })),
    key: 'volatile',
  };
}
