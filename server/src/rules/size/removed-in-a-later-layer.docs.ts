import type { RuleDocs } from '../types.ts';
import { SMALL } from './shown-size.ts';

/** The page of `size/removed-in-a-later-layer`. */
export const removedInALaterLayerDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` that removes what a `COPY` or `ADD` above it has brought, a file that an earlier `RUN` has downloaded under a name that is written there (`curl -o`, `curl -O`, `wget`), the lists of apt which an earlier `RUN` has fetched, packages of the system (or their group, `--virtual`) which an earlier `RUN` has installed, or the packages for development (`npm prune --omit=dev`, `pnpm prune --prod`) which an earlier install or a copy of `node_modules` has brought. The stages that the final one is built `FROM` count as well. Several copies of which a `RUN` removes something are one finding, which names the last of them. `find … -delete` over all files is the same as `rm`.',
  whyItMatters:
    'A layer never changes again. `rm` in a later layer only hides files: they are pulled and stored with the image, and whoever has it can read them. Secrets are no exception.',
  examples: [
    {
      title: 'A file that is only used once',
      files: { 'tool.deb': ' '.repeat(2 * SMALL) },
      before: 'FROM debian:13\nCOPY tool.deb /tmp/tool.deb\nRUN dpkg -i /tmp/tool.deb && rm /tmp/tool.deb\n',
      after:
        'FROM debian:13\nRUN --mount=type=bind,source=tool.deb,target=/tmp/tool.deb dpkg -i /tmp/tool.deb\n',
      fix: undefined,
    },
    {
      title: 'A download',
      files: {},
      before:
        'FROM debian:13\nADD https://example.org/tool.tgz /tmp/tool.tgz\nRUN tar -xf /tmp/tool.tgz -C /opt && rm /tmp/tool.tgz\n',
      after:
        'FROM scratch AS downloads\nADD https://example.org/tool.tgz /tool.tgz\n\nFROM debian:13\nRUN --mount=type=bind,from=downloads,target=/downloads tar -xf /downloads/tool.tgz -C /opt\n',
      fix: undefined,
    },
    {
      title: 'The lists of apt',
      files: {},
      before:
        'FROM debian:13\nRUN apt-get update && apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*\n',
      after: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: undefined,
    },
    {
      title: 'Packages to build with',
      files: {},
      before:
        'FROM python:3.13-alpine\nRUN apk add --no-cache build-base\nRUN pip install --no-cache-dir cffi\nRUN apk del build-base\n',
      after:
        'FROM python:3.13-alpine\nRUN apk add --no-cache build-base && pip install --no-cache-dir cffi && apk del build-base\n',
      fix: undefined,
    },
    {
      title: 'Packages for development',
      files: {
        'package.json': '{ "name": "app", "version": "1.0.0" }',
        'package-lock.json': '{ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {} }',
      },
      before: 'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nRUN npm prune --omit=dev\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'There is no fix: whether a file is wanted in the image, in a mount, or left out of the copy is for you to say.',
  staysSilent:
    'Silent in stages that are not shipped, in last stages `FROM` another one that are for tests or development by their names (`test`, `lint`, `dev`), for what the same `RUN` has made or has moved elsewhere, for files of less than 100 kB where their sizes are known, for manifests and lock files of less than 1 MB, for files of other stages and of addresses that are small by their names (manifests, settings, scripts, keys), for paths that only the build knows, where the removal is conditional, for lists that a cache mount keeps, for packages whose names no `RUN` of the Dockerfile has installed, for installs that have left out what is for development (`--omit=dev`, `NODE_ENV=production`), or may have, and for a `find` that removes only some files.',
};
