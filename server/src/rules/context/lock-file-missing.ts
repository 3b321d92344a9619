import { baseName } from '../../context/path-parts.ts';
import { missingLocks, type MissingLock } from '../../fixes/lock-file/missing.ts';
import { installText } from '../../fixes/manifest-first/installs/install-text.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import { firstByKey } from '../first-by-key.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'context/lock-file-missing';

/** `npm ci` without a lock file: it says so and fails (npm/cli, lib/commands/ci.js). A wildcard in the COPY hides that there is none. */
export const lockFileMissing: Rule = {
  id: ID,
  summary: 'an install that goes by a lock file alone finds none in the build context, so the build fails',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    const all = context === undefined ? [] : missingLocks(model, context);
    const first = firstByKey(all, ({ lock }) => lock);
    return [...first.values()].map((missing) =>
      findingOf(
        model,
        missing,
        all.filter((one) => one !== missing && one.lock === missing.lock),
        context?.label,
      ),
    );
  },
  fixes: () => [],
};

function findingOf(model: Model, missing: MissingLock, more: readonly MissingLock[], label = '.'): Finding {
  const { install, lock } = missing;
  const { node } = install;
  const context = label === '.' ? 'the build context' : `the build context ${label}`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${installText(model, install)} (line ${node.instruction.line}) fails: it goes by ${lock}, which is not in ${context}. ${adviceOf(missing)}`,
    related: more.map((one) => ({
      span: firstLineOf(one.install.node),
      message: `${installText(model, one.install)} fails as well.`,
    })),
    key: lock,
  };
}

function adviceOf({ lock, need: { locks, maker }, above, around }: MissingLock): string {
  const name = baseName(lock);
  if (above !== undefined) {
    const held = above.held.find((one) => locks.includes(one)) ?? name;
    return `${held} of ${above.shown} is outside of it: make one here with ${code(maker)}, or build with that folder as the context.`;
  }
  return around === undefined
    ? `Make it with ${code(maker)} and keep it in the repository.`
    : `${around} is that of another folder: make one beside its manifest with ${code(maker)}.`;
}
