import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CopiedFilesResult, WhatIfChange, WhatIfChoices, WhatIfResult } from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const TEXT = [
  'FROM node:22',
  'ARG MODE=production',
  'WORKDIR /app',
  'COPY package.json ./',
  'RUN npm ci',
  'COPY src ./src',
  'RUN npm run build',
  '',
].join('\n');

const FILES: Readonly<Record<string, string>> = {
  Dockerfile: TEXT,
  'package.json': '{}',
  'src/index.js': 'let a;\n',
  'README.md': '# a\n',
  'src/notes.log': '',
  '.dockerignore': 'README.md\n**/*.log\n',
};

describe('what rebuilds', () => {
  let folder: string;
  let client: TestClient;
  let uri: string;

  const place = (...names: string[]): string => path.join(folder, ...names);
  const ask = (change: unknown): Promise<WhatIfResult | null> =>
    client.request('strata/whatIf', { uri, change });
  /** `line verdict` of every step that is not cached, then the summary. */
  const answer = async (change: WhatIfChange): Promise<readonly string[]> => {
    const result = await ask(change);
    assert.ok(result);
    return result.kind === 'unknown'
      ? [result.message]
      : [
          ...result.steps
            .filter(({ verdict }) => verdict !== 'cached')
            .map(({ line, verdict }) => `${line + 1} ${verdict}`),
          result.summary,
        ];
  };
  const git = (...args: string[]): void => {
    const names = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...names, ...args], { stdio: 'ignore' });
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-what-if-'));
    await mkdir(place('src'));
    for (const [name, text] of Object.entries(FILES)) {
      await writeFile(place(name), text);
    }
    client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    uri = client.open(TEXT, { uri: pathToFileURL(place('Dockerfile')).href });
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('waits for the build context and names the instruction that copies a file', async () => {
    const result = await ask({ kind: 'files', paths: ['src/index.js'], uris: [] });
    assert.ok(result?.kind === 'verdicts');
    assert.equal(result.version, 1);
    assert.equal(result.summary, '2 of 5 steps run again, because src/index.js is copied by line 6');
    assert.deepEqual(
      result.steps.map(({ line, text }) => `${line} ${text}`),
      [
        '2 ○ cached',
        '3 ○ cached',
        '4 ○ cached',
        '5 ● rebuilt · src/index.js changed',
        '6 ● rebuilt · src/index.js changed (line 6)',
      ],
    );
  });

  it('takes files as an explorer names them', async () => {
    const of = (...names: string[]): Promise<readonly string[]> =>
      answer({ kind: 'files', paths: [], uris: names.map((name) => pathToFileURL(place(name)).href) });
    assert.deepEqual(await of('package.json', 'README.md'), [
      '4 rebuilt',
      '5 rebuilt',
      '6 rebuilt',
      '7 rebuilt',
      '4 of 5 steps run again, because package.json is copied by line 4',
    ]);
    assert.deepEqual(await of('README.md'), ['Nothing runs again: .dockerignore leaves README.md out']);
    assert.deepEqual(await of('Dockerfile'), ['Nothing runs again: no step of this build reads Dockerfile']);
    assert.deepEqual(await of('../elsewhere.txt'), [
      'Nothing runs again: elsewhere.txt lies outside the build context',
    ]);
  });

  it('follows the text as it is now', async () => {
    client.change(uri, TEXT.replace('COPY src ./src', 'COPY . .'));
    const [line] = await answer({ kind: 'files', paths: ['Dockerfile'], uris: [] });
    assert.equal(line, '6 rebuilt');
  });

  it('asks about instructions and build arguments', async () => {
    assert.deepEqual(await answer({ kind: 'instruction', line: 6 }), [
      '7 rebuilt',
      '1 of 5 steps runs again, because line 7 changed',
    ]);
    assert.deepEqual(await answer({ kind: 'argument', name: 'MODE' }), [
      '5 rebuilt',
      '6 rebuilt',
      '7 rebuilt',
      '3 of 5 steps run again, because MODE has another value',
    ]);
    assert.deepEqual(await answer({ kind: 'instruction', line: 99 }), [
      'There is no instruction at this line.',
    ]);
  });

  it('compares with a commit, new and removed files and the Dockerfile itself included', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const since: WhatIfChange = { kind: 'since', ref: 'HEAD', trusted: true };
    assert.deepEqual(await answer(since), ['You have no uncommitted changes.']);

    await writeFile(place('README.md'), '# b\n');
    assert.deepEqual(await answer(since), ['Nothing runs again: no step reads what changed since HEAD']);

    await writeFile(place('src', 'new.js'), '');
    assert.deepEqual(await answer(since), [
      '6 rebuilt',
      '7 rebuilt',
      '2 of 5 steps run again, because src/new.js is copied by line 6',
    ]);

    client.change(uri, TEXT.replace('npm ci', 'npm ci --omit=dev'));
    assert.deepEqual(await answer(since), [
      '5 rebuilt',
      '6 rebuilt',
      '7 rebuilt',
      '3 of 5 steps run again, because line 5 was edited',
    ]);
  });

  it('never asks git in a workspace that nobody trusts, nor with what is no name of a commit', async () => {
    assert.deepEqual(await answer({ kind: 'since', ref: 'HEAD', trusted: false }), [
      'Git is only asked in a workspace that you trust.',
    ]);
    for (const ref of ['--output=x', '-h', 'a..b', 'a b', '', ':/x']) {
      const [message] = await answer({ kind: 'since', ref, trusted: true });
      assert.match(message ?? '', /is not a name of a commit/, ref);
    }
    const [message] = await answer({ kind: 'since', ref: 'HEAD', trusted: true });
    assert.match(message ?? '', /^Git does not tell what changed since HEAD/);
  });

  it('answers null to what it does not understand', async () => {
    for (const change of [undefined, null, 'files', { kind: 'other' }, { kind: 'since' }]) {
      assert.equal(await ask(change), null);
    }
    assert.equal(
      await client.request('strata/whatIf', {
        uri: 'untitled:none',
        change: { kind: 'instruction', line: 0 },
      }),
      null,
    );
    assert.equal(await client.request('strata/whatIf', null), null);
    const untitled = client.open('FROM a\nCOPY x /\n');
    const result = await client.request<WhatIfResult>('strata/whatIf', {
      uri: untitled,
      change: { kind: 'files', paths: ['x'], uris: [] },
    });
    assert.equal(result.kind, 'unknown');
  });

  it('offers the files that count first', async () => {
    const choices = await client.request<WhatIfChoices>('strata/whatIfChoices', { uri });
    assert.deepEqual(
      choices.files?.map(({ path: file, ignored }) => (ignored ? `(${file})` : file)),
      ['.dockerignore', 'Dockerfile', 'package.json', 'src/index.js', '(README.md)', '(src/notes.log)'],
    );
    assert.equal(choices.total, 6);
    assert.deepEqual(choices.instructions[0], { line: 0, text: 'FROM node:22' });
    assert.deepEqual(choices.arguments, [{ name: 'MODE', lines: [2] }]);
  });

  describe('and what is copied', () => {
    const files = (line: unknown): Promise<CopiedFilesResult> =>
      client.request('strata/copiedFiles', { uri, line });

    it('lists the files of an instruction, and what was left out', async () => {
      const result = await files(5);
      assert.ok(result.kind === 'files');
      assert.equal(result.title, 'COPY src ./src (line 6)');
      assert.match(result.summary, /^1 file/);
      assert.deepEqual(
        result.files.map(({ path: file, uri: link }) => [file, link]),
        [['src/index.js', pathToFileURL(place('src', 'index.js')).href]],
      );
      assert.deepEqual(
        result.leftOut.map(({ path: file, by }) => `${file}: ${by}`),
        ['src/notes.log: “**/*.log” in .dockerignore'],
      );
    });

    it('offers the instructions that copy where there is none', async () => {
      const result = await files(4);
      assert.ok(result.kind === 'choose');
      assert.deepEqual(
        result.instructions.map(({ line }) => line),
        [3, 5],
      );
      assert.equal((await files('nonsense')).kind, 'choose');
    });

    it('says so where nothing is copied or known', async () => {
      client.change(uri, 'FROM a\nRUN b\n');
      assert.equal((await files(1)).kind, 'unknown');
      const untitled = client.open('FROM a\nCOPY x /\n');
      const result = await client.request<CopiedFilesResult>('strata/copiedFiles', {
        uri: untitled,
        line: 1,
      });
      assert.equal(result.kind, 'unknown');
    });
  });
});
