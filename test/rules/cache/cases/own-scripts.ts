import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const FILES: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'install.sh': 'apt-get update\n',
  'entrypoint.sh': '',
  'setup_tools.py': '',
  'patch.js': '',
  'server.js': '',
  'requirements.txt': 'flask\n',
  'src/index.js': '',
  '.dockerignore': '**/node_modules\n',
};

/** `FROM node:22`, `WORKDIR /app`, the given lines, and the sources. */
function before(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts, 'COPY . .'].map((text) => `${text}\n`).join('');
}

const MANIFESTS = 'COPY package.json package-lock.json';

const INSTALL = 'RUN pip install -r requirements.txt';

/** Lines with which an install runs again after changes of what it needs alone. */
const NEEDED: readonly (readonly [id: string, ...lines: readonly string[]])[] = [
  ['a script that the RUN of the install runs', `${MANIFESTS} install.sh ./`, 'RUN ./install.sh && npm ci'],
  ['a script by a wildcard', `${MANIFESTS} *.sh ./`, 'RUN ./install.sh && npm ci'],
  [
    'a script that the RUN runs by its whole path, behind another program',
    `${MANIFESTS} install.sh ./`,
    'RUN chmod +x install.sh && sudo -E /app/install.sh && npm ci',
  ],
  [
    'a script that the RUN gives to a shell',
    'COPY requirements.txt install.sh ./',
    'RUN bash install.sh && pip install -r requirements.txt',
  ],
  ['a script in a RUN above', 'COPY requirements.txt install.sh ./', 'RUN sh install.sh', INSTALL],
  [
    'a program that a RUN above runs',
    'COPY requirements.txt setup_tools.py ./',
    'RUN python setup_tools.py',
    INSTALL,
  ],
  ['a program that the RUN runs first', `${MANIFESTS} patch.js ./`, 'RUN node patch.js && npm ci'],
  ['a program that the RUN runs behind it', `${MANIFESTS} patch.js ./`, 'RUN npm ci && node patch.js'],
  ['a script that the shell reads itself', `${MANIFESTS} install.sh ./`, 'RUN . ./install.sh && npm ci'],
  ['a script that only the container runs', `${MANIFESTS} entrypoint.sh ./`, 'RUN npm ci'],
];

/** Files that are copied with the manifests, and that the build itself runs. */
export const OWN_SCRIPTS: readonly Case[] = [
  ...NEEDED.map(([id, ...lines]): Case => ({
    id,
    dockerfile: before(...lines),
    files: FILES,
    expected: 'silent',
  })),
  {
    id: 'a program beside the manifests that nothing runs while it is built',
    dockerfile: before(`${MANIFESTS} server.js ./`, 'RUN npm ci'),
    files: FILES,
    expected: {
      safe: before(`${MANIFESTS} ./`, 'RUN npm ci', 'COPY server.js ./'),
    },
  },
  {
    id: 'a program that a RUN runs only below the install',
    dockerfile: before(`${MANIFESTS} patch.js ./`, 'RUN npm ci', 'RUN node patch.js'),
    files: FILES,
    expected: {
      safe: before(`${MANIFESTS} ./`, 'RUN npm ci', 'COPY patch.js ./', 'RUN node patch.js'),
    },
  },
];
