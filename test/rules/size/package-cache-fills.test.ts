import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const LISTS = 'rm -rf /var/lib/apt/lists/*';

/** What is installed does not matter. */
const FILLS: readonly RuleCase[] = [
  ...[
    'apt-get install -y curl git=${V}',
    'apt-get install -y $PKGS',
    'apt-get install -y linux-headers-$(uname -r)',
    'xargs apt-get install -y < p.txt',
    'apt-get -qq build-dep -y x',
    'apt-get install -f -y',
    'apt-get install -y ./x.deb',
    'for p in a b; do apt-get install -y $p; done',
  ].map((install) => ({
    id: `lists: ${install}`,
    dockerfile: `FROM debian:13\nRUN apt-get update && ${install}\n`,
    reports: ['the lists of packages that `apt-get update` fetches'],
  })),
  {
    id: 'lists: a fix for what only the build knows',
    dockerfile: 'FROM debian:13\nARG V=1\nRUN apt-get update && apt-get install -y curl git=${V}\n',
    reports: ['lists'],
    fix: [
      'review',
      `FROM debian:13\nARG V=1\nRUN apt-get update && apt-get install -y curl git=\${V} && ${LISTS}\n`,
    ],
  },
  ...[
    'apk add curl=$V',
    'apk add $PKGS',
    'apk upgrade',
    'dnf install -y nodejs-$V',
    'dnf install -y $PKGS',
    "dnf install -y 'dnf-command(config-manager)'",
    'dnf groupinstall -y "Development Tools"',
    'dnf group install -y "Development Tools"',
    'dnf install -y gcc "@Development Tools"',
    'dnf install -y "perl(Foo)"',
    'dnf builddep -y x',
    'dnf module install -y nodejs:20',
    'dnf reinstall -y x',
    'npm i -g $X',
    'npm i -g ./a.tgz',
    'npm install --global "$(node -p x)"',
    'pip install $X',
    'pip install -r $REQ',
    'pip install $(grep x y)',
    'pip install .',
    'pip install -e .[dev]',
    'pip install ./lib',
    'pip install dist/x*.tar.gz',
    'pip install https://x.org/a.whl',
    'python3 -m pip install --upgrade "$X"',
    'composer require $X',
    'conda env update -f $F',
  ].map((command) => ({
    id: `a cache: ${command}`,
    dockerfile: `FROM a\nRUN ${command}\n`,
    reports: ['the cache that'],
  })),
  {
    id: 'a flag for what only the build knows',
    dockerfile: 'FROM a\nRUN pip install -r $REQ && if c; then pip install "$X"; fi\n',
    reports: ['Add --no-cache-dir'],
    fix: [
      'review',
      'FROM a\nRUN pip install --no-cache-dir -r $REQ && if c; then pip install --no-cache-dir "$X"; fi\n',
    ],
  },
  ...[
    'pip install --no-index --find-links=/w x',
    'pip install /wheels/*.whl',
    'pip install --no-deps .',
    'pip list',
    'npm run install',
    'npm install --offline',
    'npm uninstall -g npm',
    'composer dump-autoload',
    'conda create -n x',
    'dnf install --installroot=/r -y x',
    'dnf remove -y x',
    'yarn run build --frozen-lockfile',
    'apk del x',
    'apk update --no-cache',
  ].map((command) => ({ id: `silent: ${command}`, dockerfile: `FROM a\nRUN ${command}\n` })),
];

