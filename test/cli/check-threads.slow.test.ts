import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { repository, strata, type Outcome, type Setting } from './terminal.ts';

/** More than are worth threads. */
const SERVICES = 130;

/** Their files; every one has something to say that its neighbours don't. */
function filesOf(index: number): Readonly<Record<string, string>> {
  const folder = `services/${String(index).padStart(3, '0')}`;
  return {
    [`${folder}/Dockerfile`]: `FROM node:22\nCOPY . .\nRUN npm ci\nEXPOSE ${3000 + index}:80\nCOPY left-out ./\n`,
    [`${folder}/package.json`]: '{}',
    [`${folder}/package-lock.json`]: '{}',
    [`${folder}/left-out`]: '',
    [`${folder}/.dockerignore`]: 'left-out\n',
    [`${folder}/compose.yaml`]: `services:\n  a:\n    build: .\n    ports: ["9:${4000 + index}"]\n`,
    ...(index % 50 === 7 ? { [`${folder}/.strata.yaml`]: 'rules: { no: such }\n' } : {}),
  };
}

describe('strata check of many Dockerfiles by threads', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-threads-'));
    for (let index = 0; index < SERVICES; index++) {
      for (const [path, text] of Object.entries(filesOf(index))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const check = (format: string, setting: Setting = {}): Promise<Outcome> =>
    strata(['check', '--format', format, '--build-arg', 'A=b', '.'], {
      cwd: relative(repository, folder),
      ...setting,
    });
  const threadsOf = (file: string): Setting => ({
    threads: { count: 3, file },
    // What is compiled is kept for people, not for tests.
    env: { NODE_DISABLE_COMPILE_CACHE: '1' },
  });

  for (const format of ['text', 'json', 'sarif', 'github', 'junit']) {
    it(`says as ${format} what one thread says, in the same order`, async () => {
      const alone = await check(format);
      assert.ok(alone.out.includes('services/129/Dockerfile'));
      assert.deepEqual(await check(format, threadsOf(join(repository, 'dist/strata.cjs'))), alone);
    });
  }

  it('does what is left alone when its threads break', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, 'throw new Error("no");');
    assert.deepEqual(await check('text', threadsOf(broken)), await check('text'));
  });

  it('does what is left alone when its threads end', async () => {
    const ending = join(folder, 'ending.cjs');
    writeFileSync(ending, 'require("node:worker_threads").parentPort.once("message", () => process.exit());');
    assert.deepEqual(await check('text', threadsOf(ending)), await check('text'));
  });
});
