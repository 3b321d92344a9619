import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { repository, strata, type Outcome } from './terminal.ts';

const LATE =
  'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nCMD ["node", "a.js"]\n';
const FIXED =
  'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nCMD ["node", "a.js"]\n';
const REVIEWED = (text: string): string => text.replace('npm ci', 'npm install');

const PROJECT = { 'package.json': '{}', 'package-lock.json': '{}', 'a.js': '' };
const IGNORED = { ...PROJECT, '.dockerignore': '**/node_modules\nDockerfile\n.dockerignore\n' };

/** Two Dockerfiles of one context, each of which copies itself. */
const TWO = {
  'go.mod': 'module example.org/a\n\ngo 1.25\n',
  'main.go': '',
  'docker/Dockerfile.a': 'FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN make build-a\nUSER 1000\n',
  'docker/Dockerfile.b': 'FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN make build-b\nUSER 1000\n',
};

const started = (script: string): string =>
  `FROM node:22\nWORKDIR /app\nCOPY package.json ./\nEXPOSE 5173\nCMD ["npm", "run", "${script}"]\n`;

/** Two of them start the same program. */
const SCRIPTS = {
  'a.Dockerfile': started('dev'),
  'b.Dockerfile': started('dev'),
  'c.Dockerfile': started('web'),
};

