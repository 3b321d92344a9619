import type { RuleDocs } from '../types.ts';

/** The page of `cache/install-without-cache-mount`. */
export const installWithoutCacheMountDocs: RuleDocs = {
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
    'The packages stay the same. Safe where the `RUN` kept no downloads in the image before. For review where the image no longer holds what it kept, where a clean-up could not be taken out, and where files of the system change. There is no fix where the folder is not known: for users without a known home directory and number, where a variable moves or switches off the cache, where options of one `RUN` name several folders, and where a later `RUN` insists on finding the packages there (`dotnet publish --no-restore`).',
  staysSilent:
    'Silent for a `RUN` that mounts the folder, or one above or in it, for package managers that keep nothing, or whose folder is no cache but the packages themselves, which programs read there (pub, Deno, Corepack, yarn’s Plug’n’Play), in stages that are not built, for a `# syntax=` without cache mounts, and for shells that Strata cannot read.',
};
