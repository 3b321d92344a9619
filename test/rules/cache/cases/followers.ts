import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const NODE: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'entrypoint.sh': '#!/bin/sh\n',
  'config.js': 'a\n',
  'scripts/a.sh': '#!/bin/sh\n',
  'scripts/member/package.json': '{}',
  '.env.example': 'A=1\n',
  '.dockerignore': '**/node_modules\n',
};

/** What stands around the sources and their install. */
function app(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts, 'CMD ["node", "."]', ''].join('\n');
}

const MANIFESTS = 'COPY package.json package-lock.json ./';

/** RUNs between the copy and the install that go along with the copy. */
function goes(id: string, ...runs: readonly string[]): Case {
  return {
    id: `follows: ${id}`,
    dockerfile: app('COPY . .', ...runs, 'RUN npm ci'),
    files: NODE,
    expected: { safe: app(MANIFESTS, 'RUN npm ci', 'COPY . .', ...runs) },
  };
}

/** RUNs that go along, the last of which writes something that an install could read. */
function goesChecked(id: string, ...runs: readonly string[]): Case {
  return {
    id: `follows: ${id}`,
    dockerfile: app('COPY . .', ...runs, 'RUN npm ci'),
    files: NODE,
    expected: {
      review: app(MANIFESTS, 'RUN npm ci', 'COPY . .', ...runs),
      title: 'the install must not need what `RUN ',
    },
  };
}

/** RUNs that stay, so that there is no fix. */
function stays(id: string, none: string, ...runs: readonly string[]): Case {
  return {
    id: `follows: ${id}`,
    dockerfile: app('COPY . .', ...runs, 'RUN npm ci'),
    files: NODE,
    expected: { none },
  };
}

