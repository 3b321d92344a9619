import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const NODE: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  '.dockerignore': '**/node_modules\n',
};

const PYTHON: Files = { 'requirements.txt': 'flask\n', 'app.py': '', 'src/a.py': '', 'src/.keep': '' };

const GO: Files = {
  'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n',
  'go.sum': 'x\n',
  'main.go': '',
};

const MANIFESTS = 'COPY package.json package-lock.json ./';

const INSTALL = 'RUN pip install -r requirements.txt';

function node(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

function python(...texts: readonly string[]): string {
  return ['FROM python:3', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

function go(...texts: readonly string[]): string {
  return ['FROM golang:1', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

/** Manifests that a copy below the broad one brings again. */
const BELOW: readonly Case[] = [
  {
    id: 'manifests that are copied again below the sources stay above the install',
    dockerfile: node('COPY . .', MANIFESTS, 'RUN npm ci'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci', 'COPY . .') },
  },
  ...['COPY requirements.txt /tmp/', 'COPY requirements.txt /tmp/requirements.txt'].map((copy): Case => ({
    id: `the manifest alone, to another place: ${copy}`,
    dockerfile: python('COPY . .', copy, 'RUN pip install -r /tmp/requirements.txt'),
    files: PYTHON,
    expected: { safe: python(copy, 'RUN pip install -r /tmp/requirements.txt', 'COPY . .') },
  })),
  {
    id: 'the manifest alone, to another place, below a command that may run what is copied',
    dockerfile: python(
      'COPY . .',
      'RUN ./prepare.sh',
      'COPY requirements.txt /tmp/',
      'RUN pip install -r /tmp/requirements.txt',
    ),
    files: PYTHON,
    expected: 'silent',
  },
  {
    id: 'the manifest to another place, beside copies of some folders only',
    dockerfile: python(
      'COPY src /opt/src',
      'COPY requirements.txt /tmp/',
      'RUN pip install -r /tmp/requirements.txt',
    ),
    files: PYTHON,
    expected: 'silent',
  },
  {
    id: 'one of the manifests, copied again below the sources',
    dockerfile: node('COPY package.json .', 'COPY . .', 'COPY package-lock.json .', 'RUN npm ci'),
    files: NODE,
    expected: {
      safe: node('COPY package.json .', 'COPY package-lock.json .', 'RUN npm ci', 'COPY . .'),
    },
  },
  {
    id: 'one of the manifests, copied again below the sources that alone bring the other one',
    dockerfile: node('COPY . .', 'COPY package-lock.json .', 'RUN npm ci'),
    files: NODE,
    expected: {
      safe: node('COPY package.json ./', 'COPY package-lock.json .', 'RUN npm ci', 'COPY . .'),
    },
  },
  {
    id: 'manifests by a wildcard, copied again',
    dockerfile: node('COPY . .', 'COPY package*.json ./', 'RUN npm ci'),
    files: NODE,
    expected: { safe: node('COPY package*.json ./', 'RUN npm ci', 'COPY . .') },
  },
  {
    id: 'a manifest, copied again to its whole path',
    dockerfile: python('COPY . .', 'COPY requirements.txt /app/requirements.txt', INSTALL),
    files: PYTHON,
    expected: { safe: python('COPY requirements.txt /app/requirements.txt', INSTALL, 'COPY . .') },
  },
  {
    id: 'a manifest, added again to its whole path',
    dockerfile: python('ADD . /app', 'ADD requirements.txt /app/requirements.txt', INSTALL),
    files: PYTHON,
    expected: { safe: python('ADD requirements.txt /app/requirements.txt', INSTALL, 'ADD . /app') },
  },
  {
    id: 'a manifest, copied again for another owner to its whole path: that stays the last word',
    dockerfile: python('COPY . .', 'COPY --chown=app requirements.txt /app/requirements.txt', INSTALL),
    files: PYTHON,
    expected: {
      safe: python(
        'COPY --chown=app requirements.txt /app/requirements.txt',
        INSTALL,
        'COPY . .',
        'COPY --chown=app requirements.txt /app/requirements.txt',
      ),
    },
  },
  {
    id: 'another file in the place of a manifest stays the last word',
    dockerfile: python('COPY src .', 'COPY requirements.txt /app/requirements.txt', INSTALL),
    files: { ...PYTHON, 'src/requirements.txt': 'django\n' },
    expected: {
      safe: python(
        'COPY requirements.txt /app/requirements.txt',
        INSTALL,
        'COPY src .',
        'COPY requirements.txt /app/requirements.txt',
      ),
    },
  },
  {
    id: 'a manifest in JSON, copied again for another owner to its whole path',
    dockerfile: python('COPY . .', 'COPY --chown=app ["requirements.txt", "/app/requirements.txt"]', INSTALL),
    files: PYTHON,
    expected: {
      safe: python(
        'COPY --chown=app ["requirements.txt", "/app/requirements.txt"]',
        INSTALL,
        'COPY . .',
        'COPY --chown=app ["requirements.txt", "/app/requirements.txt"]',
      ),
    },
  },
  {
    id: 'modules that are copied again, above a build',
    dockerfile: go('COPY . .', 'COPY go.mod go.sum ./', 'RUN go build'),
    files: GO,
    expected: {
      review: go('COPY go.mod go.sum ./', 'RUN go mod download', 'COPY . .', 'RUN go build'),
      title: 'adds a step',
    },
  },
];

/** What is left of a copy that names manifests beside sources: it brings them no second time. */
const LEFT: readonly (readonly [id: string, copy: string, left: string])[] = [
  ['one source', 'COPY package.json package-lock.json src ./', 'COPY src ./'],
  ['in between', 'COPY server.js ./package.json tool.js package-lock.json ./', 'COPY server.js tool.js ./'],
  ['JSON', 'COPY ["package.json", "package-lock.json", "server.js", "./"]', 'COPY ["server.js", "./"]'],
  [
    'several lines',
    'COPY package.json \\\n  package-lock.json \\\n  server.js \\\n  ./',
    'COPY server.js \\\n  ./',
  ],
  [
    'a folder in front that may hold such files, too',
    'COPY src package.json package-lock.json ./',
    'COPY src package.json package-lock.json ./',
  ],
  [
    'a wildcard, which may match more at another time',
    'COPY package*.json server.js ./',
    'COPY package*.json server.js ./',
  ],
];

/** Manifests that the fix copies on their own, and those that come a second time. */
export const COPIED_AGAIN: readonly Case[] = [
  ...BELOW,
  ...LEFT.map(([id, copy, left]): Case => ({
    id: `what is left of a copy of manifests and sources: ${id}`,
    dockerfile: node(copy, 'RUN npm ci'),
    files: { ...NODE, 'server.js': '', 'tool.js': '' },
    expected: {
      safe: node(
        copy.startsWith('COPY [') ? 'COPY ["package.json", "package-lock.json", "./"]' : MANIFESTS,
        'RUN npm ci',
        left,
      ),
    },
  })),
  {
    id: 'what is left of a copy where the install may rewrite the lock file',
    dockerfile: node('COPY package.json package-lock.json src ./', 'RUN npm install'),
    files: NODE,
    expected: {
      review: node(MANIFESTS, 'RUN npm install', 'COPY package.json package-lock.json src ./'),
      title: 'package-lock.json',
    },
  },
];
