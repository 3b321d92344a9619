import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const FILES: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'requirements.txt': 'flask\n',
  'app.js': '',
  'ci/settings': '',
  'ci/ca.pem': '',
  'wheels/flask.whl': '',
  'tools/git': '#!/bin/sh\n',
  'tools/npm-check': '',
  '.netrc': '',
  '.config/pip/pip.conf': '',
  '.dockerignore': '**/node_modules\n',
};

const INSTALLS = {
  npm: { from: 'node:22', run: 'npm ci', manifests: 'package.json package-lock.json' },
  pip: { from: 'python:3.13', run: 'pip install -r requirements.txt', manifests: 'requirements.txt' },
} as const;

/** An image whose sources are copied to /app above an install, with something in front of the copy. */
function image(
  by: keyof typeof INSTALLS,
  front: string,
  { folder = '/app', options = '' }: { readonly folder?: string; readonly options?: string } = {},
): { readonly dockerfile: string; readonly mended: string } {
  const { from, run, manifests } = INSTALLS[by];
  const head = `FROM ${from}\nWORKDIR ${folder}\n${front}${front === '' ? '' : '\n'}`;
  return {
    dockerfile: `${head}COPY . .\nRUN ${run}${options}\n`,
    mended: `${head}COPY ${manifests} ./\nRUN ${run}${options}\nCOPY . .\n`,
  };
}

function refused(none: string, ...given: Parameters<typeof image>): Case {
  const { dockerfile } = image(...given);
  return { id: `told: ${dockerfile}`, dockerfile, files: FILES, expected: { none } };
}

function checked(title: string, ...given: Parameters<typeof image>): Case {
  const { dockerfile, mended } = image(...given);
  return { id: `told: ${dockerfile}`, dockerfile, files: FILES, expected: { review: mended, title } };
}

function mended(...given: Parameters<typeof image>): Case {
  const { dockerfile, mended: safe } = image(...given);
  return { id: `told: ${dockerfile}`, dockerfile, files: FILES, expected: { safe } };
}

/** Installs that are told to use what is copied with the sources, by an option, a variable, a place or a setting. */
export const TOLD_CASES: readonly Case[] = [
  refused('uses ci/settings', 'npm', '', { options: ' --userconfig=ci/settings' }),
  refused('uses ci/settings', 'npm', '', { options: ' --userconfig ci/settings' }),
  mended('npm', '', { options: ' --userconfig=ci/none' }),
  refused('uses /app/tools/git', 'npm', 'ENV GIT_ASKPASS=/app/tools/git'),
  refused('uses /app/ci/settings', 'npm', 'ENV GIT_SSH_COMMAND="ssh -i /app/ci/settings"'),
  refused('uses /app/wheels', 'pip', 'ENV PIP_INDEX_URL=file:///app/wheels'),
  refused('uses wheels', 'pip', 'ENV PIP_FIND_LINKS=wheels'),
  refused('uses /app/ci', 'pip', 'ENV CFLAGS="-O2 -I/app/ci"'),
  mended('pip', 'ENV CFLAGS="-O2 -I/usr/include"'),
  mended('npm', 'ENV NODE_ENV=ci'),
  mended('npm', 'ENV NODE_CONFIG_DIR=/app/ci GOOGLE_APPLICATION_CREDENTIALS=/app/ci/settings'),

  // What lies in the home folder is read without being named.
  refused('.netrc lands in the home folder', 'npm', '', { folder: '/root' }),
  refused('.netrc lands in the home folder', 'npm', 'USER node', { folder: '/home/node' }),
  refused('.netrc lands in the home folder', 'pip', 'ENV HOME=/app'),
  mended('pip', '', { folder: '/home/app' }),

  // Programs by PATH.
  refused('/app/tools/git is found by PATH', 'npm', 'ENV PATH="/app/tools:$PATH"'),
  mended('npm', 'ENV PATH="/app/ci:$PATH"'),

  // Settings that stand above the copies.
  checked('sets /app/ci/ca.pem for what runs', 'npm', 'RUN npm config set cafile /app/ci/ca.pem'),
  checked('sets /app/wheels for what', 'pip', 'RUN pip config set global.find-links /app/wheels'),
  checked('sets /app/ci/settings', 'pip', 'RUN ln -s /app/ci/settings /etc/pip.conf'),
  checked('sets /app/ci/settings', 'npm', 'RUN git config --global include.path /app/ci/settings\nRUN true'),
  checked('sets /app/wheels', 'pip', 'COPY <<EOF /etc/pip.conf\n[global]\nfind-links = /app/wheels\nEOF'),
  mended('npm', 'RUN npm config set cafile /etc/ca.pem'),
  mended('npm', 'RUN ln -s /app/config/nginx.conf /app/ci/settings /etc/nginx/'),
  mended('npm', 'RUN git config --global --add safe.directory /app'),
];
