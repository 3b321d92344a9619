import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { findLateFetches, type LateFetch } from '../../fixes/hoist/late-fetches.ts';
import { findLateSteps } from '../../fixes/hoist/late-steps.ts';
import { planHoist } from '../../fixes/hoist/plan.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import { rebuildCost } from '../rebuild-cost.ts';
import { severityOf } from '../rarely-changed.ts';
import type { Facts, Finding } from '../types.ts';
import { blamedCopies } from './blamed-copies.ts';
import { changeOf, placeOf } from './late-causes.ts';

/** Findings about RUNs that fetch browsers or models, or run an installer from the web, below a copy; there is no fix for them. */
export function lateFetchFindings(
  rule: string,
  facts: Facts,
  earlies: () => readonly EarlyCopy[],
): readonly Finding[] {
  const fetches = findLateFetches(facts.model, facts.context);
  if (fetches.length === 0) {
    return [];
  }
  const known = earlies();
  const movedAlong = movedByOthers(facts);
  return fetches
    .filter((late) => !movedAlong.has(late.node) && !known.some((early) => movesCopy(early, late)))
    .map((late) => findingOf(rule, facts, late));
}

/** What moves along with packages that stand below: a script that names where these come from. */
function movedByOthers({ model, context }: Facts): ReadonlySet<Node> {
  const plans = findLateSteps(model, context).map((late) => planHoist(model, context, late));
  return new Set(plans.flatMap((plan) => (plan.kind === 'plan' ? plan.moved : [])));
}

/** Whether another finding is about the same copy and moves it below an install that stands below the RUN. */
function movesCopy({ step, outputs, installs }: EarlyCopy, { node, causes }: LateFetch): boolean {
  const moved = new Set([step, ...outputs].map((one) => one.node.index));
  return (
    causes.some((cause) => moved.has(cause.node.index)) &&
    installs.some((install) => install.node.index > node.index)
  );
}

const WHAT: Readonly<Record<LateFetch['kind'], string>> = {
  browsers: 'fetches browsers',
  models: 'downloads models',
  installer: 'runs an installer from the web',
};

function adviceOn({ kind, installsFirst }: LateFetch): string {
  if (kind === 'installer') {
    return 'Run it above the copy: its command names nothing that is copied.';
  }
  const how = installsFirst ? ' by `uv run --no-sync`' : '';
  return `Run it above the copy${how}, as it depends on the installed package alone.`;
}

function findingOf(rule: string, facts: Facts, late: LateFetch): Finding {
  const { node, kind, span } = late;
  const blamed = blamedCopies(facts, late);
  const severity = severityOf(facts, [node]);
  const text = node.instruction.text.slice(span.start, span.end).replace(/[\\`]\r?\n/g, ' ');
  const again = `${changeOf(facts, blamed)} ${text.includes('install-deps') ? 'installs what browsers need' : WHAT[kind]} again`;
  const where = `${placeOf(facts, blamed)} before ${code(text)} (line ${node.instruction.line})`;
  return {
    rule,
    node: node.index,
    span: firstLineOf(node),
    message: `${again}: ${where}.${rebuildCost(facts, node)} ${adviceOn(late)}`,
    related: blamed.slice(0, 3).map((step) => ({
      span: firstLineOf(step.node),
      message: `Brings files that ${severity === 'hint' ? '' : 'change often, and that '}it does not need.`,
    })),
    severity,
    key: 'late-fetch',
  };
}
