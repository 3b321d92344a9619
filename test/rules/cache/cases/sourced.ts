import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const FILES: Files = {
  'package.json': '{"name":"a","version":"1.0.0","scripts":{"build":"node app.js"}}',
  'package-lock.json':
    '{"name":"a","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"a","version":"1.0.0"}}}',
  'app.js': '',
  'env.sh': 'A=1\n',
  '.dockerignore': '**/node_modules\n',
};

/** An image whose sources are copied to /app above a RUN with an install. */
function image(front: string, run: string, folder = '/app'): string {
  return `FROM node:22\nWORKDIR ${folder}\n${front}\nCOPY . .\nRUN ${run}\n`;
}

function mended(front: string, ...runs: readonly string[]): string {
  const [first = '', ...rest] = runs.map((run) => `RUN ${run}\n`);
  return `FROM node:22\nWORKDIR /app\n${front}\nCOPY package.json package-lock.json ./\n${first}COPY . .\n${rest.join('')}`;
}

const SETTINGS = "RUN echo 'A=1' > /tmp/settings";
const NVM = 'RUN mkdir -p /root/.nvm && touch /root/.nvm/nvm.sh';

/** Installs behind a file that sets variables. */
export const SOURCED_CASES: readonly Case[] = [
  {
    id: 'sourced: a file that a RUN above has made',
    dockerfile: image(SETTINGS, '. /tmp/settings && npm ci'),
    files: FILES,
    expected: {
      review: mended(SETTINGS, '. /tmp/settings && npm ci'),
      title: 'review: /tmp/settings may read the sources',
    },
  },
  {
    id: 'sourced: in a RUN that is cut',
    dockerfile: image(SETTINGS, 'set -e; . /tmp/settings; npm ci; npm run build'),
    files: FILES,
    expected: {
      review: mended(SETTINGS, 'set -e; . /tmp/settings; npm ci', 'set -e; . /tmp/settings; npm run build'),
      title: 'review: the RUN is cut in two; /tmp/settings may read the sources',
    },
  },
  {
    id: 'sourced: nvm, which only sets',
    dockerfile: image(NVM, '. ~/.nvm/nvm.sh && npm ci'),
    files: FILES,
    expected: { safe: mended(NVM, '. ~/.nvm/nvm.sh && npm ci') },
  },
  ...[
    ['SHELL ["/bin/bash", "-c"]', 'source "$HOME/.nvm/nvm.sh" && npm ci && npm run build'],
    ['ENV NVM_DIR=/root/.nvm', '. ${NVM_DIR}/nvm.sh && npm ci && npm run build'],
  ].map(([front = '', run = '']): Case => {
    const [nvm = ''] = run.split(' && ');
    return {
      id: `sourced: ${nvm}`,
      dockerfile: image(`${NVM}\n${front}`, run),
      files: FILES,
      expected: {
        review: mended(`${NVM}\n${front}`, `${nvm} && npm ci`, `${nvm} && npm run build`),
        title: 'review: the RUN is cut in two',
      },
    };
  }),
  ...[
    '. /app/env.sh && npm ci',
    '. ./env.sh && npm ci',
    '. env.sh && npm ci',
    '. /tmp/../app/env.sh && npm ci',
    '. $SETTINGS && npm ci',
    '. /tmp/settings --now && npm ci',
    'npm ci && . /tmp/settings && npm run build',
    'if true; then . /tmp/settings; fi && npm ci',
  ].map((run): Case => ({
    id: `sourced, left alone: ${run}`,
    dockerfile: image(SETTINGS, run),
    files: FILES,
    expected: run.startsWith('npm')
      ? { review: mended(SETTINGS, 'npm ci', run.slice(10)), title: 'cut in two' }
      : { none: 'shares its RUN' },
  })),
  {
    id: 'sourced, left alone: a home directory that is copied into',
    dockerfile: image(NVM, '. ~/.nvm/nvm.sh && npm ci', '/root'),
    files: FILES,
    expected: { none: 'shares its RUN' },
  },
  {
    id: 'sourced, left alone: a file in the root that is copied into',
    dockerfile: image(SETTINGS, '. /tmp/settings && npm ci', '/'),
    files: FILES,
    expected: { none: 'shares its RUN' },
  },
];
