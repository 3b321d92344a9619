import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const LISTS = 'rm -rf /var/lib/apt/lists/*';

/** Where the clean-up stands: directly behind the last command that fills the cache, in the layout of the RUN. */
const PLACES: readonly RuleCase[] = [
  {
    id: 'behind the install, before its folder is removed',
    dockerfile:
      'FROM node:22\nRUN mkdir /tmp/b && cd /tmp/b && npm install x && cp -r node_modules/x /opt && rm -rf /tmp/b\n',
    reports: ['Run `npm cache clean --force` right behind `npm install x`, or mount a cache.'],
    fix: [
      'review',
      'FROM node:22\nRUN mkdir /tmp/b && cd /tmp/b && npm install x && npm cache clean --force && cp -r node_modules/x /opt && rm -rf /tmp/b\n',
    ],
  },
  {
    id: 'behind the install, before its program is removed, over several lines',
    dockerfile:
      'FROM php:8-alpine\nRUN apk add --no-cache --virtual .build-deps nodejs npm \\\n    && npm ci \\\n    && npm run build \\\n    && apk del .build-deps\n',
    reports: ['right behind `npm ci`'],
    fix: [
      'review',
      'FROM php:8-alpine\nRUN apk add --no-cache --virtual .build-deps nodejs npm \\\n    && npm ci \\\n    && npm cache clean --force \\\n    && npm run build \\\n    && apk del .build-deps\n',
    ],
  },
  {
    id: 'in a line of its own behind a list of packages',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y \\\n    curl \\\n    git\n',
    reports: [`End this RUN with \`&& ${LISTS}\``],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && apt-get install -y \\\n    curl \\\n    git \\\n    && ${LISTS}\n`,
    ],
  },
  {
    id: 'the same behind `set -e`, in a file of Windows',
    dockerfile: 'FROM a\r\nRUN set -e; apt-get update; apt-get install -y \\\r\n  curl \\\r\n  git\r\n',
    reports: [`&& ${LISTS}`],
    fix: [
      'review',
      `FROM a\r\nRUN set -e; apt-get update; apt-get install -y \\\r\n  curl \\\r\n  git; \\\r\n  ${LISTS}\r\n`,
    ],
  },
  {
    id: 'behind the last of several installs',
    dockerfile: 'FROM a\nRUN npm ci && npm run build && npm i -g c && echo d\n',
    reports: ['right behind `npm i -g c`'],
    fix: [
      'review',
      'FROM a\nRUN npm ci && npm run build && npm i -g c && npm cache clean --force && echo d\n',
    ],
  },
  {
    id: 'with the semicolons of the RUN, so that `set -e` still stops at what fails',
    dockerfile: 'FROM a\nRUN set -eux; \\\n\tnpm ci; \\\n\tnpm run build\n',
    reports: ['right behind'],
    fix: [
      'review',
      'FROM a\nRUN set -eux; \\\n\tnpm ci; \\\n\tnpm cache clean --force; \\\n\tnpm run build\n',
    ],
  },
  {
    id: 'with semicolons at the end, behind `set -e` alone',
    dockerfile: 'FROM a\nRUN set -ex; \\\n\tdnf install -y b\nRUN cd /x; npm ci\n',
    reports: ['dnf clean all', 'npm'],
    fix: ['review', 'FROM a\nRUN set -ex; \\\n\tdnf install -y b; \\\n\tdnf clean all\nRUN cd /x; npm ci\n'],
  },
  {
    id: 'without `set -e`, what fails at the end must be seen',
    dockerfile: 'FROM a\nRUN cd /x; npm ci\n',
    reports: ['End this RUN with'],
    fix: ['review', 'FROM a\nRUN cd /x; npm ci && npm cache clean --force\n'],
  },
  {
    id: 'between `&&` and `;`, as the next command is joined',
    dockerfile: 'FROM a\nRUN cd /x && npm ci; echo b\n',
    reports: ['right behind'],
    fix: ['review', 'FROM a\nRUN cd /x && npm ci; npm cache clean --force; echo b\n'],
  },
  {
    id: 'in front of a comment',
    dockerfile: 'FROM a\nRUN cd /x \\\n  && npm ci \\\n  # build\n  && npm run build\n',
    reports: ['right behind'],
    fix: [
      'review',
      'FROM a\nRUN cd /x \\\n  && npm ci \\\n  && npm cache clean --force \\\n  # build\n  && npm run build\n',
    ],
  },
  {
    id: 'in the middle of a heredoc',
    dockerfile: 'FROM a\nRUN <<EOF\nset -e\n  npm ci\n  npm run build\nEOF\n',
    reports: ['right behind `npm ci`'],
    fix: ['review', 'FROM a\nRUN <<EOF\nset -e\n  npm ci\n  npm cache clean --force\n  npm run build\nEOF\n'],
  },
  {
    id: 'at the end of a heredoc, behind `set -e`, with CRLF',
    dockerfile: 'FROM a\r\nRUN <<EOF\r\nset -e\r\nnpm ci\r\nEOF\r\n',
    reports: ['npm ci'],
    fix: ['review', 'FROM a\r\nRUN <<EOF\r\nset -e\r\nnpm ci\r\nnpm cache clean --force\r\nEOF\r\n'],
  },
  {
    id: 'in front of a loop',
    dockerfile: 'FROM a\nRUN npm ci && for x in b c; do echo $x; done\n',
    reports: ['right behind'],
    fix: ['review', 'FROM a\nRUN npm ci && npm cache clean --force && for x in b c; do echo $x; done\n'],
  },
  {
    id: 'none in a group',
    dockerfile: 'FROM a\nRUN (cd x && npm ci) && echo b\n',
    reports: ['right behind `npm ci`'],
    fix: 'none',
  },
  {
    id: 'none where the last install is in a condition',
    dockerfile: 'FROM a\nRUN npm ci && if c; then npm i -g d; fi && echo e\n',
    reports: ['right behind `npm i -g d`'],
    fix: 'none',
  },
  {
    id: 'none in front of `||`, a pipe and the background',
    dockerfile: 'FROM a\nRUN npm ci || npm install\n',
    reports: ['npm'],
    fix: 'none',
  },
  {
    id: 'none in a shell of its own, which may find another program',
    dockerfile: 'FROM a\nRUN bash -lc "npm ci" && echo b\n',
    reports: ['npm'],
    fix: 'none',
  },
  {
    id: 'lists: behind a script, which may install something, too',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b && ./more.sh && echo c\n',
    reports: [`Run \`${LISTS}\` right behind \`./more.sh\``],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && apt-get install -y b && ./more.sh && ${LISTS} && echo c\n`,
    ],
  },
  {
    id: 'lists: a group at the end that takes a setting of apt out again needs none',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b && (rm -f /etc/apt/apt.conf.d/c || true)\n',
    reports: [`Run \`${LISTS}\` right behind \`apt-get install -y b\`, or`],
    fix: [
      'review',
      `FROM a\nRUN apt-get update && apt-get install -y b && ${LISTS} && (rm -f /etc/apt/apt.conf.d/c || true)\n`,
    ],
  },
  {
    id: 'lists: behind what reads them',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b && sudo apt-cache policy b > /c\n',
    reports: [`End this RUN with \`&& ${LISTS}\`, or`],
  },
  {
    id: 'lists: behind what may not run, where the next plain place is',
    dockerfile: 'FROM a\nRUN apt-get update && (apt-get install -y b || true) && echo c\n',
    reports: ['lists'],
    fix: ['review', `FROM a\nRUN apt-get update && (apt-get install -y b || true) && echo c && ${LISTS}\n`],
  },
];

