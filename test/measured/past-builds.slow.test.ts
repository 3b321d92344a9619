import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedSince } from '../../server/src/engine/changed-files.ts';
import { pastBuild, pastBuilds } from '../../server/src/engine/past-builds.ts';
import type { PastBuildSteps } from '../../server/src/engine/past-builds.ts';
import type { Told } from '../../server/src/engine/ask.ts';
import { VERSION, fakeDocker } from './fake-docker.ts';
import { recorded } from './recorded.ts';

const RECORDED = fileURLToPath(new URL('recorded', import.meta.url));
const { Ref: REF } = JSON.parse(recorded('past-inspect.json')) as { Ref: string };

/** A buildx that remembers the recorded build, of a folder. Each part may answer otherwise. */
function script(home: string, { inspect = '', provenance = '', ls = '' } = {}): string {
  const inspected = `sed 's#/projects/shop#${home}#; ${inspect}' '${RECORDED}/past-inspect.json'`;
  return [
    VERSION,
    'case "$3 $4" in',
    `"ls "*) ${ls === '' ? `cat '${RECORDED}/past-ls.jsonl'` : ls};;`,
    `"logs "*) cat '${RECORDED}/past-logs.jsonl' >&2;;`,
    `"inspect attachment") ${provenance === '' ? `cat '${RECORDED}/past-provenance.json'` : provenance};;`,
    `"inspect --format") ${inspected};;`,
    '*) echo "ERROR: $*" >&2; exit 1;;',
    'esac',
  ].join('\n');
}

describe('builds that were started elsewhere', () => {
  let home: string;

  before(function () {
    if (process.platform === 'win32') {
      this.skip();
    }
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'strata-past-'));
    await writeFile(join(home, 'Dockerfile'), recorded('Past.Dockerfile'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function listed(text: string, dockerfile = 'Dockerfile'): Promise<string[]> {
    const path = await fakeDocker(home, text);
    const told = await pastBuilds(join(home, dockerfile), { path });
    return told.kind === 'refused' ? [told.message] : told.value.map(({ ref, state }) => `${ref} ${state}`);
  }

  async function read(text: string, ref = REF): Promise<Told<PastBuildSteps>> {
    const path = await fakeDocker(home, text);
    return pastBuild(ref, { path, dockerfile: join(home, 'Dockerfile') });
  }

  it('are listed where they were of this Dockerfile', async () => {
    assert.deepEqual(await listed(script(home)), [`${REF} built`]);
    assert.deepEqual(await listed(script(home), 'Other.Dockerfile'), []);
    assert.deepEqual(await listed(script(`${home}/other`)), []);
    assert.deepEqual(await listed(script(home, { inspect: 's/"completed"/"canceled"/' })), [
      `${REF} cancelled`,
    ]);
    assert.deepEqual(await listed(script(home, { inspect: 's/"completed"/"failed"/' })), [`${REF} failed`]);
  });

  it('that still run, or whose records are nonsense, are passed over', async () => {
    for (const ls of [
      `sed 's/"completed_at"/"x"/' '${RECORDED}/past-ls.jsonl'`,
      'echo "{}"; echo no; echo "[1]"; echo \'{"ref":"a/b/--help","completed_at":"2026"}\'',
      'true',
    ]) {
      assert.deepEqual(await listed(script(home, { ls })), []);
    }
    assert.deepEqual(await listed(script(home, { inspect: '1,$d' })), []);
    assert.deepEqual(await listed(script(home, { inspect: 's/2026-/x/' })), []);
  });

  it('say what they did, and of which Dockerfile', async () => {
    const told = await read(script(home));
    assert.equal(told.kind, 'told');
    const { build, vertexes, source } = told.value;
    assert.equal(source, recorded('Past.Dockerfile'));
    assert.deepEqual([...build.args], [['X', '1']]);
    assert.equal(build.images.length, 1);
    assert.deepEqual(
      vertexes
        .filter(({ name }) => !name.includes('internal') && name.startsWith('['))
        .map(({ name, state, output }) => [name.slice(0, name.indexOf(']') + 1), state, ...output].join(' '))
        .sort(),
      ['[build 1/3] cached', '[build 2/3] cached', '[build 3/3] done once more', '[stage-1 1/1] cached'],
    );
  });

  it('without their Dockerfile are of the one that nobody has written to since', async () => {
    const provenance = 'echo "ERROR: no matching attachment" >&2; exit 1';
    const written = await read(script(home, { provenance }));
    assert.equal(written.kind === 'told' && written.value.source, undefined);
    const later = new Date(Date.now() + 60_000).toISOString();
    const inspect = `s/"StartedAt": "[^"]*"/"StartedAt": "${later}"/`;
    const before = await read(script(home, { provenance, inspect }));
    assert.equal(before.kind === 'told' && before.value.source, recorded('Past.Dockerfile'));
    const nonsense = await read(script(home, { provenance: 'echo "[[]]"' }));
    assert.equal(nonsense.kind === 'told' && nonsense.value.source, undefined);
  });

  it('are not read by a name that is none', async () => {
    for (const ref of ['--help', '', 'a b']) {
      assert.equal((await read(script(home), ref)).kind, 'refused');
    }
  });

  const TROUBLE: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
    'a buildx without a history': [
      'echo "github.com/docker/buildx v0.12.1 abc"',
      /buildx \(0\.12\) has no history.*0\.21/,
    ],
    'no buildx': ['echo "docker: unknown command: docker buildx" >&2; exit 1', /has no buildx/],
    'no engine that answers': [
      `${VERSION}; echo "ERROR: Cannot connect to the Docker daemon at unix:///x." >&2; exit 1`,
      /does not answer/,
    ],
    'no permission': [
      `${VERSION}; echo "ERROR: permission denied while trying to connect to the Docker daemon socket" >&2; exit 1`,
      /does not let you in/,
    ],
    'a builder that keeps none': [
      `${VERSION}; echo "ERROR: rpc error: code = Unimplemented desc = unknown method ListenBuildHistory" >&2; exit 1`,
      /Unimplemented/,
    ],
  };
  for (const [title, [text, message]] of Object.entries(TROUBLE)) {
    it(`${title}: a sentence`, async () => {
      const [said = ''] = await listed(text);
      assert.match(said, message);
    });
  }

  it('change what they read: files that were written to, and files that are gone', async () => {
    const file = join(home, 'Dockerfile');
    const gone = join(home, 'gone');
    assert.deepEqual([...(await changedSince([file, gone], Date.now() + 60_000))], [gone]);
    assert.deepEqual([...(await changedSince([file], Date.now() - 60_000))], [file]);
    assert.deepEqual([...(await changedSince([], 0))], []);
  });
});
