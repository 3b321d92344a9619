import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { planManifestFirst } from '../../fixes/manifest-first/plan.ts';
import { isMovable } from '../../fixes/hoist/cut-run.ts';
import { hoistFix } from '../../fixes/hoist/fix.ts';
import { findLateSteps, type LateStep } from '../../fixes/hoist/late-steps.ts';
import { onlyUpgrades } from '../../fixes/hoist/upgrades.ts';
import type { Fix } from '../../fixes/types.ts';
import { firstLineOf } from '../first-line.ts';
import { severityOf } from '../rarely-changed.ts';
import type { Facts, Finding } from '../types.ts';
import { blamedCopies } from './blamed-copies.ts';
import { lateMessage } from './late-message.ts';
import { rowOf, rowsOf, type LateRow } from './late-rows.ts';

/** The key of findings about packages that a RUN names itself. */
const KEY = 'late-packages';

/** More copies than this are not linked. */
const MAX_RELATED = 3;

/** Which RUNs are asked for, and the early copies that may be told of them. */
interface Asked {
  readonly kind: LateStep['kind'];
  readonly earlies: () => readonly EarlyCopy[];
}

/** Findings about RUNs that install packages by name below a copy: those that `kind` names. */
export function lateFindings(rule: string, facts: Facts, asked: Asked): readonly Finding[] {
  return lateSteps(facts, asked).map((late) => findingOf(rule, facts, rowOf(late)));
}

/** A RUN that also installs from manifests belongs to an early copy that names it. */
function lateSteps({ model, context }: Facts, { kind, earlies }: Asked): readonly LateStep[] {
  return findLateSteps(model, context).filter(
    (late) => late.kind === kind && !(late.installs && isNamed(late, earlies())),
  );
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
  const copies = (): readonly EarlyCopy[] => earlies.map(({ early }) => early);
  const rows = packageRows(facts, copies);
  const findings = rows.map((row) => findingOf(rule, facts, row));
  if (findings.length === 0) {
    return earlies.map(({ finding }) => finding);
  }
  const mended = new Set<Finding>();
  const named = earlies.map(({ early, finding }): Finding => {
    const plan = planManifestFirst(model, context, early);
    const below =
      plan.kind === 'refused'
        ? []
        : findings.filter(
            ({ node }, index) =>
              node > early.step.node.index && (rows[index]?.last.node.index ?? plan.last) < plan.last,
          );
    for (const one of below) {
      mended.add(one);
    }
    const related = below.map(({ span }) => ({ span, message: TOO }));
    return related.length === 0 ? finding : { ...finding, related: [...finding.related, ...related] };
  });
  return [...named, ...findings.filter((one) => !mended.has(one))].sort((a, b) => a.node - b.node);
}

/** The fix of a finding about one RUN; none for other findings. */
export function lateFixes({ model, context }: Facts, finding: Finding): readonly Fix[] {
  const late =
    finding.key === KEY
      ? findLateSteps(model, context).find(({ node }) => node.index === finding.node)
      : undefined;
  const fix = late && hoistFix(model, context, late);
  return fix === undefined ? [] : [fix];
}

/** The same for packages that several RUNs may install; `earlies` as they were told. */
export function latePackageFixes(
  facts: Facts,
  finding: Finding,
  earlies: () => readonly EarlyCopy[],
): readonly Fix[] {
  const row =
    finding.key === KEY
      ? packageRows(facts, earlies).find(({ first }) => first.node.index === finding.node)
      : undefined;
  const fix = row && hoistFix(facts.model, facts.context, row.last);
  return fix === undefined ? [] : [fix];
}

function packageRows(facts: Facts, earlies: Asked['earlies']): readonly LateRow[] {
  return rowsOf(facts, lateSteps(facts, { kind: 'packages', earlies }));
}

function isNamed({ node }: LateStep, earlies: readonly EarlyCopy[]): boolean {
  return earlies.some(({ installs }) => installs.some((install) => install.node.index === node.index));
}

function findingOf(rule: string, facts: Facts, row: LateRow): Finding {
  const { first, all } = row;
  const blamed = blamedCopies(facts, first);
  const rare = severityOf(
    facts,
    all.map(({ node }) => node),
  );
  return {
    rule,
    node: first.node.index,
    span: firstLineOf(first.node),
    message: lateMessage(facts, row, blamed),
    related: [
      ...blamed.slice(0, MAX_RELATED).map(({ node }) => ({
        span: firstLineOf(node),
        message: `Brings files that ${rare === 'hint' ? '' : 'change often, and that '}these packages do not need.`,
      })),
      ...all.slice(1).map(({ node }) => ({ span: firstLineOf(node), message: TOO })),
    ],
    severity: all.every(isWanted) ? 'hint' : rare,
    key: KEY,
  };
}

/** Whether a RUN may stand where it does on purpose: it does nothing but upgrade what is there. */
function isWanted({ run: { steps } }: LateStep): boolean {
  return onlyUpgrades(steps) && steps.every(isMovable);
}

/** What is said of a further RUN beside the finding that is about it as well. */
const TOO = 'Installs its packages again after every change of a source, too.';
