import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findCachesLeft } from '../../fixes/package-cache/find.ts';
import { packageCacheFix } from '../../fixes/package-cache/fix.ts';
import type { CacheLeft } from '../../fixes/package-cache/left.ts';
import { code, listed, shownCommand } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import { layerWords } from '../layer-words.ts';
import type { Finding, Rule } from '../types.ts';
import { goesBy } from './lists-user-words.ts';
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
    const removed = left.some(({ kind }) => kind === 'lists') ? removedLater(facts) : undefined;
    return left
      .filter(({ kind, node }) => kind !== 'lists' || removed?.has(node.instruction.start) !== true)
      .map((one) => findingOf(facts.model, one));
  },
  fixes(facts, { node, key }) {
    const left = findCachesLeft(facts.model, facts.context).find(
      (one) => one.node.index === node && one.id === key,
    );
    const fix = left && packageCacheFix(facts.model, left);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf(model: Model, left: CacheLeft): Finding {
  const { node, id, kind, part, user } = left;
  const { instruction } = node;
  const layer = layerWords(model, node);
  const command = shownCommand(node, part.command);
  const what =
    kind === 'lists' ? `the lists of packages that ${command} fetches` : `the cache that ${command} fills`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${layer.charAt(0).toUpperCase()}${layer.slice(1)} keeps ${what} (line ${instruction.line}), and no later step can take ${kind === 'lists' ? 'them' : 'it'} out again. ${adviceOf(left)}`,
    related:
      user === undefined
        ? []
        : [{ span: firstLineOf(user.node), message: 'Goes by the lists of the step above.' }],
    severity: kind === 'lists' ? undefined : 'hint',
    key: id,
  };
}

function adviceOf({ node, remedy, user, shared }: CacheLeft): string {
  switch (remedy.kind) {
    case 'flag':
      return `Add ${remedy.flag}, or mount a cache.`;
    case 'drop':
      return `Leave ${listed(remedy.parts.map((part) => shownCommand(node, part.command)))} out: apk fetches the lists by itself.`;
    case 'command': {
      const command = whole(remedy.command);
      if (user !== undefined) {
        return user.node.stage === node.stage
          ? `${goesBy(user)} them, so put both in one RUN, and end it with ${command}.`
          : `${goesBy(user)} them, so fetch them there again, and end both with ${command}.`;
      }
      const users =
        shared === undefined ? '' : shared === 'sudo' ? ' both with and without sudo' : ' for each HOME';
      return remedy.isEnd
        ? `End this RUN with ${whole(`&& ${remedy.command}`)}${users}, or mount a cache.`
        : `Run ${command}${users} right behind ${shownCommand(node, remedy.last.command)}, or mount a cache.`;
    }
  }
}

/** What is to be typed is shown as it is, unless it is very long. */
function whole(command: string): string {
  return command.length > LONG ? code(command) : `\`${command}\``;
}

const LONG = 80;
