import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code, listed } from '../../fixes/moving/words.ts';
import { DOCKER_CLEAN } from '../../fixes/cache-mounts/docker-clean.ts';
import type { Holding } from '../../fixes/cache-mounts/emptied-by.ts';
import { findClosedMounts, type ClosedMount } from '../../fixes/cache-mounts/closed-mounts.ts';
import { findHidingMounts, type HidingMount } from '../../fixes/cache-mounts/hiding-mounts.ts';
import { uselessMountFix } from '../../fixes/cache-mounts/useless-mount-fix.ts';
import { findUselessMounts, type UselessMount } from '../../fixes/cache-mounts/useless-mounts.ts';
import { unwritableMountFix } from '../../fixes/cache-mounts/unwritable-mount-fix.ts';
import { findUnwritableMounts, type UnwritableMount } from '../../fixes/cache-mounts/unwritable-mounts.ts';
import type { Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/useless-cache-mount';

/**
 * A cache mount that the next build finds empty: what keeps an image small has nothing to do in one (domain.md section 4). Or one that
 * hides what a step above has made for its RUN.
 */
export const uselessCacheMount: Rule = {
  id: ID,
  summary:
    'a cache mount stays empty, since an option or a clean-up of the same RUN, or the base image, keeps it so',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  overlooks: CONFIGURATION,
  check({ model }) {
    const useless = findUselessMounts(model);
    const told = new Set(useless.map(({ node }) => node));
    const unwritable = findUnwritableMounts(model).filter(({ node }) => !told.has(node));
    return [
      ...useless.map(findingOf),
      ...unwritable.map(unwritableFinding),
      ...findClosedMounts(model).map(closedFinding),
      ...findHidingMounts(model).map(hidingFinding),
    ].sort((a, b) => a.node - b.node);
  },
  fixes({ model }, { node, key }) {
    if (key === UNWRITABLE) {
      const mount = findUnwritableMounts(model).find((one) => one.node.index === node);
      const fix = mount && unwritableMountFix(model, mount);
      return fix === undefined ? [] : [fix];
    }
    const found = findUselessMounts(model).find((one) => one.node.index === node && keyOf(one) === key);
    const fix = found && uselessMountFix(model, found, titleOf(found));
    return fix === undefined ? [] : [fix];
  },
};

/** What is there for this RUN alone, and does nothing. */
function hidingFinding({ node, target, maker, made, reader, what }: HidingMount): Finding {
  const again = what === 'compiled' ? 'compiles' : 'downloads';
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `The cache mount over ${code(target)} (line ${node.instruction.line}) hides what ${code(made)} (line ${maker.instruction.line}) has ${what}: ${code(reader)} ${again} it again wherever the cache is empty. Leave the mount out, or have it in both.`,
    related: [{ span: firstLineOf(maker), message: `Nothing finds what ${code(made)} has ${what}.` }],
    key: 'hiding',
  };
}

/** The key of findings about mounts that the user can't write. */
const UNWRITABLE = 'unwritable';

function unwritableFinding({ node, user, uid, targets }: UnwritableMount): Finding {
  const [name = user] = user.split(':');
  const mounts = `${mountsThat(node, targets, ['belongs', 'belong'])} to root`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${mounts}, and ${code(name)}, who runs this, can't write there: nothing is kept, or the RUN fails. Add ${uid === undefined ? '`uid=` with the number of that user' : code(`uid=${uid}`)}.`,
    related: [],
    key: UNWRITABLE,
  };
}

/** `The cache mount over … lies`, as the beginning of a sentence. */
function mountsThat(
  { instruction }: Node,
  targets: readonly string[],
  [one, many]: readonly [string, string],
): string {
  const isOne = targets.length === 1;
  return `The cache ${isOne ? 'mount' : 'mounts'} over ${listed(targets.map(code))} (line ${instruction.line}) ${isOne ? one : many}`;
}

function closedFinding({ node, user, targets }: ClosedMount): Finding {
  const [name = user] = user.split(':');
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${mountsThat(node, targets, ['lies', 'lie'])} in the home of root, which is closed to ${code(name)}, who runs this: nothing is kept. Mount ${targets.length === 1 ? 'a cache' : 'caches'} where that user's package manager has its own, with ${code('uid=')} and the number of that user.`,
    related: [],
    key: 'closed',
  };
}

function keyOf({ id, by }: UselessMount): string {
  return `${id} ${by}`;
}

function titleOf({ kind, by }: UselessMount): string {
  return kind === 'cleaned'
    ? 'Remove docker-clean first (review: the image loses docker-clean)'
    : `Leave ${code(by)} out: the mount is no part of the image`;
}

function findingOf(found: UselessMount): Finding {
  const { node } = found;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${whatOf(found)}. ${adviceFor(found)}`,
    related: [],
    key: keyOf(found),
  };
}

function whatOf({ node, id, targets, kind, holds, by }: UselessMount): string {
  const mounts = `the cache ${targets.length === 1 ? 'mount' : 'mounts'} over ${listed(targets.map(code))} (line ${node.instruction.line})`;
  switch (kind) {
    case 'unused':
      return `${code(by)} keeps ${id} from using ${mounts}, so every run downloads all packages`;
    case 'emptied':
      return `${code(by)} empties ${mounts}, so the next run ${listed(LOST.filter(([held]) => holds.has(held)).map(([, lost]) => lost))} again`;
    case 'cleaned':
      return `${code(by)} of the base image empties ${mounts} behind every install, so every run downloads all packages`;
  }
}

/** What a run does without what a cache holds. */
const LOST: readonly (readonly [Holding, string])[] = [
  ['lists', 'fetches the lists'],
  ['packages', 'downloads all packages'],
  ['results', 'compiles everything'],
];

function adviceFor({ kind }: UselessMount): string {
  return kind === 'cleaned'
    ? `Run ${code(DOCKER_CLEAN)} first.`
    : 'Leave it out: what is in a cache mount is no part of the image.';
}
