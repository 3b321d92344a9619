import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code, listed } from '../../fixes/moving/words.ts';
import { uselessMountFix } from '../../fixes/cache-mounts/useless-mount-fix.ts';
import { findUselessMounts, type UselessMount } from '../../fixes/cache-mounts/useless-mounts.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/useless-cache-mount';

/** A cache mount that the next build finds empty: what keeps an image small has nothing to do in one (domain.md section 4). */
export const uselessCacheMount: Rule = {
  id: ID,
  summary: 'a cache mount stays empty, since an option or a clean-up of the same RUN keeps it so',
  defaultSeverity: 'information',
  since: '0.1.0',
  overlooks: CONFIGURATION,
  check({ model }) {
    return findUselessMounts(model).map(findingOf);
  },
  fixes({ model }, { node, key }) {
    const found = findUselessMounts(model).find((one) => one.node.index === node && keyOf(one) === key);
    const fix =
      found &&
      uselessMountFix(model, found, `Leave ${code(found.by)} out: the mount is no part of the image`);
    return fix === undefined ? [] : [fix];
  },
};

function keyOf({ id, by }: UselessMount): string {
  return `${id} ${by}`;
}

function findingOf(found: UselessMount): Finding {
  const { node, id, targets, kind, by } = found;
  const { line } = node.instruction;
  const mounts = `the cache ${targets.length === 1 ? 'mount' : 'mounts'} over ${listed(targets.map(code))}`;
  const what =
    kind === 'unused'
      ? `${code(by)} keeps ${id} from using ${mounts} (line ${line}), so every run downloads all packages`
      : `${code(by)} empties ${mounts} (line ${line}), so the next run downloads all packages again`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${what}. Leave it out: what is in a cache mount is no part of the image.`,
    related: [],
    key: keyOf(found),
  };
}
