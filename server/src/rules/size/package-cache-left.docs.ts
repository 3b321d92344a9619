import type { RuleDocs } from '../types.ts';

/** The page of `size/package-cache-left`. */
export const packageCacheLeftDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` of the final image that leaves the lists of apt in its layer, and, as a hint, one that leaves the cache of pip, npm, yarn, apk, dnf, yum, zypper, composer or conda there. It names the layer.',
  whyItMatters:
    'A layer never changes again: what the `RUN` leaves behind is pushed and pulled with the image, and an `rm` in a later step only hides it. Only the same `RUN` can keep it out, by a clean-up at its end, by a flag, or by a cache mount, which is no part of any layer.',
  examples: [
    {
      title: 'The lists of apt',
      files: {},
      before: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
      after: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: 'Remove the lists of apt in the same RUN (review: the image no longer holds them)',
    },
    {
      title: 'A later step installs by the lists: reported, for you to rewrite',
      files: {},
      before: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\nRUN apt-get install -y jq\n',
      after:
        'FROM debian:13\nRUN apt-get update && apt-get install -y curl jq && rm -rf /var/lib/apt/lists/*\n',
      fix: undefined,
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
      after: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci && npm cache clean --force\n',
      fix: 'Run npm cache clean --force in the same RUN (review: the image no longer holds its cache)',
    },
  ],
  fixSafety:
    'Always for review: the image then holds less. A clean-up runs by `sudo` where the command that fills the cache does. There is no fix where a later `RUN`, of this stage or of one that is built from it, installs by the lists without fetching them itself or may do so, for heredocs and the JSON form, nor where the last command of the `RUN` may not run, or `exit` or `exec` ends it.',
  staysSilent:
    'Silent in stages that are not part of the final image, for caches that are mounted, switched off by a flag or a variable, moved by one, or emptied in the same `RUN` (`apt-get dist-clean` removes the lists, too), for the packages of apt, which the images of Debian and Ubuntu delete, for uv and pnpm, whose caches share their files with what they install, for a RUN that only fetches lists, where a later `RUN` removes them, of which other rules tell, where the command is conditional, and for shells that Strata cannot read.',
};
