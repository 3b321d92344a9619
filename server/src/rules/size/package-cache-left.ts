import type { ContextSnapshot } from '../../context/types.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findCachesLeft } from '../../fixes/package-cache/find.ts';
import { packageCacheFix } from '../../fixes/package-cache/fix.ts';
import type { CacheLeft } from '../../fixes/package-cache/left.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { firstLineOf } from '../first-line.ts';
import { layerWords } from '../layer-words.ts';
import type { Finding, Rule } from '../types.ts';
import { cacheAdvice, shownPart } from './package-cache-advice.ts';
import { removedLater } from './removed/removed-later.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { firstByKey } from '../first-by-key.ts';

const ID = 'size/package-cache-left';

/** Downloads that stay in the layer of the RUN which has made them: only the same RUN can keep them out (domain.md section 4). */
export const packageCacheLeft: Rule = {
  id: ID,
  summary: 'a RUN leaves lists of packages or a cache of downloads in its layer of the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context'],
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
    const removed = left.some(({ kind }) => kind === 'lists') ? removedLater(facts) : undefined;
    return left
      .filter(({ kind, node }) => kind !== 'lists' || removed?.has(node.instruction.start) !== true)
      .map((one) => findingOf(facts.model, one));
  },
  fixes(facts, { node, key }) {
    const left = leftByFinding(facts.model, facts.context).get(`${node} ${key}`);
    const fix = left && packageCacheFix(facts.model, left);
    return fix === undefined ? [] : [fix];
  },
};

/** By the node and the key of their findings, of which there may be thousands. */
const leftByFinding = rememberedWith(
  (model: Model, context: ContextSnapshot | undefined): ReadonlyMap<string, CacheLeft> =>
    firstByKey(findCachesLeft(model, context), ({ node, id }) => `${node.index} ${id}`),
);

function findingOf(model: Model, left: CacheLeft): Finding {
  const { node, id, kind, part, fruitless, user, script } = left;
  const { instruction } = node;
  const layer = layerWords(model, node);
  const command = shownPart(model, node, part);
  const what =
    kind === 'lists' ? `the lists of packages that ${command} fetches` : `the cache that ${command} fills`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${capitalized(layer)} keeps ${what} (line ${instruction.line}), and no later step can take ${kind === 'lists' ? 'them' : 'it'} out again.${fruitless === undefined ? '' : ` ${shownPart(model, node, fruitless)} removes nothing of them: \`sh\` makes no words of \`{a,b}\`.`} ${cacheAdvice(model, left)}`,
    related:
      user !== undefined
        ? [{ span: firstLineOf(user.node), message: 'Goes by the lists of the step above.' }]
        : script !== undefined
          ? [{ span: firstLineOf(script.node), message: 'May install by the lists of the step above.' }]
          : [],
    severity: kind === 'lists' ? undefined : 'hint',
    key: id,
  };
}
