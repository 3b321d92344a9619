import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findCachesLeft, type CacheLeft } from '../../fixes/package-cache/find.ts';
import { packageCacheFix } from '../../fixes/package-cache/fix.ts';
import { code } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';
import { removedLater } from './removed-later.ts';

const ID = 'size/package-cache-left';

/** Downloads that stay in the layer of the RUN which has made them: only the same RUN can keep them out (domain.md section 4). */
export const packageCacheLeft: Rule = {
  id: ID,
  summary: 'a RUN leaves lists of packages or a cache of downloads in its layer of the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  sameAs: [
    'hadolint/DL3009',
    'hadolint/DL3019',
    'hadolint/DL3032',
    'hadolint/DL3036',
    'hadolint/DL3040',
    'hadolint/DL3042',
    'hadolint/DL3060',
  ],
  overlooks: CONFIGURATION,
  check(facts) {
    const left = findCachesLeft(facts.model, facts.context);
    const removed = left.length === 0 ? undefined : removedLater(facts);
    return left
      .filter(({ kind, node }) => kind !== 'lists' || removed?.has(node.instruction.start) !== true)
      .map(findingOf);
  },
  fixes(facts, { node, key }) {
    const left = findCachesLeft(facts.model, facts.context).find(
      (one) => one.node.index === node && one.id === key,
    );
    const fix = left && packageCacheFix(facts.model, left);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf({ node, id, kind, parts, remedy }: CacheLeft): Finding {
  const { instruction } = node;
  const layer = node.layer === undefined ? 'Its layer' : `Layer ${node.layer}`;
  const [part] = parts;
  const span = part?.command.span;
  const command = code(span === undefined ? '' : instruction.text.slice(span.start, span.end));
  const what =
    kind === 'lists' ? `the lists of packages that ${command} fetches` : `the cache that ${command} fills`;
  const advice =
    remedy.kind === 'flag'
      ? `Add ${remedy.flag}, or mount a cache.`
      : `End this RUN with ${code(`&& ${remedy.command}`)}, or mount a cache.`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${layer} of the image keeps ${what} (line ${instruction.line}), and no later step can take ${kind === 'lists' ? 'them' : 'it'} out again. ${advice}`,
    related: [],
    severity: kind === 'lists' ? undefined : 'hint',
    key: id,
  };
}
