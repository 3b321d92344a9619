import { uselessCacheMount } from '../../../server/src/rules/cache/useless-cache-mount.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const PIP = '--mount=type=cache,target=/root/.cache/pip';
const APT = '--mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt';

function run(text: string): string {
  return `FROM a\nRUN ${text}\n`;
}

/** What is left of a RUN that says one thing too much. */
const MENDED: readonly (readonly [before: string, after: string, says: string])[] = [
  [
    `${PIP} pip install --no-cache-dir b`,
    `${PIP} pip install b`,
    '`--no-cache-dir` keeps pip from using the cache mount over `/root/.cache/pip` (line 2), so every run downloads all packages. Leave it out',
  ],
  [
    '--mount=type=cache,target=/root/.cache pip install -U --no-cache-dir pip && python -m pip install --no-cache-dir -r r.txt',
    '--mount=type=cache,target=/root/.cache pip install -U pip && python -m pip install -r r.txt',
    'over `/root/.cache`',
  ],
  [
    '--mount=type=cache,target=/root/.cache/uv uv sync --no-cache --frozen',
    '--mount=type=cache,target=/root/.cache/uv uv sync --frozen',
    'keeps uv from using',
  ],
  [
    '--mount=type=cache,target=/root/.cache/uv uv pip install --no-cache b',
    '--mount=type=cache,target=/root/.cache/uv uv pip install b',
    'keeps uv from using',
  ],
  [
    '--mount=type=cache,target=/var/cache/apk apk add --no-cache b',
    '--mount=type=cache,target=/var/cache/apk apk add --update-cache b',
    'keeps apk from using',
  ],
  [
    `${APT} apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/* /tmp/*`,
    `${APT} apt-get update && apt-get install -y b && rm -rf /tmp/*`,
    '`rm -rf /var/lib/apt/lists/* /tmp/*` empties the cache mount over `/var/lib/apt` (line 2), so the next run fetches the lists again. Leave it out',
  ],
  [
    `${APT} apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*`,
    `${APT} apt-get update && apt-get install -y b`,
    'empties the cache mounts over `/var/cache/apt` and `/var/lib/apt` (line 2), so the next run fetches the lists and downloads all packages again.',
  ],
  [
    `${APT} apt-get update && apt-get install -y b && apt-get clean -y && c`,
    `${APT} apt-get update && apt-get install -y b && c`,
    '`apt-get clean -y` empties the cache mount over `/var/cache/apt` (line 2), so the next run downloads all packages again.',
  ],
  [
    '--mount=type=cache,target=/root/.npm npm ci && npm cache clean --force',
    '--mount=type=cache,target=/root/.npm npm ci',
    'empties',
  ],
  [
    '--mount=type=cache,target=/usr/local/share/.cache/yarn/ yarn --frozen-lockfile; yarn cache clean',
    '--mount=type=cache,target=/usr/local/share/.cache/yarn/ yarn --frozen-lockfile',
    'empties',
  ],
  [
    '--mount=type=cache,target=/var/cache/dnf dnf install -y b && dnf clean all',
    '--mount=type=cache,target=/var/cache/dnf dnf install -y b',
    'empties',
  ],
  [
    '--mount=type=cache,target=/go/pkg/mod go build && go clean -modcache',
    '--mount=type=cache,target=/go/pkg/mod go build',
    'empties',
  ],
  [
    '--mount=type=cache,target=/root/.cache/go-build go build && go clean -cache',
    '--mount=type=cache,target=/root/.cache/go-build go build',
    'so the next run compiles everything again.',
  ],
  [`${PIP} pip install b && rm -rf /root/.cache/pip/*`, `${PIP} pip install b`, 'empties'],
];

const NO_FIX: readonly (readonly [before: string, says: string])[] = [
  [`${PIP} rm -rf /root/.cache/* && pip install b`, 'empties'],
  [`${PIP} ["pip", "install", "--no-cache-dir", "b"]`, '`--no-cache-dir`'],
  ['--mount=type=cache,target=/var/cache/apt/archives apt-get install -y b && apt-get clean', 'empties'],
];

