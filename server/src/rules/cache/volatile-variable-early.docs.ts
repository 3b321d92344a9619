import type { RuleDocs } from '../types.ts';

/** The page of `cache/volatile-variable-early`. */
export const volatileVariableEarlyDocs: RuleDocs = {
  whatItDoes:
    'Reports an `ARG` or `ENV` whose name says that its value changes with every build or release (`GIT_SHA`, `BUILD_DATE`, `APP_VERSION`), or which has no default and is what a label calls the version, the commit or the date of the image (`LABEL version=$API_VERSION`), above a `RUN` that installs packages and does not use it, in the same stage or in one that is built on it.',
  whyItMatters:
    'BuildKit hands every `ARG` and `ENV` above a `RUN` to it, and the values are part of its cache key, used or not. A stage that is built `FROM` another one has all of its `ENV`s and `ARG`s. With `ARG GIT_SHA` at the top, each commit installs everything again.',
  examples: [
    {
      title: 'A commit above system packages',
      files: {},
      before:
        'FROM debian:13\nARG GIT_SHA\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nLABEL org.opencontainers.image.revision=$GIT_SHA\n',
      after:
        'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nARG GIT_SHA\nLABEL org.opencontainers.image.revision=$GIT_SHA\n',
      fix: 'Move ARG GIT_SHA below apt-get',
    },
    {
      title: 'A version that goes into the environment: for review, since package scripts may read it',
      files: { 'package.json': '{}', 'package-lock.json': '{}', 'server.js': '' },
      before:
        'FROM node:22\nWORKDIR /app\nARG APP_VERSION=0.1.0\nENV APP_VERSION=$APP_VERSION\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nARG APP_VERSION=0.1.0\nENV APP_VERSION=$APP_VERSION\nCMD ["node", "server.js"]\n',
      fix: 'review: scripts that npm runs must not read APP_VERSION',
    },
    {
      title: 'Together with a constant in one instruction: reported, for you to rewrite',
      files: {},
      before:
        'FROM alpine:3.22\nENV LANG=C.UTF-8 BUILD_DATE=2026-01-31\nRUN apk add --no-cache curl\nCMD ["curl", "--version"]\n',
      after:
        'FROM alpine:3.22\nENV LANG=C.UTF-8\nRUN apk add --no-cache curl\nENV BUILD_DATE=2026-01-31\nCMD ["curl", "--version"]\n',
      fix: undefined,
    },
    {
      title: 'In a stage that another one is built on: reported, for you to move into the stages that use it',
      files: { 'package.json': '{}', 'package-lock.json': '{}', 'server.js': '' },
      before:
        'FROM node:22 AS base\nWORKDIR /app\nARG GIT_SHA\nENV GIT_SHA=$GIT_SHA\n\nFROM base AS build\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n\nFROM base\nCOPY --from=build /app /app\nCMD ["node", "server.js"]\n',
      after:
        'FROM node:22 AS base\nWORKDIR /app\n\nFROM base AS build\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n\nFROM base\nCOPY --from=build /app /app\nARG GIT_SHA\nENV GIT_SHA=$GIT_SHA\nCMD ["node", "server.js"]\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'The fix moves the variable, with those that are made of it and the labels that use them, down to the first instruction that may read it. Safe where only installs of system packages and instructions that cannot read it are passed. For review where other package managers run in between, because scripts of packages see the environment, and where a `CACHEBUST` passes something else that is downloaded, or all that it may be there for. There is no fix where the instruction sets other variables too, nor for the installs of stages that are built on its own: every place in its own stage is above these, and moved into one of them, the others would not have it.',
  staysSilent:
    'Silent where the next `RUN` uses the variable or may read it from the environment (a build such as `cargo build`, a script), below the last install, for versions of tools (`NODE_VERSION`, or a `VERSION` with which something is downloaded) and revisions of something else (`MODEL_REVISION`), for an `ENV` with a version or a whole commit or checksum that is written into the Dockerfile, for an `ARG` with such a hash by which something is downloaded, cloned or checked, for one with the name of a release or the first digits of a commit by which something is downloaded or cloned, also where other variables are made of it first (`ARG PLUGIN_GIT_TAG=v1.2.3`), for an `ARG` that also chooses the base image, with which every step runs again in any case, for a `CACHEBUST` right above what is downloaded or an upgrade (`apt-get upgrade`, `apk upgrade`), or with nothing but installs below, above the first `FROM`, and in stages that are not built. What only removes packages or cleans up is no install.',
};
