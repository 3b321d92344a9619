import type { RuleDocs } from '../types.ts';

/** The page of `cache/system-packages-after-copy`. */
export const systemPackagesAfterCopyDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` with `apt-get install`, `apk add`, `dnf install`, `zypper install`, an upgrade (`apk upgrade`) and the like that stands below a `COPY` or `ADD` of sources, or below a copy of what another stage builds from sources. So are browsers and models there that an installed package fetches (`npx playwright install`, `python -m spacy download`), and installers that are piped from the web into a shell (`curl -fsSL https://bun.sh/install | bash`). `COPY .git .git` counts as sources: it is another at every commit.',
  whyItMatters:
    'Packages that are named on the command line need nothing of what is copied. Below `COPY . .` they are downloaded again whenever a source file changes, and above it only when the list of packages does. An upgrade of what is there (`apt-get upgrade`, `apk upgrade`) has no such list: above the copy it runs only when the base image or a line above it changes, and where every image is to have the updates of its day, it may stay below.',
  examples: [
    {
      title: 'Packages below the sources',
      files: { 'main.py': '' },
      before:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCMD ["python", "main.py"]\n',
      after:
        'FROM python:3.13-slim\nWORKDIR /app\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCOPY . .\nCMD ["python", "main.py"]\n',
      fix: 'Install system packages before the copy',
    },
    {
      title: 'Packages below what another stage builds',
      files: { 'main.go': '', 'go.mod': '' },
      before:
        'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n\nFROM alpine:3.22\nCOPY --from=build /out/app /srv/app\nRUN apk add --no-cache ca-certificates\nCMD ["/srv/app"]\n',
      after:
        'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n\nFROM alpine:3.22\nRUN apk add --no-cache ca-certificates\nCOPY --from=build /out/app /srv/app\nCMD ["/srv/app"]\n',
      fix: 'Install system packages before the copy',
    },
    {
      title: 'Packages and a build in one RUN: for review',
      files: { 'build.sh': '', 'main.c': '' },
      before:
        'FROM debian:13\nWORKDIR /src\nCOPY . .\nRUN apt-get update && apt-get install -y gcc && ./build.sh\n',
      after:
        'FROM debian:13\nWORKDIR /src\nRUN apt-get update && apt-get install -y gcc\nCOPY . .\nRUN ./build.sh\n',
      fix: 'review: the RUN is cut in two',
    },
    {
      title: 'Browsers that an installed package fetches: reported, for you to rewrite',
      files: { 'package.json': '{}', 'package-lock.json': '{}', 'index.js': '' },
      before:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npx playwright install --with-deps chromium\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nRUN npx playwright install --with-deps chromium\nCOPY . .\n',
      fix: undefined,
    },
    {
      title: 'Another user in between: reported, for you to rewrite',
      files: { 'main.js': '' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nUSER node\nRUN sudo apt-get install -y curl\n',
      after: 'FROM node:22\nWORKDIR /app\nRUN apt-get install -y curl\nCOPY . .\nUSER node\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Safe where everything that is passed leaves the packages alone: copies into other places, metadata, variables that no package manager reads, commands that only change copied files. `ENV` and `ARG` that the `RUN` uses move along, and so do other installs in between, in their order. What moves goes above the copies of settings and the like that stand over the sources, too, as far as nothing is against it. Comments go along unless their words tell of what stays. For review where the `RUN` is cut in two, where it also downloads or sets up something else, or where another command then runs after the packages are there, and where a `RUN` with nothing but an upgrade moves, which then runs less often: the title says which. There is no fix across `USER` and `SHELL`, where a `RUN` that would move along may need what one that stays does, across a `RUN` that stays and may prepare the package manager, for a copy that may bring package sources or keys, or unpacks an archive over the system, where the rest of the `RUN` cleans up or installs by lists of packages that the beginning has fetched, and where the copy belongs to a stage that others are built from: the message says why. There is none for browsers and installers from the web either.',
  staysSilent:
    'Silent below copies of manifests, settings and scripts that the build itself runs, for what brings the operating system of a stage on `scratch`, for package files (`./tool.deb`) and lists that are read from files or by the `RUN` itself, for packages that the same `RUN` removes again, for a `RUN` that `cache/copy-before-install` already reports, for browsers where the package comes below the copy, too, where settings of puppeteer, a variable or a cache mount say where they are, and where the `RUN` does more, for installers whose command names a path of the working directory, and for those that a fix for an install below moves along, in stages that are not built, and for shells that Strata cannot read. A hint for a `RUN` that does nothing but upgrade, and where at least 40 commits are known and no more than one in 25 of them would have made it run again.',
};