/** A clean-up counts for what stands in front of it, and a flag for its own command. */
const ORDER: readonly RuleCase[] = [
  {
    id: 'order: --no-cache-dir of another command',
    dockerfile: 'FROM a\nRUN pip install --no-cache-dir flask && pip install torch\n',
    reports: ['`pip install torch` fills'],
    fix: ['review', 'FROM a\nRUN pip install --no-cache-dir flask && pip install --no-cache-dir torch\n'],
  },
  {
    id: 'order: cleaned, then filled once more',
    dockerfile: 'FROM a\nRUN npm ci && npm cache clean --force && npm i -g x\n',
    reports: ['`npm i -g x` fills'],
    fix: [
      'review',
      'FROM a\nRUN npm ci && npm cache clean --force && npm i -g x && npm cache clean --force\n',
    ],
  },
  {
    id: 'order: cleaned before',
    dockerfile:
      'FROM a\nRUN dnf clean all && dnf install -y gcc\nRUN yum clean all && yum update -y\nRUN pip cache purge && pip install torch\n',
    reports: ['dnf', 'yum', 'pip'],
    fix: [
      'review',
      'FROM a\nRUN dnf clean all && dnf install -y gcc && dnf clean all\nRUN yum clean all && yum update -y\nRUN pip cache purge && pip install torch\n',
    ],
  },
  {
    id: 'order: lists that are removed before they are fetched',
    dockerfile: `FROM a\nRUN ${LISTS} && apt-get update && apt-get install -y x\n`,
    reports: ['lists'],
    fix: ['review', `FROM a\nRUN ${LISTS} && apt-get update && apt-get install -y x && ${LISTS}\n`],
  },
  {
    id: 'order: lists that are fetched once more',
    dockerfile: `FROM a\nRUN apt-get update && apt-get install -y x; ${LISTS}; apt-get update\n`,
    reports: ['lists'],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && apt-get install -y x; ${LISTS}; apt-get update && ${LISTS}\n`,
    ],
  },
  {
    id: 'order: apk, of which one command alone keeps nothing',
    dockerfile:
      'FROM a\nRUN apk update && apk upgrade && apk --update add logrotate && apk add --no-cache openssl\n',
    reports: ['`apk update` fills'],
    fix: [
      'review',
      'FROM a\nRUN apk update && apk upgrade && apk --update add logrotate && apk add --no-cache openssl && rm -rf /var/cache/apk/*\n',
    ],
  },
  ...[
    'composer install && rm -rf var/cache/*',
    'npm ci && npm run build && rm -rf .next/cache',
    'pip install flask && rm -rf ./storage/framework/cache',
    'npm ci && rm -rf ~/.cache /root/*',
    'npm ci && rm -rf ~/.npm/_logs',
    'npm ci && npm cache verify',
    'yum install -y gcc && yum clean packages',
    'dnf install -y gcc && dnf clean dbcache',
    'yarn install --frozen-lockfile && rm -rf node_modules/.cache',
  ].map((run) => ({
    id: `no clean-up: ${run}`,
    dockerfile: `FROM a\nRUN ${run}\n`,
    reports: ['the cache that'],
  })),
  ...[
    'npm ci && npm cache clear --force',
    'npm ci && npm cache rm --force',
    'npm ci && rm -rf /root/.npm',
    'npm ci && rm -rf "$HOME/.npm"',
    'npm ci && rm -rf ~/.npm/_cacache',
    'npm ci && cd / && rm -rf root/.npm',
    'npm ci && rm -rf /root/.[!.]*',
    'npm ci && rm -rf $(npm config get cache)',
    'npm ci && find ~/.npm -mindepth 1 -delete',
    'npm ci && (npm cache clean --force || true)',
    'npm ci && su -c "npm cache clean --force"',
    'trap "npm cache clean --force" EXIT; npm ci',
    'clean() { npm cache clean --force; }; npm ci && clean',
    'npm config set cache /tmp/npm && npm ci && rm -rf /tmp/npm',
    'export npm_config_cache=/tmp/npm && npm ci',
    'python3 -m pip install flask && python3 -m pip cache purge',
    'pip config set global.no-cache-dir true && pip install flask',
    'yarn install --frozen-lockfile && rm -rf /usr/local/share/.cache',
    'conda install -y x && rm -rf $CONDA_DIR/pkgs/*',
    'conda install -y x && mamba clean --all',
    'composer install && rm -rf /root/.composer',
    'dnf install -y x && rm -rf /var/cache/yum /var/log/*',
    'dnf install -y x && dnf clean metadata',
    'apk add x && rm -rf /var/cache/apk/*',
    'apk add x && rm -rf /var/cache',
    `apt-get update && apt-get install -y x && cd /var/lib/apt/lists && rm -rf *`,
    `apt-get update && apt-get install -y x && find /var/lib/apt/lists -type f -delete`,
    `apt-get update && apt-get install -y x && rm -r /var/cache/* /var/lib/apt/lists`,
  ].map((run) => ({ id: `silent: ${run}`, dockerfile: `FROM a\nRUN ${run}\n` })),
  {
    id: 'no clean-up: dash knows no braces',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/{apt,dpkg}/\n',
    reports: [
      'out again. `rm -rf /var/lib/{apt,dpkg}/` removes nothing of them: `sh` makes no words of `{a,b}`. Run `rm -rf /var/lib/apt/lists/*` right behind',
    ],
  },
  {
    id: 'silent: braces in another word',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /tmp/{a,b} /var/lib/apt/lists/*\n',
  },
  {
    id: 'silent: a script that Bash is given',
    dockerfile:
      'FROM a\nRUN bash <<EOF\napt-get update && apt-get install -y x\nrm -rf /var/lib/{apt,dpkg}\nEOF\n',
  },
  {
    id: 'silent: a script of Bash',
    dockerfile:
      'FROM a\nRUN <<EOF\n#!/bin/bash\napt-get update && apt-get install -y x\nrm -rf /var/lib/{apt,dpkg}\nEOF\n',
  },
  {
    id: 'silent: Bash does',
    dockerfile:
      'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/{apt,dpkg}\n',
  },
  {
    id: 'silent: a setting of an earlier RUN',
    dockerfile: 'FROM a\nRUN pip config set global.no-cache-dir true\nRUN pip install flask\n',
  },
  {
    id: 'silent: mounts of a part of the cache, in any home',
    dockerfile:
      'FROM a\nRUN --mount=type=cache,target=/home/node/.npm/_cacache npm ci\nRUN --mount=type=cache,target=/home/node/.cache yarn install --frozen-lockfile\nRUN --mount=type=tmpfs,target=/var/cache dnf install -y x\n',
  },
];

/** apk fetches its index by itself, and leaves it alone with --no-cache. */
const APK: readonly RuleCase[] = [
  {
    id: 'apk update is of no use to --no-cache',
    dockerfile: 'FROM a\nRUN apk update && apk add --no-cache curl\n',
    reports: [
      'the cache that `apk update` fills (line 2), and no later step can take it out again. Leave `apk update` out: apk fetches the lists by itself.',
    ],
    fix: ['review', 'FROM a\nRUN apk add --no-cache curl\n'],
  },
  {
    id: 'apk update, with what else stands in the RUN',
    dockerfile: 'FROM a\nRUN mkdir /x \\\n && apk update \\\n && apk upgrade --no-cache\n',
    reports: ['apk update'],
    fix: ['review', 'FROM a\nRUN mkdir /x \\\n && apk upgrade --no-cache\n'],
  },
  {
    id: 'apk update at the end',
    dockerfile: 'FROM a\nRUN apk add --no-cache gcc && apk update\n',
    reports: ['apk update'],
    fix: ['review', 'FROM a\nRUN apk add --no-cache gcc\n'],
  },
  {
    id: 'apk update in front of `;`, and between',
    dockerfile: 'FROM a\nRUN mkdir /x && apk update; apk add --no-cache gcc\n',
    reports: ['apk update'],
    fix: ['review', 'FROM a\nRUN mkdir /x; apk add --no-cache gcc\n'],
  },
  {
    id: 'apk update in a heredoc',
    dockerfile: 'FROM a\nRUN <<EOF\n  apk update\n  apk add --no-cache gcc\nEOF\n',
    reports: ['apk update'],
    fix: ['review', 'FROM a\nRUN <<EOF\n  apk add --no-cache gcc\nEOF\n'],
  },
  {
    id: 'apk update, in a step of its own',
    dockerfile: 'FROM alpine:3.20\nRUN apk update\nRUN apk add curl\n',
    reports: ['`apk update`', 'Add --no-cache'],
    fix: ['review', 'FROM alpine:3.20\nRUN apk add curl\n'],
  },
  {
    id: 'apk update in a step with a comment, or with a command that looks something up',
    dockerfile: 'FROM a\n# Lists\nRUN apk update\n',
    reports: ['apk update'],
    fix: 'none',
  },
  {
    id: 'apk update for a command that looks something up',
    dockerfile: 'FROM a\nRUN apk update && apk search x\n',
    reports: ['apk update'],
    fix: ['review', 'FROM a\nRUN apk update && apk search x && rm -rf /var/cache/apk/*\n'],
  },
];

/** Lists that a script has fetched: without them, the install would have found nothing. */
const SCRIPTS: readonly RuleCase[] = [
  {
    id: 'script: lists were removed before',
    dockerfile: `FROM a\nRUN apt-get update && apt-get install -y curl && ${LISTS}\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs\n`,
    reports: ['the lists of packages that `bash -` fetches (line 3)'],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && apt-get install -y curl && ${LISTS}\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs && ${LISTS}\n`,
    ],
  },
  {
    id: 'script: in the same RUN, in the image of the distribution',
    dockerfile: 'FROM debian:13\nRUN ./setup.sh && apt-get install -y nodejs\n',
    reports: ['`./setup.sh` fetches'],
  },
  {
    id: 'script: one that is known to fetch lists, whatever the image holds, and with a later RUN that goes by them',
    dockerfile:
      'FROM a\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs\nRUN apt-get install -y jq\n',
    reports: ['the lists of packages that `bash -` fetches (line 2)'],
    fix: 'none',
  },
  {
    id: 'script: one that is known to fetch lists, and a command that does so besides, which says more',
    dockerfile:
      'FROM a\nRUN curl https://deb.nodesource.com/setup_20.x | bash - && apt-get update && apt-get install -y nodejs\n',
    reports: ['the lists of packages that `apt-get update` fetches (line 2)'],
    fix: [
      'review',
      `FROM a\nRUN curl https://deb.nodesource.com/setup_20.x | bash - && apt-get update && apt-get install -y nodejs && ${LISTS}\n`,
    ],
  },
  {
    id: 'rosdep installs by the lists',
    dockerfile: 'FROM a\nRUN apt-get update && rosdep update && rosdep install -y -i --from-paths /ws/src\n',
    reports: ['`apt-get update` fetches (line 2)'],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && rosdep update && rosdep install -y -i --from-paths /ws/src && ${LISTS}\n`,
    ],
  },
  {
    id: 'silent, script: what the image holds is not known',
    dockerfile: 'FROM a\nRUN curl -fsSL https://x.org | bash - && apt-get install -y nodejs\n',
  },
  {
    id: 'silent, script: another one has run before',
    dockerfile: 'FROM debian:13\nRUN ./x.sh\nRUN ./setup.sh && apt-get install -y nodejs\n',
  },
  {
    id: 'silent, script: it is removed',
    dockerfile: `FROM debian:13\nRUN ./setup.sh && apt-get install -y nodejs && ${LISTS}\n`,
  },
  {
    id: 'silent, script: a later RUN goes by what it has fetched',
    dockerfile: 'FROM debian:13\nRUN ./setup.sh && apt-get install -y nodejs\nRUN apt-get install -y jq\n',
  },
];

/** Of several installs, the one that says most of what is kept. */
const TELLING: readonly RuleCase[] = [
  ...[
    ['pip install --upgrade pip && pip install -r requirements.txt', 'pip install -r requirements.txt'],
    ['pip install -U pip setuptools && pip install flask', 'pip install flask'],
    ['pip install flask && pip install -r $REQ', 'pip install -r $REQ'],
    ['pip install flask && pip install torch', 'pip install flask'],
    ['npm update && npm install -g @angular/cli && npm ci', 'npm ci'],
    ['npm i -g npm@11 && npm i -g typescript', 'npm i -g typescript'],
    ['pip install -U pip poetry', 'pip install -U pip poetry'],
    ['npm ci && if c; then npm install; fi', 'npm ci'],
    ['npm i -g x && if c; then npm ci; fi', 'npm i -g x'],
    ['apk update && apk add curl', 'apk update'],
  ].map(([run = '', told = '']) => ({
    id: `telling: ${run}`,
    dockerfile: `FROM a\nRUN ${run}\n`,
    reports: [`the cache that \`${told}\` fills`],
  })),
  {
    id: 'telling: the flag is for all of them, the clean-up behind the last one',
    dockerfile:
      'FROM a\nRUN pip install -U pip wheel && pip install -r x.txt\nRUN npm ci && npm i -g serve && echo b\n',
    reports: [
      '`pip install -r x.txt` fills (line 2), and no later step can take it out again. Add --no-cache-dir, or',
      '`npm ci` fills (line 3), and no later step can take it out again. Run `npm cache clean --force` right behind `npm i -g serve`',
    ],
    fix: [
      'review',
      'FROM a\nRUN pip install --no-cache-dir -U pip wheel && pip install --no-cache-dir -r x.txt\nRUN npm ci && npm i -g serve && echo b\n',
    ],
  },
  ...[
    'pip install --upgrade pip',
    'python3 -m pip install -U "pip==$PIP" "setuptools<81" wheel',
    'pip install --upgrade pip && pip install --no-cache-dir -r requirements.txt',
    'pip install --upgrade pip && if c; then pip install x; fi',
    'npm install -g npm@latest',
    'npm ci && npm cache clean --force && npm install -g npm',
  ].map((run) => ({ id: `silent: no more than itself: ${run}`, dockerfile: `FROM a\nRUN ${run}\n` })),
];

