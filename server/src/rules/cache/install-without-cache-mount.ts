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
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `RUN` that installs packages and mounts no cache over the folder in which the package manager keeps its downloads.',
    whyItMatters:
      'When one dependency changes, the whole step runs again. With `RUN --mount=type=cache` it finds the other packages where the last build left them. What is in the mount is not part of the image, so there is nothing to clean up.',
    examples: [
      {
        title: 'npm',
        files: {},
        before: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
        after:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
        fix: 'Keep downloads in a cache mount (review: the image no longer holds',
      },
      {
        title: 'Flags that keep a cache from being written go',
        files: {},
        before:
          'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
        after:
          'FROM python:3.13\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n',
        fix: 'Keep downloads in a cache mount',
      },
      {
        title: 'apt-get, whose downloads Debian images delete unless they are told not to',
        files: {},
        before:
          'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
        after:
          'FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y curl\n',
        fix: 'review: the image loses docker-clean',
      },
      {
        title: 'A user whose home directory is not known: reported, for you to rewrite',
        files: {},
        before: 'FROM node:22\nUSER 1000\nRUN npm ci\n',
        after:
          'FROM node:22\nUSER 1000\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci\n',
        fix: undefined,
      },
    ],
    fixSafety:
      'The packages stay the same. Safe where the `RUN` kept no downloads in the image before. For review where the image no longer holds what it kept, where a clean-up could not be taken out, and where files of the system change. There is no fix where the folder is not known: for users without a known home directory and number, and where a variable moves or switches off the cache.',
    staysSilent:
      'Silent for a `RUN` that mounts the folder, or one above or in it, for package managers that keep nothing, in stages that are not built, for a `# syntax=` without cache mounts, and for shells that Strata cannot read.',
  },
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
