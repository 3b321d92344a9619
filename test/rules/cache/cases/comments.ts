import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const FILES: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'tsconfig.json': '{}',
  'public/logo.svg': '',
  'src/index.js': '',
  'lib/a.js': '',
  '.dockerignore': '**/node_modules\n',
};

const MANIFESTS = 'COPY package.json package-lock.json ./';

/** `FROM node:22`, `WORKDIR /app`, the given lines, and a command below them. */
function node(...lines: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...lines, 'CMD ["node", "src"]']
    .map((line) => `${line}\n`)
    .join('');
}

const STAYING = [MANIFESTS, 'COPY public public'];

/** Lines above an install, and what becomes of them and of it. */
const COMMENTS: readonly (readonly [id: string, before: readonly string[], after: readonly string[]])[] = [
  [
    'a heading of copies of which only the first one moves',
    ['# The project itself', 'COPY src src', ...STAYING, 'RUN npm ci'],
    ['# The project itself', ...STAYING, 'RUN npm ci', 'COPY src src'],
  ],
  [
    'a heading of copies of which most move',
    ['# The project itself', 'COPY src src', 'COPY lib lib', MANIFESTS, 'RUN npm ci'],
    [MANIFESTS, 'RUN npm ci', '# The project itself', 'COPY src src', 'COPY lib lib'],
  ],
  [
    'a heading of all copies that move',
    [MANIFESTS, '# The project itself', 'COPY src src', 'COPY lib lib', 'RUN npm ci'],
    [MANIFESTS, 'RUN npm ci', '# The project itself', 'COPY src src', 'COPY lib lib'],
  ],
  [
    'a comment on the copy that moves, by its words',
    ['# Sources', 'COPY src src', ...STAYING, 'RUN npm ci'],
    [...STAYING, 'RUN npm ci', '# Sources', 'COPY src src'],
  ],
  [
    'a comment on what stays, by its words',
    ['# The public files', 'COPY src src', 'COPY public public', MANIFESTS, 'COPY lib lib', 'RUN npm ci'],
    ['# The public files', 'COPY public public', MANIFESTS, 'RUN npm ci', 'COPY src src', 'COPY lib lib'],
  ],
  [
    'a comment on manifests',
    ['# Dependencies', 'COPY src src', MANIFESTS, 'RUN npm ci'],
    ['# Dependencies', MANIFESTS, 'RUN npm ci', 'COPY src src'],
  ],
  [
    'what a tool is told',
    ['# hadolint ignore=DL3045', 'COPY src src', ...STAYING, 'RUN npm ci'],
    [...STAYING, 'RUN npm ci', '# hadolint ignore=DL3045', 'COPY src src'],
  ],
  [
    'a copy with a blank line below it',
    ['# The project itself', 'COPY src src', '', ...STAYING, 'RUN npm ci'],
    ['', ...STAYING, 'RUN npm ci', '', '# The project itself', 'COPY src src'],
  ],
  [
    'comments on each copy',
    ['# The project', 'COPY src src', '# What it needs', ...STAYING, 'RUN npm ci'],
    ['# What it needs', ...STAYING, 'RUN npm ci', '# The project', 'COPY src src'],
  ],
  [
    'a heading above manifests that the fix copies on their own',
    [
      '# The whole project',
      '# and its files',
      'COPY package.json package-lock.json src ./',
      'COPY tsconfig.json /etc/app/',
      'COPY public /srv/public',
      'RUN npm ci',
    ],
    [
      '# The whole project',
      '# and its files',
      MANIFESTS,
      'COPY tsconfig.json /etc/app/',
      'COPY public /srv/public',
      'RUN npm ci',
      'COPY src ./',
    ],
  ],
];

/** Where comments go when copies move: they stay with what they describe. */
export const COMMENT_CASES: readonly Case[] = COMMENTS.map(([id, before, after]) => ({
  id: `comments: ${id}`,
  dockerfile: node(...before),
  files: FILES,
  expected: { safe: node(...after) },
}));
