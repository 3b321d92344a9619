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
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/{apt,dpkg}\n',
    reports: ['lists'],
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

checkRuleCases(packageCacheLeft, [...FILLS, ...ORDER, ...APK, ...SCRIPTS]);
