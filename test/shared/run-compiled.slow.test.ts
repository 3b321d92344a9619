import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const SOURCE = fileURLToPath(new URL('../../shared/node/run-compiled.ts', import.meta.url));

/** What a program prints with what it was given, and the parts of Node that it needs. */
const PROGRAM = `(function (exports, require, module, __filename, __dirname) {
const path = require('node:path');
exports.said = path.basename(__filename) + ' ' + path.basename(__dirname) + ' ' + (module.exports === exports);
process.stdout.write(exports.said);
})`;

const SAID = 'program.cjs app true';

interface Case {
  readonly what: string;
  /** What happens between the first run and the second. */
  readonly between?: (place: Place) => void;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the second run uses what the first one kept. */
  readonly used: boolean;
  /** What the second run prints; what the program prints unless it was changed. */
  readonly said?: string;
}

let bundles = '';
let runCompiled = '';

interface Place {
  readonly program: string;
  readonly cache: string;
}

const CASES: readonly Case[] = [
  { what: 'nothing happened', used: true },
  {
    what: 'it is gone',
    between: ({ cache }) => {
      rmSync(cache);
    },
    used: false,
  },
  {
    what: 'it is empty',
    between: ({ cache }) => {
      writeFileSync(cache, '');
    },
    used: false,
  },
  {
    what: 'it is cut',
    between: ({ cache }) => {
      changeBytes(cache, (bytes) => bytes.subarray(0, -1));
    },
    used: false,
  },
  {
    what: 'one bit of it is another',
    between: ({ cache }) => {
      changeBytes(cache, (bytes) => {
        const at = bytes.length - 20;
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes;
      });
    },
    used: false,
  },
  {
    what: 'the program is another one of the same length',
    between: ({ program }) => {
      writeFileSync(program, PROGRAM.replaceAll('said', 'SAID').replace("' '", "'-'"));
    },
    used: false,
    said: 'program.cjs-app true',
  },
  {
    what: 'others may write to it',
    between: ({ cache }) => {
      chmodSync(cache, 0o666);
    },
    used: process.platform === 'win32',
  },
  { what: 'Node is told to keep nothing', env: { NODE_DISABLE_COMPILE_CACHE: '1' }, used: false },
];

describe('a program that is kept compiled', () => {
  before(async () => {
    bundles = mkdtempSync(path.join(tmpdir(), 'strata-compiled-'));
    runCompiled = path.join(bundles, 'run-compiled.cjs');
    await build({
      entryPoints: [SOURCE],
      outfile: runCompiled,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    });
  });
  after(() => {
    rmSync(bundles, { recursive: true, force: true });
  });

  for (const { what, between, env, used, said = SAID } of CASES) {
    it(`is ${used ? 'used' : 'not used'} when ${what}`, async () => {
      await inFolder(async (place) => {
        assert.deepEqual(await run(place), { said: SAID, used: false });
        assert.equal(existsSync(place.cache), true);
        between?.(place);
        assert.deepEqual(await run(place, env), { said, used });
        if (env === undefined) {
          assert.deepEqual(await run(place), { said, used: true });
        }
      });
    });
  }

  it('is for the user alone', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await inFolder(async (place) => {
      await run(place);
      assert.equal(statSync(place.cache).mode & 0o777, 0o600);
      assert.equal(statSync(path.dirname(place.cache)).mode & 0o777, 0o700);
    });
  });

  it('runs where nothing can be kept', async () => {
    await inFolder(async (place) => {
      writeFileSync(path.dirname(place.cache), 'a file where the folder should be');
      assert.deepEqual(await run(place), { said: SAID, used: false });
    });
  });
});

/** Runs the program in a process of its own: what is kept is written when it ends. */
async function run(
  { program, cache }: Place,
  env: NodeJS.ProcessEnv = {},
): Promise<{ said: string; used: boolean }> {
  const script =
    'const [run, program, cache] = process.argv.slice(1); process.stderr.write(String(require(run).runCompiled(program, cache).kept));';
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--eval', script, runCompiled, program, cache],
    { env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '', ...env } },
  );
  return { said: stdout, used: stderr === 'true' };
}

async function inFolder(work: (place: Place) => Promise<void>): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'strata-compiled-'));
  try {
    const program = path.join(home, 'app', 'program.cjs');
    mkdirSync(path.dirname(program));
    writeFileSync(program, PROGRAM);
    await work({ program, cache: path.join(home, 'kept', 'program') });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function changeBytes(file: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(file, change(readFileSync(file)));
}