const SILENT: readonly string[] = [
  `${PIP} pip install b`,
  'pip install --no-cache-dir b',
  `${PIP} pip install --no-cache-dir b && pip install c`,
  `${PIP} pip install --no-cache-dir --cache-dir=/c b`,
  `${PIP} PIP_CACHE_DIR=/c pip install --no-cache-dir b`,
  `${PIP} sudo pip install --no-cache-dir b`,
  `${PIP} pip install b && rm -rf /root/.cache/pip/selfcheck`,
  `${PIP} pip install b && rm -rf /root/.cache/p*`,
  `${PIP} pip install b && if c; then pip cache purge; fi`,
  '--mount=type=cache,target=/root/.npm pip install --no-cache-dir b && npm ci',
  '--mount=type=cache,from=c,target=/root/.cache/pip pip install --no-cache-dir b',
  '--mount=type=bind,target=/root/.cache/pip pip install --no-cache-dir b',
  '--mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/*',
  '--mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y b && apt-get clean',
  '--mount=type=cache,target=/root/.cache/uv uv sync && uv cache prune',
  '--mount=type=cache,target=/root/.npm npm ci && npm cache verify',
  '--mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --immutable && yarn cache clean',
  '--mount=type=cache,target=/root/.cache/pypoetry poetry install --no-cache',
];

/** Nothing deletes the packages of apt, or nobody knows whether. */
const WITHOUT_CLEAN: readonly string[] = [
  `FROM debian:13\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN ${APT} apt-get install -y b\n`,
  `FROM debian:13 AS b\nRUN rm -rf /etc/apt/apt.conf.d/*\nFROM b\nRUN ${APT} apt-get install -y b\n`,
  `FROM debian:13\nRUN ${APT} echo 'Binary::apt::APT::Keep-Downloaded-Packages "1";' > /etc/apt/apt.conf.d/b && apt-get install -y b\n`,
  `FROM debian:13\nCOPY conf /etc/apt/apt.conf.d/\nRUN ${APT} apt-get install -y b\n`,
  `FROM debian:13\nCOPY root /\nRUN ${APT} apt-get install -y b\n`,
  `FROM registry.example.org/debian\nRUN ${APT} apt-get install -y b\n`,
  'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y b\n',
  `FROM debian:13\nRUN ${APT} apt-get update\nRUN ${APT} apt-get install -d -y b\n`,
];

const NPM = '--mount=type=cache,target=/home/node/.npm';

/** What stands above, and the mounts of a RUN. */
const UNWRITABLE: readonly (readonly [
  above: string,
  mounts: string,
  says: string,
  fix?: readonly ['safe' | 'review', string],
])[] = [
  [
    'USER 1001:0',
    NPM,
    "The cache mount over `/home/node/.npm` (line 3) belongs to root, and `1001`, who runs this, can't write there: nothing is kept, or the RUN fails. Add `uid=1001`.",
    ['safe', `${NPM},uid=1001`],
  ],
  ['USER node', NPM, 'and `node`, who runs this', ['review', `${NPM},uid=1000`]],
  [
    'RUN useradd -u 5000 app\nUSER app:app',
    `${NPM},sharing=locked ${APT}`,
    'The cache mounts over `/home/node/.npm`, `/var/cache/apt` and `/var/lib/apt` (line 4) belong to root, and `app`',
    ['review', `${NPM},sharing=locked,uid=5000 ${APT.replace(/(?= |$)/g, ',uid=5000')}`],
  ],
  [
    'ARG ID=5000\nUSER $ID',
    '--mount=type=bind,target=/x --mount=type=cache,id=pnpm,target=/pnpm/store',
    'Add `uid=5000`.',
    ['safe', '--mount=type=bind,target=/x --mount=type=cache,id=pnpm,target=/pnpm/store,uid=5000'],
  ],
  ['USER appuser', NPM, 'Add `uid=` with the number of that user.'],
];

