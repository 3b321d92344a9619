import { editUndoneByCopy } from '../../../server/src/rules/image/edit-undone-by-copy.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const SIZES = { 'entrypoint.sh': 20, 'config.json': 3, 'package.json': 2, 'src/a.js': 0 };

/** What stands between `FROM` and `CMD`. */
function app(...lines: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...lines, 'CMD ["node", "."]', ''].join('\n');
}

function silent(id: string, ...lines: readonly string[]): RuleCase {
  return { id: `silent: ${id}`, dockerfile: app(...lines), sizes: SIZES };
}

checkRuleCases(editUndoneByCopy, [
  {
    id: 'the tutorial: line ends and mode, brought again with all',
    dockerfile: app(
      'COPY ./entrypoint.sh .',
      "RUN sed -i 's/\\r$//g' /app/entrypoint.sh",
      'RUN chmod +x /app/entrypoint.sh',
      'COPY . .',
    ),
    sizes: SIZES,
    reports: [
      "`COPY . .` (line 6) undoes `sed -i 's/\\r$//g' /app/entrypoint.sh` (line 4), since it brings entrypoint.sh again with the content that it has in the build context. Run it below the copy.",
      '`COPY . .` (line 6) undoes `chmod +x /app/entrypoint.sh` (line 5), since it brings entrypoint.sh again with the mode that it has in the build context. Run it below the copy, or copy with --chmod.',
    ],
    fix: [
      'review',
      app(
        'COPY ./entrypoint.sh .',
        'RUN chmod +x /app/entrypoint.sh',
        'COPY . .',
        "RUN sed -i 's/\\r$//g' /app/entrypoint.sh",
      ),
    ],
  },
  {
    id: 'several edits of one RUN, with its comment',
    dockerfile: app(
      'COPY entrypoint.sh .',
      '# It has to start.',
      'RUN dos2unix entrypoint.sh && chmod 755 entrypoint.sh && chown node entrypoint.sh',
      '',
      'COPY . .',
    ),
    sizes: SIZES,
    reports: [
      '`COPY . .` (line 7) undoes `dos2unix entrypoint.sh`, `chmod 755 entrypoint.sh` and `chown node entrypoint.sh` (line 5), since it brings entrypoint.sh again with the content and the mode that it has',
    ],
    fix: [
      'review',
      app(
        'COPY entrypoint.sh .',
        '',
        'COPY . .',
        '',
        '# It has to start.',
        'RUN dos2unix entrypoint.sh && chmod 755 entrypoint.sh && chown node entrypoint.sh',
      ),
    ],
  },
  {
    id: 'a file that is written, though the context holds it; the owner alone',
    dockerfile: app(
      'RUN echo "{}" > config.json',
      'COPY --chown=node entrypoint.sh .',
      'RUN chown node:node entrypoint.sh',
      'COPY . /app',
    ),
    sizes: SIZES,
    reports: [
      'undoes `echo "{}" > config.json` (line 3), since it brings config.json again with the content',
      'undoes `chown node:node entrypoint.sh` (line 5), since it brings entrypoint.sh again with root as its owner, and all that it has in the build context. Run it below the copy, or copy with --chown.',
    ],
    fix: [
      'review',
      app(
        'COPY --chown=node entrypoint.sh .',
        'RUN chown node:node entrypoint.sh',
        'COPY . /app',
        'RUN echo "{}" > config.json',
      ),
    ],
  },
  {
    id: 'installs in between; another user, so that there is no fix',
    dockerfile: app(
      'COPY package.json entrypoint.sh ./',
      'RUN chmod +x entrypoint.sh',
      'RUN npm install && npm cache clean --force',
      'USER node',
      'COPY . .',
    ),
    sizes: SIZES,
    reports: ['undoes `chmod +x entrypoint.sh` (line 4)'],
    fix: 'none',
  },
  {
    id: 'a RUN that does more',
    dockerfile: app(
      'COPY entrypoint.sh .',
      'RUN apt-get update && apt-get install -y curl && chmod +x entrypoint.sh',
      'COPY . .',
    ),
    sizes: SIZES,
    reports: ['undoes `chmod +x entrypoint.sh` (line 4)'],
    fix: 'none',
  },
  {
    id: 'a script that can not be executed, and starts the container',
    dockerfile: `FROM node:22\nWORKDIR /app\nCOPY entrypoint.sh .\nRUN chmod +x entrypoint.sh\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n`,
    sizes: SIZES,
    modes: { 'entrypoint.sh': 0o644 },
    reports: [
      "with the mode that it has in the build context: it can't be executed there, and ENTRYPOINT (line 6) starts it. Run it below the copy, or copy with --chmod.",
    ],
    severity: 'warning',
  },
  {
    id: 'a script that can be executed anyway',
    dockerfile: app('COPY entrypoint.sh .', 'RUN chmod +x entrypoint.sh', 'COPY . .'),
    sizes: SIZES,
    modes: { 'entrypoint.sh': 0o755 },
    reports: ['undoes'],
    severity: 'hint',
  },
  silent('the copy stands above', 'COPY . .', 'RUN chmod +x entrypoint.sh'),
  silent(
    'it is done again',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'COPY . .',
    'RUN chmod 755 entrypoint.sh',
  ),
  silent(
    'it is done again with all that there is',
    'COPY entrypoint.sh .',
    'RUN chown node entrypoint.sh',
    'COPY . .',
    'RUN chown -R node /app',
  ),
  silent('another file is copied', 'COPY entrypoint.sh .', 'RUN chmod +x entrypoint.sh', 'COPY src src'),
  silent(
    'the copy sets the mode',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'COPY --chmod=755 . .',
  ),
  silent(
    'the copy sets the owner',
    'COPY entrypoint.sh .',
    'RUN chown node entrypoint.sh',
    'COPY --chown=node . .',
  ),
  silent(
    'it is used in between',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'RUN ./entrypoint.sh',
    'COPY . .',
  ),
  silent(
    'it is used in the same RUN',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh && ./entrypoint.sh',
    'COPY . .',
  ),
  silent(
    'it is copied in between',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'RUN cp entrypoint.sh /usr/local/bin/',
    'COPY . .',
  ),
  silent(
    'an install may read it',
    'COPY package.json .',
    'RUN sed -i s/a/b/ package.json',
    'RUN npm install',
    'COPY . .',
  ),
  {
    id: 'silent: a hook of the install runs it',
    dockerfile: app('COPY package.json start.sh ./', 'RUN chmod +x start.sh', 'RUN npm ci', 'COPY . .'),
    sizes: { ...SIZES, 'start.sh': 3 },
    texts: { 'package.json': '{"scripts":{"postinstall":"./start.sh init"}}' },
  },
  ...[
    ['/etc/apk/repositories', 'echo https://mirror > /etc/apk/repositories', 'apk add curl'],
    [
      '/etc/apt/sources.list',
      'sed -i s/a/b/ /etc/apt/sources.list',
      'apt-get update && apt-get install -y curl',
    ],
    ['/etc/pip.conf', 'echo "[global]" > /etc/pip.conf', 'pip install flask'],
    ['/app/.npmrc', 'echo registry=https://mirror > /app/.npmrc', 'npm install -g typescript'],
  ].map(([path = '', edit = '', install = '']) =>
    silent(
      `a setting for an install by name, and another one for the image: ${path}`,
      `RUN ${edit}`,
      `RUN ${install}`,
      `COPY config.json ${path}`,
    ),
  ),
  silent('a whole folder', 'COPY src src', 'RUN chmod -R 755 src', 'COPY . .'),
  silent('a wildcard', 'COPY . .', 'RUN chmod +x *.sh', 'COPY . .'),
  silent('a condition', 'COPY entrypoint.sh .', 'RUN if a; then chmod +x entrypoint.sh; fi', 'COPY . .'),
  silent('sed that only prints', 'COPY entrypoint.sh .', 'RUN sed s/a/b/ entrypoint.sh', 'COPY . .'),
  silent(
    'another stage',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'FROM node:22',
    'WORKDIR /app',
    'COPY . .',
  ),
  silent(
    'a copy from another stage',
    'COPY entrypoint.sh .',
    'RUN chmod +x entrypoint.sh',
    'COPY --from=node:20 /app /app',
  ),
  {
    id: 'silent: the ignore file leaves it out',
    dockerfile: app('RUN echo A=1 > .env', 'COPY . .'),
    sizes: { ...SIZES, '.env': 4, '.dockerignore': 5 },
    texts: { '.dockerignore': '.env\n' },
  },
  {
    id: 'silent: the context is not known',
    dockerfile: app('COPY entrypoint.sh .', 'RUN chmod +x entrypoint.sh', 'COPY . .'),
  },
]);