/** Commands that only work on what a copy brings move below the install with it. */
export const FOLLOWER_CASES: readonly Case[] = [
  goes('chmod of a script', 'RUN chmod +x entrypoint.sh'),
  goes('chmod of several, by absolute paths', 'RUN chmod 755 /app/entrypoint.sh ./scripts/a.sh'),
  goesChecked('lines that are added', 'RUN echo a >> /app/settings.ini'),
  goes('a mode that looks like an option', 'RUN chmod -x entrypoint.sh'),
  goesChecked('a file of the environment', 'RUN cp .env.example .env'),
  goesChecked('an empty file', 'RUN touch .env.local'),
  goes('folders that the program writes to', 'RUN mkdir -p logs uploads/tmp && chown node:node logs'),
  goes('line ends of Windows', 'RUN dos2unix entrypoint.sh'),
  goesChecked('a path with a way back', 'RUN touch /app/../app/x'),
  goes('a look', 'RUN cat config.js'),
  goesChecked('a written file', 'RUN echo "module.exports = 1" > config.js'),
  goesChecked('a condition', 'RUN if [ -f config.js ]; then mv config.js conf.js; fi'),
  goes('in a folder', 'RUN set -e; cd scripts && chmod +x a.sh'),
  goes('the JSON form', 'RUN ["chmod", "+x", "entrypoint.sh"]'),
  goes(
    'several, with their comments',
    '# The start.',
    'RUN chmod +x entrypoint.sh',
    '',
    '# Logs.',
    'RUN mkdir logs',
  ),
  {
    id: 'follows: below other copies, system packages and a label',
    dockerfile: app(
      'COPY . .',
      'RUN chmod +x entrypoint.sh',
      'LABEL a=b',
      'RUN apt-get update && apt-get install -y git',
      'COPY scripts ./scripts',
      'RUN chmod +x scripts/a.sh',
      'RUN npm ci',
    ),
    files: NODE,
    expected: {
      safe: app(
        MANIFESTS,
        'LABEL a=b',
        'RUN apt-get update && apt-get install -y git',
        'RUN npm ci',
        'COPY . .',
        'RUN chmod +x entrypoint.sh',
        'COPY scripts ./scripts',
        'RUN chmod +x scripts/a.sh',
      ),
    },
  },
  {
    id: 'follows: below a download',
    dockerfile:
      'FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN chmod +x run.sh\nRUN go build -o /bin/app .\nCMD ["/bin/app"]\n',
    files: {
      'go.mod': 'module a\nrequire b/c v1.0.0\n',
      'go.sum': 'b/c v1.0.0 h1:x=\n',
      'main.go': '',
      'run.sh': '',
    },
    expected: {
      review:
        'FROM golang:1.23\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN chmod +x run.sh\nRUN go build -o /bin/app .\nCMD ["/bin/app"]\n',
      title: 'adds a step',
    },
  },
  goes('wildcards in a folder of its own', 'RUN chmod +x scripts/*.sh'),
  stays(
    'a file of a name that is known in part',
    'may read or change',
    'ARG NAME=lock',
    'RUN touch package-$NAME.json',
  ),
  stays('variables, all of them', 'may read or change', 'RUN env > build.env'),
  stays('variables, as the shell lists them', 'may read or change', 'RUN export > build.env'),
  stays('what the system has', 'may read or change', 'RUN which git > git.txt'),
  ...['/', '/opt', '/usr/local', '/root'].map((folder): Case => ({
    id: `follows: files of the system, which the install may use: ${folder}`,
    dockerfile: `FROM node:22\nWORKDIR ${folder}\nCOPY . .\nRUN ln -s bin/python3 python\nRUN npm ci\n`,
    files: NODE,
    expected: { none: 'may read or change' },
  })),
  {
    id: 'follows: programs that the install finds by PATH',
    dockerfile: app('ENV PATH="/app/tools:$PATH"', 'COPY . .', 'RUN cp scripts/a.sh tools/git', 'RUN npm ci'),
    files: NODE,
    expected: { none: 'may read or change' },
  },
  {
    id: 'follows: .env, which pipenv reads',
    dockerfile:
      'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN cp .env.example .env\nRUN pip install pipenv && pipenv install --system --deploy\n',
    files: {
      Pipfile: '[packages]\nflask = "*"\n',
      'Pipfile.lock': '{}',
      'app.py': '',
      '.env.example': 'A=1\n',
    },
    expected: { none: 'may read or change' },
  },
  {
    id: 'follows: .env, which Bun reads',
    dockerfile:
      'FROM oven/bun:1\nWORKDIR /app\nCOPY . .\nRUN cp .env.example .env\nRUN bun install --frozen-lockfile\n',
    files: { ...NODE, 'bun.lock': '{}' },
    expected: { none: 'may read or change' },
  },
  stays(
    'a folder that holds a project, which may become a member',
    'may read or change',
    'RUN cp -r scripts/member members/b',
  ),
  stays('what npm builds', 'may read or change', 'RUN cp config.js binding.gyp'),
  stays('what is removed', 'may read or change', 'RUN rm -rf scripts tests'),
  stays('an edit in place', 'may read or change', 'RUN sed -i "s/a/b/" config.js'),
  stays('all below a folder', 'may read or change', 'RUN chmod -R +x scripts'),
  stays('what the install reads, in its place', 'may read or change', 'RUN cp config.js package.json'),
  stays('what the install writes', 'may read or change', 'RUN touch node_modules/a'),
  stays('all that there is', 'may read or change', 'RUN chown -R node:node .'),
  stays('all that there is, by its path', 'may read or change', 'RUN chmod -R 755 /app'),
  stays(
    'a setting that the context does not hold',
    'may read or change',
    'RUN echo "registry=https://a.b" > .npmrc',
  ),
  stays('a lock file of another package manager', 'may read or change', 'RUN touch yarn.lock'),
  stays('a place outside of the copy', 'may read or change', 'RUN cp entrypoint.sh /usr/local/bin/start'),
  stays('wildcards', 'may read or change', 'RUN chmod +x *.sh'),
  stays('a program that is not known', 'may read or change', 'RUN ./scripts/a.sh'),
  stays('a known one beside it', 'may read or change', 'RUN chmod +x scripts/a.sh && ./scripts/a.sh'),
  stays('a mount', 'may read or change', 'RUN --mount=type=bind,source=x,target=/x cp .env.example .env'),
  stays('another user behind it', "can't pass `USER node`", 'RUN chmod +x entrypoint.sh', 'USER node'),
  stays(
    'another directory behind it',
    "can't pass `WORKDIR /srv`",
    'RUN chmod +x entrypoint.sh',
    'WORKDIR /srv',
    'WORKDIR /app',
  ),
  stays(
    'a value that is set behind it',
    "can't pass `ENV A=2`",
    'ENV A=1',
    'RUN echo "$A" > config.js',
    'ENV A=2',
  ),
  {
    id: 'follows: a copy from elsewhere over what it works on goes along behind it',
    dockerfile:
      'FROM node:22 AS x\nRUN mkdir /x && touch /x/a\n' +
      app('COPY . .', 'RUN mkdir conf && touch conf/a', 'COPY --from=x /x/a /app/conf/a', 'RUN npm ci'),
    files: NODE,
    expected: {
      title: '`RUN mkdir conf && touch conf/a` (line 6) writes',
      review:
        'FROM node:22 AS x\nRUN mkdir /x && touch /x/a\n' +
        app(
          MANIFESTS,
          'RUN npm ci',
          'COPY . .',
          'RUN mkdir conf && touch conf/a',
          'COPY --from=x /x/a /app/conf/a',
        ),
    },
  },
];