/** Everybody who runs it can write there, or may be able to. */
const WRITABLE: readonly string[] = [
  `FROM node:22\nRUN ${NPM} npm ci\n`,
  'FROM node:22\nRUN chmod 755 /root\nUSER node\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
  'FROM node:22\nUSER node\nRUN --mount=type=cache,target=/root/.npm sudo npm ci\n',
  'FROM node:22\nUSER $WHO\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
  `FROM node:22\nUSER root\nRUN ${NPM} npm ci\n`,
  `FROM node:22\nUSER 0:0\nRUN ${NPM} npm ci\n`,
  `FROM node:22\nUSER node\nUSER root\nRUN ${NPM} npm ci\nUSER node\n`,
  ...['uid=1000', 'gid=1000,mode=0775', 'mode=0777', 'readonly', 'ro', 'from=b'].map(
    (option) => `FROM node:22\nUSER node\nRUN ${NPM},${option} npm ci\n`,
  ),
  `FROM node:22\nUSER $WHO\nRUN ${NPM} npm ci\n`,
  `FROM node:22\nUSER node\nRUN ${NPM} sudo chown node /home/node/.npm && npm ci\n`,
  `FROM node:22\nRUN ${NPM} npm i -g a && chmod 777 /home/node/.npm\nUSER node\nRUN ${NPM} npm ci\n`,
  `FROM node:22 AS b\nUSER node\nRUN ${NPM} npm ci\nFROM a\n`,
];

