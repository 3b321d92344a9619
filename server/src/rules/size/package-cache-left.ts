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
  docs: {
    whatItDoes:
      'Reports a `RUN` of the final image that leaves the lists of apt in its layer, and, as a hint, one that leaves the cache of pip, npm, yarn, apk, dnf, yum, zypper, composer or conda there. It names the layer.',
    whyItMatters:
      'A layer never changes again: what the `RUN` leaves behind is pushed and pulled with the image, and an `rm` in a later step only hides it. Only the same `RUN` can keep it out, by a clean-up at its end, by a flag, or by a cache mount, which is no part of any layer.',
    examples: [
      {
        title: 'The lists of apt',
        files: {},
        before: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
        after:
          'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
        fix: 'Remove the lists of apt in the same RUN (review: the image no longer holds them)',
      },
      {
        title: 'The cache of pip',
        files: {},
        before: 'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
        after:
          'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
        fix: 'Install with --no-cache-dir (review: the image no longer holds its cache)',
      },
      {
        title: 'The cache of npm',
        files: {},
        before: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
        after:
          'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci && npm cache clean --force\n',
        fix: 'Run npm cache clean --force in the same RUN (review: the image no longer holds its cache)',
      },
    ],
    fixSafety:
      'Always for review: the image then holds less. There is no fix for heredocs and the JSON form, nor where the last command of the `RUN` may not run.',
    staysSilent:
      'Silent in stages that are not part of the final image, for caches that are mounted, switched off by a flag or a variable, moved by one, or emptied in the same `RUN`, for the packages of apt, which the images of Debian and Ubuntu delete, for uv and pnpm, whose caches share their files with what they install, for a RUN that only fetches lists, where a later `RUN` removes them, of which other rules tell, where the command is conditional, and for shells that Strata cannot read.',
  },
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
