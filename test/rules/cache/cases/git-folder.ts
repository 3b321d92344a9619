import type { Files } from '../../../fixes/context-of.ts';
import type { Case, Expected } from '../reorder.ts';

const REVIEW = 'packages must not need .git where they are installed';

const NODE: Files = {
  '.git/!': '',
  '.dockerignore': '**/node_modules\n',
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/a.js': '',
};

const COPIES = 'COPY package*.json ./';

function node(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

function moved(...texts: readonly string[]): Expected {
  return { review: node(...texts), title: REVIEW };
}

const WITHOUT: Files = Object.fromEntries(Object.entries(NODE).filter(([path]) => path !== '.git/!'));

/** Contexts in which it does not change, or may be needed. */
const ELSEWISE: readonly (readonly [what: string, files: Files])[] = [
  ['a context without it', WITHOUT],
  ['a worktree, where it is a file', { ...WITHOUT, '.git': 'gitdir: /x' }],
  ['a context that leaves it out', { ...NODE, '.dockerignore': '**/node_modules\n.git\n' }],
  ['a script of the project', { ...NODE, 'package.json': '{"scripts":{"prepare":"husky"}}' }],
];

/** Installs that need nothing but their manifests. */
const MOVED: readonly (readonly [command: string, manifests: Files])[] = [
  ['pip install -r requirements.txt', { 'requirements.txt': 'flask\n' }],
  ['go mod download', { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': 'x\n' }],
  [
    'uv sync --locked --no-install-project',
    { 'pyproject.toml': '[project]\nname = "a"\ndependencies = ["flask"]\n', 'uv.lock': 'version = 1\n' },
  ],
  [
    'mix deps.get',
    { 'mix.exs': 'defmodule A do\n  defp deps, do: [{:a, "~> 1"}]\nend\n', 'mix.lock': '%{"a": {:hex}}\n' },
  ],
];

/** A copy of git's folder, which is another at every commit, above an install. */
export const GIT_CASES: readonly Case[] = [
  ...[
    '.git .git',
    '.git/ .git/',
    '.git ./.git',
    './.git /app/.git',
    '.git/refs/heads .git/refs/heads',
    '.git/index x',
  ].map((words): Case => ({
    id: `git's folder above an install: ${words}`,
    dockerfile: node(COPIES, `COPY ${words}`, 'RUN npm ci', 'RUN git describe > version', 'COPY src src'),
    files: NODE,
    expected: moved(COPIES, 'RUN npm ci', `COPY ${words}`, 'RUN git describe > version', 'COPY src src'),
  })),
  {
    id: "git's folder and sources above an install",
    dockerfile: node(COPIES, 'COPY src src', 'COPY .git .git', 'RUN npm ci'),
    files: NODE,
    expected: moved(COPIES, 'RUN npm ci', 'COPY src src', 'COPY .git .git'),
  },
  ...[
    ['.git/HEAD .git/HEAD', 'which only a checkout changes'],
    ['.git/refs/tags/ .git/refs/tags/', 'tags'],
    ['.gitmodules .gitattributes ./', 'settings of git'],
    ['--from=git /app/.git .git', 'of another stage'],
  ].map(([words = '', what = '']): Case => ({
    id: `${what}: ${words}`,
    dockerfile: node(COPIES, `COPY ${words}`, 'RUN npm ci'),
    files: { ...NODE, '.gitmodules': '', '.gitattributes': '' },
    expected: 'silent',
  })),
  ...ELSEWISE.map(([what, files]): Case => ({
    id: `git's folder above an install: ${what}`,
    dockerfile: node(COPIES, 'COPY .git .git', 'RUN npm ci'),
    files,
    expected: 'silent',
  })),
  ...[
    [
      'bundle install',
      { 'a.gemspec': 'files = `git ls-files`.split\n', Gemfile: 'gemspec\n', 'Gemfile.lock': '' },
    ],
    [
      'mix deps.get',
      {
        'mix.exs': 'System.cmd("git", ["describe"])\n[deps: [{:a, "~> 1"}]]\n',
        'mix.lock': '%{"a": {:hex}}\n',
      },
    ],
  ].map(([command, files]): Case => ({
    id: `a manifest that calls git: ${JSON.stringify(command)}`,
    dockerfile: `FROM a\nWORKDIR /app\nCOPY ${Object.keys(files as Files).join(' ')} ./\nCOPY .git .git\nRUN ${command as string}\n`,
    files: { ...(files as Files), '.git/!': '', '.dockerignore': 'deps\n' },
    expected: 'silent',
  })),
  {
    id: "git's folder, which a command above the install reads",
    dockerfile: node(COPIES, 'COPY .git .git', 'RUN git rev-parse HEAD > version', 'RUN npm ci'),
    files: NODE,
    expected: 'silent',
  },
  ...[
    'pip install .',
    'pip install -r requirements.txt -e .',
    'pip install -r with-project.txt',
    'uv sync --locked',
    'poetry install',
    'go build ./...',
    'cargo build --release',
    'mvn package',
    'mix compile',
    'npm ci && git describe > version',
    'git describe > version && npm ci',
  ].map((command): Case => ({
    id: `what builds the project may make its version of git: ${command}`,
    dockerfile: [
      'FROM a',
      'WORKDIR /app',
      'COPY pyproject.toml uv.lock poetry.lock *.txt go.* Cargo.* pom.xml mix.* package*.json ./',
      'COPY .git .git',
      `RUN ${command}`,
      'COPY . .',
    ]
      .map((text) => `${text}\n`)
      .join(''),
    files: {
      ...NODE,
      'pyproject.toml':
        '[build-system]\nrequires = ["setuptools-scm"]\n[project]\nname = "a"\ndynamic = ["version"]\ndependencies = ["flask"]\n[tool.poetry]\nname = "a"\n',
      'uv.lock': 'version = 1\n',
      'poetry.lock': '',
      'requirements.txt': 'flask\n',
      'with-project.txt': 'flask\n-e .\n',
      'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n',
      'go.sum': 'x\n',
      'main.go': 'package main\n',
      'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nb = "1"\n',
      'Cargo.lock': '',
      'src/main.rs': '',
      'pom.xml': '<project/>',
      'mix.exs': 'defmodule A do\nend\n',
      'mix.lock': '%{"a": {:hex}}\n',
    },
    expected: 'silent',
  })),
  ...MOVED.map(([command, files]): Case => {
    const copy = `FROM a\nWORKDIR /app\nCOPY ${Object.keys(files).join(' ')} ./\n`;
    return {
      id: `git's folder above ${command}`,
      dockerfile: `${copy}COPY .git .git\nRUN ${command}\n`,
      files: { ...files, '.git/!': '', '.dockerignore': '.venv\ndeps\n' },
      expected: { review: `${copy}RUN ${command}\nCOPY .git .git\n`, title: REVIEW },
    };
  }),
];
