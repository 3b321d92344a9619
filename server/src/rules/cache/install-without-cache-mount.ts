import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { cacheMountFix } from '../../fixes/cache-mounts/fix.ts';
import { findUncachedRuns, type UncachedRun } from '../../fixes/cache-mounts/uncached-runs.ts';
import { code, listed } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/install-without-cache-mount';

/** Downloads that the next run of the step could use, if a cache mount kept them (domain.md 2.4 and section 4, column 6). */
export const installWithoutCacheMount: Rule = {
  id: ID,
  summary: 'packages are downloaded without a cache mount, so a step that runs again downloads everything',
  defaultSeverity: 'off',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return findUncachedRuns(model, context).map(findingOf);
  },
  fixes({ model, context }, finding) {
    const run = findUncachedRuns(model, context).find(({ node }) => node.index === finding.node);
    const fix = run && cacheMountFix(model, context, run);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf({ node, managers, obstacle }: UncachedRun): Finding {
  const names = managers.map(({ ecosystem }) => ecosystem.id);
  const targets = managers.flatMap(({ mounts }) => mounts.map(({ target }) => code(target)));
  const where = targets.length === 0 ? 'its cache' : listed(targets);
  const message = [
    `Whenever this step runs again, ${listed(names)} ${names.length === 1 ? 'downloads' : 'download'} every package anew.`,
    ` Mount a cache over ${where}.`,
    ...(obstacle === undefined ? [] : [` No automatic fix: ${obstacle}.`]),
  ].join('');
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message,
    related: [],
    key: 'no-cache-mount',
  };
}