const APP = 'FROM node:22\nWORKDIR /app\n';

/** An install by manifests has none where nothing can have brought one: it fetches nothing, or fails. */
const NO_MANIFEST: readonly RuleCase[] = [
  ...[
    `${APP}RUN npm install\nUSER node\n`,
    `${APP}RUN npm ci\nCOPY . .\n`,
    'FROM python:3.13-slim\nWORKDIR /app\nRUN pip install -r requirements.txt\nCOPY . .\n',
    'FROM python:3.13-slim\nRUN pip install -r /app/requirements.txt\n',
    'FROM docker.io/library/node:22 AS b\nWORKDIR /app\nFROM b\nRUN yarn install --frozen-lockfile\n',
    `${APP}RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN mkdir -p src && chown node:node /app\nRUN cd src && npm install\n`,
    `${APP}COPY docker/nginx.conf /etc/nginx/nginx.conf\nCOPY --from=x /lib/ /opt/lib/\nRUN npm install\nRUN npm install\n`,
    `${APP}ENV CI=1\nRUN corepack enable && npm i\n`,
  ].map((dockerfile, index) => ({ id: `silent: no manifest, ${index + 1}`, dockerfile })),
  ...[
    `${APP}COPY package.json .\nRUN npm install\n`,
    `${APP}COPY package.json /\nRUN npm install\n`,
    `${APP}COPY client /app/client\nWORKDIR client\nRUN npm install\n`,
    `${APP}COPY src /app\nRUN npm install\n`,
    `${APP}ADD https://x.org/a.tgz /opt\nRUN npm install\n`,
    `${APP}COPY <<EOF package.json\n{}\nEOF\nRUN npm install\n`,
    `${APP}ARG D\nCOPY . $D\nRUN npm install\n`,
    `${APP}RUN git clone https://x.org/a .\nRUN npm install\n`,
    `${APP}RUN git clone https://x.org/a . && npm install\n`,
    `${APP}RUN npm init -y && npm install\n`,
    `${APP}RUN echo '{}' > package.json\nRUN npm install\n`,
    `${APP}RUN ln -s /x/package.json\nRUN npm install\n`,
    `${APP}RUN npm install express\n`,
    `${APP}RUN npm install --no-save express\n`,
    `${APP}RUN --mount=type=bind,target=/app npm install\n`,
    `${APP}ONBUILD COPY . .\nRUN npm install\n`,
    'FROM b AS x\nFROM x\nWORKDIR /app\nRUN npm install\n',
    'FROM example/node:22\nWORKDIR /app\nRUN npm install\n',
    'FROM node:22-onbuild\nWORKDIR /app\nRUN npm install\n',
    'FROM node:22\nARG D\nWORKDIR $D\nRUN npm install\n',
    'FROM node:22\nWORKDIR /usr/local/lib/node_modules/npm\nRUN npm install\n',
  ].map((dockerfile, index) => ({
    id: `a manifest may be there, ${index + 1}`,
    dockerfile,
    reports: ['the cache that `npm install'],
  })),
  {
    id: 'no manifest: what installs by name is told, and the clean-up stands behind all',
    dockerfile: `${APP}RUN npm install -g @angular/cli && npm ci\n`,
    reports: ['`npm install -g @angular/cli` fills'],
    fix: ['review', `${APP}RUN npm install -g @angular/cli && npm ci && npm cache clean --force\n`],
  },
  {
    id: 'no manifest: an install by name brings one for those below it',
    dockerfile: `${APP}RUN npm install express\nRUN npm ci\n`,
    reports: ['`npm install express` fills', '`npm ci` fills'],
  },
];

checkRuleCases(packageCacheLeft, [...FILLS, ...ORDER, ...APK, ...SCRIPTS, ...TELLING, ...NO_MANIFEST]);