checkRuleCases(uselessCacheMount, [
  ...MENDED.map(([before, after, says]): RuleCase => ({
    id: before,
    dockerfile: run(before),
    reports: [says],
    fix: [/\b(dnf|yarn|go) \S*c(ache|lean)/.test(before) ? 'review' : 'safe', run(after)],
  })),
  ...NO_FIX.map(([before, says]): RuleCase => ({
    id: before,
    dockerfile: run(before),
    reports: [says],
    fix: 'none',
  })),
  ...WITHOUT_CLEAN.map((dockerfile): RuleCase => ({ id: `silent: ${dockerfile}`, dockerfile })),
  ...SILENT.map((text): RuleCase => ({ id: `silent: ${text}`, dockerfile: run(text) })),
  ...UNWRITABLE.map(([above, mounts, says, fix]): RuleCase => ({
    id: `root's mount: ${above} ${mounts}`,
    dockerfile: `FROM node:22\n${above}\nRUN ${mounts} npm ci\n`,
    reports: [says],
    fix: fix === undefined ? 'none' : [fix[0], `FROM node:22\n${above}\nRUN ${fix[1]} npm ci\n`],
  })),
  ...WRITABLE.map((dockerfile): RuleCase => ({ id: `silent: ${dockerfile}`, dockerfile })),
  {
    id: "a mount in root's home, to which another user does not get",
    dockerfile:
      'FROM node:22\nUSER 1000\nRUN --mount=type=cache,id=pnpm,uid=1000,target=/root/.pnpm-store pnpm install\n',
    reports: [
      'The cache mount over `/root/.pnpm-store` (line 3) lies in the home of root, which is closed to `1000`, who runs this: nothing is kept.',
    ],
    fix: 'none',
  },
  {
    id: "root's mount under the user of a stage below this one",
    dockerfile: `FROM node:22 AS b\nUSER node\nFROM b\nRUN ${NPM} npm ci\n`,
    reports: ['and `node`, who runs this'],
  },
  {
    id: 'a variable',
    dockerfile: `FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM b\nRUN ${PIP} pip install c\n`,
    reports: ['`PIP_NO_CACHE_DIR` keeps pip from using'],
    fix: 'none',
  },
  {
    id: 'another home',
    dockerfile:
      'FROM node:22\nUSER node\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci && npm cache clean --force\n',
    reports: ['over `/home/node/.npm`'],
  },
  {
    id: 'over several lines, two clean-ups',
    dockerfile: `FROM a\nRUN ${APT} \\\n    apt-get update && \\\n    apt-get install -y b && \\\n    apt-get clean && \\\n    rm -rf /var/lib/apt/lists/*\n`,
    reports: ['`apt-get clean`', '`rm -rf'],
    fix: [
      'safe',
      `FROM a\nRUN ${APT} \\\n    apt-get update && \\\n    apt-get install -y b && \\\n    rm -rf /var/lib/apt/lists/*\n`,
    ],
  },
  {
    id: 'a folder that a variable names',
    dockerfile:
      'FROM a\nENV UV_CACHE_DIR=/c/uv\nRUN --mount=type=cache,target=/c/uv \\\n    uv pip install --system --no-cache-dir -r r.txt\n',
    reports: ['over `/c/uv`'],
    fix: [
      'safe',
      'FROM a\nENV UV_CACHE_DIR=/c/uv\nRUN --mount=type=cache,target=/c/uv \\\n    uv pip install --system -r r.txt\n',
    ],
  },
  {
    id: 'docker-clean of the base image: one RUN is told, which mends those below and in stages on it',
    dockerfile: `FROM ubuntu:24.04 AS b\nRUN ${APT} apt-get update && apt-get install -y b\nRUN ${APT} apt-get install -y c\nFROM b\nRUN ${APT} apt-get install -y d\n`,
    reports: [
      '`docker-clean` of the base image empties the cache mount over `/var/cache/apt` (line 2) behind every install, so every run downloads all packages. Run `rm -f /etc/apt/apt.conf.d/docker-clean` first.',
    ],
    fix: [
      'review',
      `FROM ubuntu:24.04 AS b\nRUN ${APT} rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y b\nRUN ${APT} apt-get install -y c\nFROM b\nRUN ${APT} apt-get install -y d\n`,
    ],
  },
  {
    id: 'docker-clean: apt deletes what it has installed as well, which a setting turns off',
    dockerfile: `FROM python:3.13-slim\nRUN ${APT} apt update && apt install -y b\n`,
    reports: ['`docker-clean` of the base image'],
    fix: [
      'review',
      `FROM python:3.13-slim\nRUN ${APT} rm -f /etc/apt/apt.conf.d/docker-clean && echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache && apt update && apt install -y b\n`,
    ],
  },
  {
    id: 'docker-clean: no fix in a condition',
    dockerfile: `FROM debian:13\nRUN ${APT} if c; then apt-get install -y b; fi\n`,
    reports: ['`docker-clean` of the base image'],
    fix: 'none',
  },
  {
    id: 'silent: a variable names another folder than the mount',
    dockerfile: `FROM a\nENV PIP_CACHE_DIR=/c\nRUN ${PIP} pip install --no-cache-dir b\n`,
  },
  {
    id: 'silent: a variable that is off',
    dockerfile: `FROM a\nENV PIP_NO_CACHE_DIR=0\nRUN ${PIP} pip install c\n`,
  },
  {
    id: 'an unknown home, which is not that of root',
    dockerfile: `FROM a\nUSER 1000\nRUN ${PIP} pip install --no-cache-dir c\n`,
    reports: ['lies in the home of root, which is closed to `1000`'],
    fix: 'none',
  },
  {
    id: 'an image whose user is not known',
    dockerfile: `FROM quay.io/jupyter/base-notebook\nRUN ${PIP} pip install --no-cache-dir c\n`,
    reports: ['`--no-cache-dir` keeps pip from using'],
    fix: ['review', `FROM quay.io/jupyter/base-notebook\nRUN ${PIP} pip install c\n`],
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: `FROM a\nRUN ${PIP} pip install --no-cache-dir c\nFROM b\n`,
  },
]);
