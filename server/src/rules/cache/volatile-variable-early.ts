import { volatileFix } from '../../fixes/volatile-variable/fix.ts';
import { findVolatile, type Volatile } from '../../fixes/volatile-variable/find.ts';
import { namedElsewhere } from '../../fixes/volatile-variable/named-elsewhere.ts';
import { code, listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/volatile-variable-early';

/** Keys of what is found in the variable's own stage, and in those that are built on it. */
const OWN = 'volatile';
const INHERITED = 'inherited';

/** A version, commit or date above steps that don't use it: BuildKit gives a RUN every ARG and ENV above it (domain.md 2.3). */
export const volatileVariableEarly: Rule = {
  id: ID,
  summary:
    'a version, commit or date is declared above installs that do not use it, so every new value runs them again',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  check({ model }) {
    return findVolatile(model).flatMap((volatile) => [
      ...ownFinding(model, volatile),
      ...heirsFinding(model, volatile),
    ]);
  },
  fixes({ model }, { key, node }) {
    const volatile = findVolatile(model).find(({ moving }) => moving[0].index === node);
    if (key !== OWN || volatile === undefined || endsBeforeUse(model, volatile) !== undefined) {
      return [];
    }
    const fix = volatileFix(model, volatile);
    return fix === undefined ? [] : [fix];
  },
};

function ownFinding(model: Model, volatile: Volatile): readonly Finding[] {
  const runs = volatile.passed.filter(({ installs }) => installs).map(({ node }) => node);
  const use = endsBeforeUse(model, volatile);
  if (use !== undefined) {
    const [name = ''] = volatile.names;
    const advice = `Declare it in the stage of line ${use.instruction.line} instead, which uses it: ${code(`ARG ${name}`)} ends with its stage.`;
    return findingOf(volatile, runs, OWN, advice);
  }
  const blocker = volatile.mixed ? ' No automatic fix: other variables are set by the same instruction.' : '';
  return findingOf(volatile, runs, OWN, `Declare it below.${blocker}`);
}

/** What another stage makes of ARGs that nothing of their own stage reads; undefined for variables that are read or inherited. */
function endsBeforeUse(model: Model, { moving, names, reader, inherited }: Volatile): Node | undefined {
  const isForNothing =
    reader === undefined && moving.every(({ instruction }) => instruction.keyword === 'ARG');
  return isForNothing && inherited.length === 0 ? namedElsewhere(model, moving[0], names) : undefined;
}

/** All that its own stage can hold stands above these, and another stage would keep it from the others that have it now: no fix. */
function heirsFinding(model: Model, volatile: Volatile): readonly Finding[] {
  const runs = volatile.inherited;
  const stages = new Set(
    runs.flatMap(({ stage }) => (stage === undefined ? [] : (model.stages[stage] ?? []))),
  );
  const names = [...stages].map(stageText);
  const blocker = `${listedBriefly(names, 3, '')} ${names.length === 1 ? 'is' : 'are'} built on this one`;
  return findingOf(
    volatile,
    runs,
    INHERITED,
    `Declare it below, in the stages that use it. No automatic fix: ${blocker}.`,
  );
}

function stageText({ name, index }: Stage): string {
  return `stage ${name === undefined ? index : code(name)}`;
}

/** None where nothing runs again. */
function findingOf(
  { moving, names }: Volatile,
  runs: readonly Node[],
  key: string,
  advice: string,
): readonly Finding[] {
  if (runs.length === 0) {
    return [];
  }
  const [first] = moving;
  const [name = ''] = names;
  const places = runs.slice(0, 3).map((node) => `${shown(node)} (line ${node.instruction.line})`);
  const more = runs.length > 3 ? [`${runs.length - 3} more`] : [];
  const which = runs.length === 1 ? 'which does not use it' : 'which do not use it';
  const finding: Finding = {
    rule: ID,
    node: first.index,
    span: firstLineOf(first),
    message: `Every new value of ${code(name)} runs ${listed([...places, ...more])} again, ${which}. ${advice}`,
    related: runs.slice(0, 3).map((node) => ({
      span: firstLineOf(node),
      message: `Runs again with every new value of ${name}, and does not use it.`,
    })),
    key,
  };
  return [finding];
}
