import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findEarlyCopies } from '../../fixes/manifest-first/early/early-copies.ts';
import type { EarlyCopy, Form } from '../../fixes/manifest-first/early/early-copy.ts';
import { manifestFirstFix } from '../../fixes/manifest-first/fix.ts';
import { installText } from '../../fixes/manifest-first/installs/install-text.ts';
import { planManifestFirst } from '../../fixes/manifest-first/plan.ts';
import { listedBriefly } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import { rebuildCost } from '../rebuild-cost.ts';
import { severityOf } from '../rarely-changed.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { adviceOn } from './copy-before-install-advice.ts';
import { hotterCopy } from './copy-before-install-blame.ts';
import { causeOf } from './copy-before-install-cause.ts';
import { latePackageFixes, withLatePackages } from './late-finding.ts';
import { mountsInstead } from './mounts-instead.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { isWrittenAt } from '../written-at.ts';

const ID = 'cache/copy-before-install';

/** A broad COPY above an install: every source change then reinstalls all dependencies (domain.md 2.1, section 6). */
export const copyBeforeInstall: Rule = {
  id: ID,
  summary: 'sources are copied before dependencies are installed, so every change reinstalls them',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check(facts) {
    const earlies = findEarlyCopies(facts.model, facts.context);
    return withLatePackages(
      ID,
      facts,
      earlies.map((early) => ({ early, finding: findingOf(facts, early) })),
    );
  },
  fixes(facts, finding) {
    const { model, context } = facts;
    const earlies = findEarlyCopies(model, context);
    const early = earlies.find(
      ({ step, form }) => step.node.index === finding.node && KEYS[form] === finding.key,
    );
    const fix = early && manifestFirstFix(model, context, early);
    return fix === undefined || early === undefined
      ? latePackageFixes(facts, finding, () => earlies)
      : [fix, ...mountsInstead(facts, early)];
  },
};

const KEYS: Readonly<Record<Form, string>> = {
  manifests: 'early-copy',
  download: 'late-download',
  hidden: 'hidden-install',
  output: 'late-output',
};

function findingOf(facts: Facts, early: EarlyCopy): Finding {
  const { model, context } = facts;
  const { step, form, installs } = early;
  const { node } = step;
  const names = installs.map((one) =>
    isWrittenAt(one.node, facts.writing)
      ? nameWhileWritten(one)
      : `${installText(model, one)} (line ${one.node.instruction.line})`,
  );
  const plan = planManifestFirst(model, context, early);
  const hotter = hotterCopy(facts, early);
  const { sentence, every } = causeOf(facts, early, hotter);
  // The advice is then about the copy that brings what is built, and not about this one.
  const isBuilt = installs.some(({ built }) => built !== undefined);
  const message = [
    `${sentence} ${listedBriefly([...new Set(names)], 3, '')}.`,
    ...installs.slice(0, 1).map((one) => rebuildCost(facts, one.node)),
    adviceOn(facts, early, plan),
    ...(plan.kind === 'refused' && !isBuilt ? [` No automatic fix: ${plan.reason}.`] : []),
  ].join('');
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message,
    related: [
      ...(hotter === undefined
        ? []
        : [{ span: firstLineOf(hotter.node), message: 'Brings the files that change most often.' }]),
      ...installs.map((one) => ({
        span: firstLineOf(one.node),
        message: `${isWrittenAt(one.node, facts.writing) ? capitalized(nameWhileWritten(one)) : installText(model, one)} runs again after every ${every}.`,
      })),
    ],
    severity: severityOf(
      facts,
      installs.map((one) => one.node),
    ),
    key: KEYS[form],
  };
}

/** Without a word of it, so that what is said at the copy does not change with each key. */
function nameWhileWritten({ node: { instruction } }: Pick<EarlyCopy['installs'][number], 'node'>): string {
  return `the ${instruction.keyword} in line ${instruction.line}`;
}
