import type { EarlyCopy } from '../../fixes/manifest-first/early-copies.ts';
import { planManifestFirst } from '../../fixes/manifest-first/plan.ts';
import { hoistFix } from '../../fixes/hoist/fix.ts';
import { findLateSteps, type LateStep } from '../../fixes/hoist/late-steps.ts';
import type { Fix } from '../../fixes/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding } from '../types.ts';
import { blamedCopies } from './blamed-copies.ts';
import { lateMessage } from './late-message.ts';

/** The key of findings about packages that a RUN names itself. */
const KEY = 'late-packages';

/** More copies than this are not linked. */
const MAX_RELATED = 3;

/**
 * Findings about RUNs that install packages by name below a copy: those that `kind` names, and of these not the ones that a
 * fix of these early copies mends as well. A RUN that also installs from manifests is theirs where they name it.
 */
export function lateFindings(
  rule: string,
  facts: Facts,
  { kind, earlies }: { readonly kind: LateStep['kind']; readonly earlies: () => readonly EarlyCopy[] },
): readonly Finding[] {
  const { model, context } = facts;
  return findLateSteps(model, context)
    .filter((late) => late.kind === kind && !(late.installs && isNamed(late, earlies())))
    .map((late) => findingOf(rule, facts, late));
}

/** An early copy with the finding about it. */
export interface EarlyFinding {
  readonly early: EarlyCopy;
  readonly finding: Finding;
}

/**
 * Findings about early copies, and about RUNs that install packages by name below a copy. What the fix for an early copy mends
 * as well is named there and gets no finding of its own.
 */
export function withLatePackages(
  rule: string,
  facts: Facts,
  earlies: readonly EarlyFinding[],
): readonly Finding[] {
  const { model, context } = facts;
  const findings = lateFindings(rule, facts, {
    kind: 'packages',
    earlies: () => earlies.map(({ early }) => early),
  });
  if (findings.length === 0) {
    return earlies.map(({ finding }) => finding);
  }
  const mended = new Set<Finding>();
  const named = earlies.map(({ early, finding }): Finding => {
    const plan = planManifestFirst(model, context, early);
    const below =
      plan.kind === 'refused'
        ? []
        : findings.filter(({ node }) => node > early.step.node.index && node < plan.last);
    for (const one of below) {
      mended.add(one);
    }
    const related = below.map(({ span }) => ({
      span,
      message: 'Installs its packages again after every change of a source, too.',
    }));
    return related.length === 0 ? finding : { ...finding, related: [...finding.related, ...related] };
  });
  return [...named, ...findings.filter((one) => !mended.has(one))].sort((a, b) => a.node - b.node);
}

/** The fix of such a finding; none for other findings. */
export function lateFixes({ model, context }: Facts, finding: Finding): readonly Fix[] {
  if (finding.key !== KEY) {
    return [];
  }
  const late = findLateSteps(model, context).find(({ node }) => node.index === finding.node);
  const fix = late && hoistFix(model, context, late);
  return fix === undefined ? [] : [fix];
}

function isNamed({ node }: LateStep, earlies: readonly EarlyCopy[]): boolean {
  return earlies.some(({ installs }) => installs.some((install) => install.node.index === node.index));
}

function findingOf(rule: string, facts: Facts, late: LateStep): Finding {
  const blamed = blamedCopies(facts, late);
  return {
    rule,
    node: late.node.index,
    span: firstLineOf(late.node),
    message: lateMessage(facts, late, blamed),
    related: blamed.slice(0, MAX_RELATED).map(({ node }) => ({
      span: firstLineOf(node),
      message: 'Brings files that change often, and that these packages do not need.',
    })),
    key: KEY,
  };
}