const packageWith = (host: string): string =>
  `{ "scripts": { "dev": "vite${host}", "web": "vite --mode web${host}" } }`;

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly code: number;
  readonly out: RegExp;
  readonly error?: RegExp;
  /** Files that differ afterwards. */
  readonly written?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    title: 'lists safe fixes, and says that there are more',
    files: {
      ...IGNORED,
      Dockerfile: LATE,
      'b/package.json': '{}',
      'b/a.js': '',
      'b/.dockerignore': IGNORED['.dockerignore'],
      'b/Dockerfile': REVIEWED(LATE),
    },
    args: [],
    code: 1,
    out: /^Dockerfile:3: Copy manifests first cache\/copy-before-install\n1 fix in 1 file; add --write to apply; 1 more for review: add --review\n$/,
  },
  {
    title: 'lists fixes for review when asked',
    files: { ...IGNORED, Dockerfile: REVIEWED(LATE) },
    args: ['--review'],
    code: 1,
    out: /^Dockerfile:3: Copy manifests first \(review: npm install may rewrite package-lock\.json\) /,
  },
  {
    title: 'writes',
    files: { ...IGNORED, Dockerfile: LATE },
    args: ['--write'],
    code: 0,
    out: /\n1 fix in 1 file, written\n$/,
    written: { Dockerfile: FIXED },
  },
  {
    title: 'writes the ignore file, too',
    files: { ...PROJECT, Dockerfile: LATE },
    args: ['Dockerfile', '--write'],
    code: 0,
    out: /, and ignore node_modules /,
    written: { Dockerfile: FIXED, '.dockerignore': '**/node_modules\n.dockerignore\n' },
  },
  {
    title: 'finds nothing the second time',
    files: { ...IGNORED, Dockerfile: FIXED },
    args: ['--review', '--write'],
    code: 0,
    out: /^Nothing to fix in 1 file\n$/,
  },
  {
    title: 'prints a diff',
    files: { ...PROJECT, 'api/x': '', Dockerfile: LATE },
    args: ['--diff'],
    code: 1,
    out: /^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ [\s\S]*\n\+COPY package\.json package-lock\.json \.\/\n[\s\S]*--- \/dev\/null\n\+\+\+ b\/\.dockerignore\n@@ -0,0 \+1,2 @@\n\+\*\*\/node_modules\n\+\.dockerignore\n$/,
    error: /^1 fix in 1 file; add --write to apply\n$/,
  },
  {
    title: 'colours nothing in a pipe and keeps line ends',
    files: { ...IGNORED, Dockerfile: LATE.replaceAll('\n', '\r\n') },
    args: ['--write', 'Dockerfile'],
    code: 0,
    out: /^Dockerfile:3: /,
    written: { Dockerfile: FIXED.replaceAll('\n', '\r\n') },
  },
  {
    title: 'prints the result of standard input',
    files: IGNORED,
    args: ['--write', '--context', '.', '-'],
    stdin: LATE,
    code: 0,
    out: new RegExp(`^${FIXED.replace(/[.[\]]/g, '\\$&')}$`),
    error: /^1 fix in 1 file, written\n$/,
  },
  {
    title: 'writes no other file for standard input',
    files: PROJECT,
    args: ['--write', '--context', '.', '-'],
    stdin: LATE,
    code: 0,
    out: new RegExp(`^${LATE.replace(/[.[\]]/g, '\\$&')}$`),
    error: /^Nothing to fix in 1 file/,
  },
  {
    title: 'writes one ignore file for several Dockerfiles',
    files: TWO,
    args: ['docker', '--review', '--write'],
    code: 0,
    out: /^docker\/Dockerfile\.a:3: Leave docker\/Dockerfile\.a out .*\ndocker\/Dockerfile\.b:3: Leave docker\/Dockerfile\.b out .*\n2 fixes in 2 files, written\n$/,
    written: { '.dockerignore': 'docker/Dockerfile.a\n.dockerignore\ndocker/Dockerfile.b\n' },
  },
  {
    title: 'writes more lines to one ignore file for several Dockerfiles, and their own changes',
    files: { ...TWO, ...PROJECT, '.dockerignore': 'dist\n', 'docker/Dockerfile.c': LATE },
    args: ['docker', '--review', '--write'],
    code: 0,
    out: /\n3 fixes in 3 files, written\n$/,
    written: {
      '.dockerignore': 'dist\ndocker/Dockerfile.a\n.dockerignore\ndocker/Dockerfile.b\n**/node_modules\n',
      'docker/Dockerfile.c': FIXED,
    },
  },
  {
    title: 'prints each file that changes once',
    files: TWO,
    args: ['docker', '--review', '--diff'],
    code: 1,
    out: /^--- \/dev\/null\n\+\+\+ b\/\.dockerignore\n@@ -0,0 \+1,3 @@\n\+docker\/Dockerfile\.a\n\+\.dockerignore\n\+docker\/Dockerfile\.b\n$/,
    error: /^2 fixes in 2 files; add --write to apply\n$/,
  },
  {
    title: 'writes another file that several Dockerfiles need changed',
    files: { ...SCRIPTS, 'package.json': packageWith('') },
    args: ['a.Dockerfile', 'b.Dockerfile', 'c.Dockerfile', '--review', '--write'],
    code: 0,
    out: /^a\.Dockerfile:5: .* in package\.json \(review: .*\nc\.Dockerfile:5: .* in package\.json .*\n2 fixes in 2 files, written\n$/,
    written: { 'package.json': packageWith(' --host=0.0.0.0') },
  },
  {
    title: 'takes an exception out instead of moving it around',
    files: {
      Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nUSER 1000\nCMD ["python", "a.py"]\n',
      'a.py': '',
      '.env.production': 'API_TOKEN=Kw7vRq2mZx\n',
      '.dockerignore': '.env*\n!.env.production\nDockerfile\n.dockerignore\n',
    },
    args: ['--review', '--write'],
    code: 0,
    out: /^Dockerfile:3: Leave \.env\.production out by \.dockerignore \(review: `!\.env\.production` goes, .*\n1 fix in 1 file, written\n$/,
    written: { '.dockerignore': '.env*\nDockerfile\n.dockerignore\n' },
  },
  {
    title: 'wants one of --diff and --write',
    files: { Dockerfile: LATE },
    args: ['--diff', '--write'],
    code: 2,
    out: /^$/,
    error: /^strata: --diff writes nothing: leave it out, or --write\n$/,
  },
  {
    title: 'tells what it can not read, and mends the others',
    files: { ...IGNORED, Dockerfile: LATE },
    args: ['none', 'Dockerfile', '--write'],
    code: 2,
    out: /1 fix in 1 file, written/,
    error: /^strata: can't read none: there is no such file\n$/,
    written: { Dockerfile: FIXED },
  },
];

describe('strata fix', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-fix-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function put(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  function fix(args: readonly string[], stdin = ''): Promise<Outcome> {
    return strata(['fix', ...args], { cwd: relative(repository, folder), stdin });
  }

  for (const { title, files, args, stdin, code, out, error = /^$/, written = {} } of CASES) {
    it(title, async () => {
      put(files);
      const outcome = await fix(args, stdin);
      assert.match(outcome.error, error);
      assert.match(outcome.out, out);
      assert.equal(outcome.code, code);
      for (const [path, text] of Object.entries({ ...files, ...written })) {
        assert.equal(readFileSync(join(folder, path), 'utf8'), text, path);
      }
    });
  }

  it('leaves a file alone that is no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(LATE), Buffer.from([0x23, 0xff, 0x0a])]);
    put({ ...IGNORED, Dockerfile: bytes });
    const { code, error } = await fix(['--write']);
    assert.match(
      error,
      /^strata: Dockerfile is no UTF-8 text or has changed meanwhile: its fixes were not written\n$/,
    );
    assert.equal(code, 2);
    assert.ok(readFileSync(join(folder, 'Dockerfile')).equals(bytes));
  });

  it('counts what was written, and writes nothing for a Dockerfile that is left alone', async () => {
    const bytes = Buffer.concat([Buffer.from(LATE), Buffer.from([0x23, 0xff, 0x0a])]);
    put({ ...TWO, ...PROJECT, 'docker/Dockerfile.a': bytes, 'docker/Dockerfile.c': LATE });
    const { code, out, error } = await fix(['docker', '--review', '--write']);
    assert.match(
      error,
      /^strata: docker\/Dockerfile\.a is no UTF-8 text or has changed meanwhile: its fixes were not written\n$/,
    );
    assert.match(out, /^docker\/Dockerfile\.b:.*\ndocker\/Dockerfile\.c:.*\n2 fixes in 2 files, written\n$/);
    assert.equal(code, 2);
    const ignore = readFileSync(join(folder, '.dockerignore'), 'utf8');
    assert.equal(ignore, 'docker/Dockerfile.b\n.dockerignore\n**/node_modules\n');
  });

  it('keeps the permissions of a file', async () => {
    put({ ...IGNORED, Dockerfile: LATE });
    chmodSync(join(folder, 'Dockerfile'), 0o640);
    await fix(['--write']);
    assert.equal(statSync(join(folder, 'Dockerfile')).mode & 0o777, 0o640);
  });
});
