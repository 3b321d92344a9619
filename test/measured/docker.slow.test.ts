import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuild } from '../../server/src/engine/build.ts';
import type { BuildEnd } from '../../server/src/engine/build.ts';
import { imageHistory, localImages } from '../../server/src/engine/images.ts';
import { pastBuilds } from '../../server/src/engine/past-builds.ts';
import { VERSION, fakeDocker } from './fake-docker.ts';

/** Also false for what has ended and whose parent has not looked yet, as the first process of a container may never do. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !state.includes(') Z ');
}

/** A command that answers like Docker's in this or that trouble, made of a script's lines. */
describe('the command of Docker', () => {
  let home: string;

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), 'strata-docker-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  const command = (script: string): Promise<string> => fakeDocker(home, script);

  /** Builds with it; `stop` ends the build at its first output. */
  async function build(script: string, { stop = false } = {}): Promise<BuildEnd & { output: number }> {
    const path = await command(script);
    const controller = new AbortController();
    let output = 0;
    const request = {
      ...{ path, dockerfile: join(home, 'Dockerfile'), context: home, target: 'a b' },
      args: new Map([['NAME', '$(touch hacked)']]),
      additionalContexts: new Map([['other', 'docker-image://x']]),
    };
    const end = await runBuild(request, {
      signal: controller.signal,
      onProgress: (_vertexes, text) => {
        output += text.length;
        if (stop && text !== '') {
          controller.abort();
        }
      },
    });
    return { ...end, output };
  }

  const TROUBLE: Readonly<Record<string, readonly [script: string, message: RegExp, isOfCommand?: boolean]>> =
    {
      'no engine that answers': [
        `${VERSION}; echo "ERROR: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?" >&2; exit 1`,
        /does not answer/,
      ],
      'no permission': [
        `${VERSION}; echo "ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///x: connect: permission denied" >&2; exit 1`,
        /does not let you in.*group docker/,
      ],
      'no buildx': [
        'echo "docker: unknown command: docker buildx" >&2; exit 1',
        /has no buildx.*plugin/,
        true,
      ],
      'something else by that name': ['echo hello', /no buildx that Strata can read/, true],
    };
  for (const [title, [script, message, isOfCommand]] of Object.entries(TROUBLE)) {
    it(`${title}: a sentence that says what to do`, async () => {
      const end = await build(script);
      assert.equal(end.kind, 'unavailable');
      assert.match(end.message, message);
      assert.equal(end.isOfCommand, isOfCommand);
    });
  }

  it('no such command', async () => {
    const path = join(home, 'nothing');
    const request = { path, dockerfile: '/x', context: '/', target: undefined };
    const end = await runBuild(
      { ...request, args: new Map(), additionalContexts: new Map() },
      { onProgress: () => undefined },
    );
    assert.equal(end.kind, 'unavailable');
    assert.match(end.message, /There is no command .*strata\.engine\.path/);
    assert.equal(end.isOfCommand, true);
    for (const asked of [await localImages({ path }), await pastBuilds('/x', { path })]) {
      assert.ok(asked.kind === 'refused' && asked.isOfCommand === true);
    }
  });

  it('gets every argument as it is, and the context behind a mark', async () => {
    const list = join(home, 'arguments');
    await build(`${VERSION}; for one in "$@"; do echo "$one"; done > '${list}'`);
    const lines = (await readFile(list, 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => line.replaceAll(home, 'HOME').replace(/^\/.*\/id$/, 'ID')),
      [
        ...[
          'buildx',
          'build',
          '--progress=rawjson',
          '--iidfile',
          'ID',
          '--file=HOME/Dockerfile',
          '--target=a b',
        ],
        ...['--build-arg=NAME=$(touch hacked)', '--build-context=other=docker-image://x', '--', 'HOME'],
      ],
    );
  });

  /** As Podman answers, which has no such command, or one that is its own. */
  const PODMAN = `case "$1" in
    buildx) echo 'Error: unrecognized command \`podman buildx version\`' >&2; exit 125;;
    --version) echo "podman version 4.3.1"; exit;;
  esac`;

  it('Podman builds by itself', async () => {
    const list = join(home, 'arguments');
    const end = await build(
      `${PODMAN}; for one in "$@"; do echo "$one"; done > '${list}'
      echo 'STEP 1/3: FROM x'; echo 'STEP 2/3: RUN a'; echo '--> 12c65740806'; echo 'STEP 3/3: RUN b'
      echo '--> Using cache 12c657408064b99855b06ae6ef6744f75933eab70277e64dca19cc69964775ea'; echo 'COMMIT'
      echo '--> 12c65740806'; printf sha256:1 > "$3"`,
    );
    assert.equal(end.kind, 'built');
    assert.equal(end.image, 'sha256:1');
    assert.deepEqual(
      end.vertexes.map(({ name, state }) => [name, state]),
      [
        ['STEP 1/3: FROM x', 'done'],
        ['STEP 2/3: RUN a', 'done'],
        ['STEP 3/3: RUN b', 'cached'],
      ],
    );
    const lines = (await readFile(list, 'utf8')).split('\n');
    assert.deepEqual(lines.slice(0, 2), ['build', '--iidfile']);
    assert.equal(lines[3], `--file=${join(home, 'Dockerfile')}`);
  });

  it('Podman fails with what it says, on either stream', async () => {
    const end = await build(
      `${PODMAN}; echo 'STEP 1/2: FROM x'; echo 'STEP 2/2: RUN a'
      echo 'Error: building at STEP "RUN a": while running runtime: exit status 1' >&2; exit 1`,
    );
    assert.equal(end.kind, 'failed');
    assert.equal(end.message, 'building at STEP "RUN a": while running runtime: exit status 1');
    assert.deepEqual(
      end.vertexes.map(({ state }) => state),
      ['done', 'failed'],
    );
  });

  it('what Podman tells of images and builds is not taken for Docker’s', async () => {
    const path = await command(`${PODMAN}; echo '['; echo '{"Id": "1"}]'`);
    for (const told of [await localImages({ path }), await imageHistory('a', { path })]) {
      assert.equal(told.kind, 'refused');
      assert.match(told.message, /^Podman tells other sizes/);
    }
    const past = await pastBuilds('/x/Dockerfile', { path });
    assert.equal(
      past.kind === 'refused' && past.message,
      'Podman keeps no history of builds. Build with Strata instead.',
    );
  });

  it('an old buildx builds with plain progress; output that is cut off is read as far as it goes', async () => {
    const end = await build(
      `if [ "$2" = version ]; then echo "github.com/docker/buildx v0.10.5 abc"; exit; fi
      printf '#5 [2/3] RUN a\\n#5 DONE 1.5s\\n#6 [3/3] RUN b\\n#6 0.1 hal' >&2; exit 1`,
    );
    assert.equal(end.kind, 'failed');
    assert.deepEqual(
      end.vertexes.map(({ name, state, output }) => [name, state, ...output]),
      [
        ['[2/3] RUN a', 'done'],
        ['[3/3] RUN b', 'running', 'hal'],
      ],
    );
  });

  it('a build that never ends is ended with all that it started', async () => {
    const pid = join(home, 'child');
    // The child does not listen, and neither does the command.
    const end = await build(
      `${VERSION}; trap '' TERM; sleep 600 & echo $! > '${pid}'; echo begun >&2; wait; sleep 600`,
      { stop: true },
    );
    assert.equal(end.kind, 'cancelled');
    const child = Number(await readFile(pid, 'utf8'));
    assert.equal(await isRunning(child), false);
  }).timeout(15_000);

  it('a hundred megabytes of log are read without being kept', async () => {
    const before = process.memoryUsage().heapUsed;
    const end = await build(
      `${VERSION}; echo '{"vertexes":[{"digest":"a","name":"[2/2] RUN yes"}]}' >&2
      data=$(head -c 30000 /dev/zero | base64 -w0)
      yes '{"logs":[{"vertex":"a","data":"'"$data"'"}]}' | head -c 100000000 >&2`,
    );
    assert.equal(end.vertexes.length, 1);
    assert.ok((end.vertexes[0]?.output.length ?? 0) <= 20);
    assert.ok(process.memoryUsage().heapUsed - before < 80_000_000);
  }).timeout(60_000);

  it('a history in pieces of nonsense', async () => {
    const path = await command(
      'echo not json; echo null; echo "{\\"CreatedBy\\":\\"RUN x\\",\\"Size\\":\\"12\\"}"; echo "{}"',
    );
    const told = await imageHistory('a', { path });
    assert.deepEqual(told, {
      kind: 'told',
      value: {
        entries: [
          { createdBy: 'RUN x', size: 12 },
          { createdBy: '', size: 0 },
        ],
        layers: undefined,
      },
    });
    assert.equal((await imageHistory('--help', { path })).kind, 'refused');
  });
});
