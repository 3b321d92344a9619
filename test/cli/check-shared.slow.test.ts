import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { CheckJson } from '../../server/src/cli/check/json.ts';
import { repository, strata } from './terminal.ts';

/** Dockerfiles that share a context, an ignore file, a Compose file and a team's file, and some that do not. */
const FILES: Readonly<Record<string, string>> = {
  'compose.yaml': 'services:\n  a:\n    build: ./a\n    ports: ["9:3001"]\n',
  '.strata.yaml': 'rules: { image: hint }\n',
  '.dockerignore': '**/left-out\n',
  '.env': 'DB_PASSWORD=Kw7vRq2mZx\n',
  'a/Dockerfile': 'FROM node:22\nCOPY . .\nRUN npm ci\nEXPOSE 3000\n',
  'a/package.json': '{}',
  'a/package-lock.json': '{}',
  'a/a.js': '',
  'b/Dockerfile': 'FROM node:22\nCOPY b/package.json b/left-out ./\nCOPY . .\n',
  'b/package.json': '{}',
  'b/left-out': '',
  'c/Dockerfile': 'FROM node:22\nCOPY b/package.json b/left-out ./\nCOPY . .\n',
  'c/Dockerfile.dockerignore': '**/package.json\n.env\n',
  'd/Dockerfile': 'FROM node:22\nCOPY b/package.json b/left-out ./\nCOPY . .\n',
  'e/Dockerfile': 'FROM nginx\nEXPOSE 8080:80\n',
  'e/.strata.yaml': 'rules: { ports: error }\n',
};

describe('strata check of a repository', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-shared-'));
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const check = async (path: string): Promise<CheckJson['files']> => {
    const cwd = relative(repository, folder);
    return (JSON.parse((await strata(['check', '--format', 'json', path], { cwd })).out) as CheckJson).files;
  };

  it('says of each Dockerfile what it says of it alone, in the order of their paths', async () => {
    const all = await check('.');
    assert.deepEqual(
      all.map(({ path }) => path),
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}/Dockerfile`),
    );
    for (const file of all) {
      assert.deepEqual([file], await check(file.path));
      assert.notDeepEqual(file.findings, []);
    }
  });
});
