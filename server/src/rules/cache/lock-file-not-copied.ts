import { baseName } from '../../context/path-parts.ts';
import { lockFileFix } from '../../fixes/lock-file/fix.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findUnlocked } from '../../fixes/manifest-first/early/early-copies.ts';
import { installText } from '../../fixes/manifest-first/installs/install-text.ts';
import type { Unlocked } from '../../fixes/manifest-first/early/unlocked.ts';
import type { Model } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/lock-file-not-copied';

/** An install that never sees the lock file: it is no part of its key (domain.md 2.2), and says nothing about the versions. */
export const lockFileNotCopied: Rule = {
  id: ID,
  summary: 'the lock file is in the build context, but the install that would read it does not get it',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return findUnlocked(model, context).map((unlocked) => findingOf(model, unlocked));
  },
  fixes({ model, context }, { node, key }) {
    const unlocked = findUnlocked(model, context).find((one) => one.node.index === node && one.lock === key);
    const fix = unlocked && lockFileFix(model, unlocked);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf(model: Model, unlocked: Unlocked): Finding {
  const { node, lock, manifest, step } = unlocked;
  const name = baseName(lock);
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${installText(model, unlocked)} (line ${node.instruction.line}) does not get ${lock}, which nothing above copies: it may install other versions each time it runs, and a changed ${name} does not run it again. Copy it with ${baseName(manifest)}.`,
    related: [{ span: firstLineOf(step.node), message: `Copies ${baseName(manifest)} without ${name}.` }],
    key: lock,
  };
}