/** How the program is called once more. */
const PROGRAMS: readonly RuleCase[] = [
  {
    id: 'the archive of composer, before it is removed',
    dockerfile: 'FROM a\nRUN php composer.phar install && rm composer.phar\n',
    reports: ['`php composer.phar clear-cache`'],
    fix: [
      'review',
      'FROM a\nRUN php composer.phar install && php composer.phar clear-cache && rm composer.phar\n',
    ],
  },
  {
    id: 'the archive of composer, with options of php',
    dockerfile: 'FROM a\nRUN php -d memory_limit=-1 /opt/composer.phar install --no-dev\n',
    reports: ['composer'],
    fix: [
      'review',
      'FROM a\nRUN php -d memory_limit=-1 /opt/composer.phar install --no-dev && php -d memory_limit=-1 /opt/composer.phar clear-cache\n',
    ],
  },
  {
    id: 'a path',
    dockerfile: 'FROM a\nRUN /opt/conda/bin/conda install -y numpy\n',
    reports: ['`&& /opt/conda/bin/conda clean -afy`'],
    fix: ['review', 'FROM a\nRUN /opt/conda/bin/conda install -y numpy && /opt/conda/bin/conda clean -afy\n'],
  },
  {
    id: 'variables',
    dockerfile: 'FROM a\nRUN PATH=/opt/node/bin:$PATH npm ci\n',
    reports: ['npm'],
    fix: [
      'review',
      'FROM a\nRUN PATH=/opt/node/bin:$PATH npm ci && PATH=/opt/node/bin:$PATH npm cache clean --force\n',
    ],
  },
  {
    id: 'another home',
    dockerfile: 'FROM a\nRUN HOME=/tmp npm ci\n',
    reports: ['npm'],
    fix: ['review', 'FROM a\nRUN HOME=/tmp npm ci && HOME=/tmp npm cache clean --force\n'],
  },
  {
    id: 'two homes',
    dockerfile: 'FROM a\nRUN HOME=/tmp npm ci && npm i -g b\n',
    reports: ['`&& npm cache clean --force` for each HOME, or'],
    fix: 'none',
  },
  {
    id: 'what npx fetches',
    dockerfile: 'FROM a\nRUN npx -y yarn@1 install --frozen-lockfile\n',
    reports: ['yarn'],
    fix: ['review', 'FROM a\nRUN npx -y yarn@1 install --frozen-lockfile && npx -y yarn@1 cache clean\n'],
  },
  {
    id: 'over two lines',
    dockerfile: 'FROM a\nRUN NODE_ENV=production \\\n    npm ci\n',
    reports: ['npm'],
    fix: [
      'review',
      'FROM a\nRUN NODE_ENV=production \\\n    npm ci \\\n    && NODE_ENV=production npm cache clean --force\n',
    ],
  },
  {
    id: 'options in front of the verb are not repeated',
    dockerfile: 'FROM a\nRUN microdnf --nodocs install b && echo c\n',
    reports: ['microdnf'],
    fix: ['review', 'FROM a\nRUN microdnf --nodocs install b && microdnf clean all && echo c\n'],
  },
  {
    id: 'pipx hands options of pip over',
    dockerfile: 'FROM a\nRUN pipx install poetry\n',
    reports: ['Add --pip-args=--no-cache-dir'],
    fix: ['review', 'FROM a\nRUN pipx install --pip-args=--no-cache-dir poetry\n'],
  },
];

checkRuleCases(packageCacheLeft, [...PLACES, ...PROGRAMS]);
