import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RebuildJson } from '../../server/src/cli/rebuild/output.ts';
import type { ReplayJson } from '../../server/src/cli/replay/output.ts';
import { runBuild } from '../../server/src/engine/build.ts';
import type { StepState } from '../../server/src/measured/types.ts';
import { builtSteps } from '../../server/src/measured/vertex-steps.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { strata } from '../cli/terminal.ts';
import { git, temporaryFolder } from '../workspace/git/git-repository.ts';
import { baseNamed, buildBases, removeImages } from './docker.ts';
import { networklessDocker } from './networkless.ts';
import { EXAMPLE_COMMITS } from './replay-commits.ts';

/** Milliseconds that twenty-one builds may take. */
const LIMIT = 300_000;

/** Each history of builds has a base of its own, so that none finds the steps of another in the cache. */
const BASES = ['ra', 'rb', 'rc'];

describe('strata replay, by a Docker engine', function () {
  this.timeout(LIMIT);
  const home = temporaryFolder();
  const repository = join(home.path, 'repository');
  let docker: string;
  const commits: string[] = [];
  let found: ReplayJson;
  let fixed: ReplayJson;
  let mended: string;

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    docker = await networklessDocker(home.path);
    mkdirSync(repository);
    git(repository, ['-c', 'init.defaultBranch=main', 'init', '-q']);
    for (const { message, files, script } of EXAMPLE_COMMITS) {
      for (const [path, text] of Object.entries(files)) {
        const place = join(repository, path);
        mkdirSync(dirname(place), { recursive: true });
        if (text === undefined) {
          rmSync(place);
        } else {
          writeFileSync(place, text);
        }
      }
      if (script !== undefined) {
        chmodSync(join(repository, script), 0o755);
      }
      git(repository, ['add', '--all']);
      const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
      git(repository, [...author, 'commit', '-q', '--allow-empty', '-m', message]);
      commits.push(git(repository, ['rev-parse', 'HEAD']).trim());
    }
    found = await replayed([]);
    fixed = await replayed(['--fixed']);
    const { code } = await strata(['fix', repository, '--write']);
    assert.equal(code, 0);
    mended = readFileSync(join(repository, 'Dockerfile'), 'utf8');
    await buildBases(BASES);
  });

  after(async () => {
    home.remove();
    await removeImages();
  });

  async function replayed(args: readonly string[]): Promise<ReplayJson> {
    const { code, out, error } = await strata(['replay', repository, '--json', ...args]);
    assert.equal(error, '');
    assert.equal(code, 0);
    return JSON.parse(out) as ReplayJson;
  }

  /** Builds every commit, oldest first, and compares; returns how many of those builds ran `npm ci`. */
  async function prove(
    predicted: readonly (RebuildJson | null)[],
    { base, own }: { readonly base: string; readonly own: Readonly<Record<string, string>> },
  ): Promise<number> {
    const newestFirst = [...predicted];
    let installs = 0;
    for (const [index, id] of commits.entries()) {
      git(repository, ['checkout', '-q', '--force', '--detach', id]);
      for (const [path, text] of Object.entries(own)) {
        writeFileSync(join(repository, path), text);
      }
      const real = await builtStates(base);
      if (index === 0) {
        continue;
      }
      const rebuild = newestFirst[commits.length - 1 - index];
      assert.ok(rebuild, `${EXAMPLE_COMMITS[index]?.message ?? ''} is compared`);
      for (const { line, verdict } of rebuild.steps) {
        const state = real.get(line)?.state;
        const possible: readonly (StepState | undefined)[] =
          verdict === 'rebuilt'
            ? ['done']
            : verdict === 'cached'
              ? ['cached', undefined]
              : ['cached', 'done', undefined];
        assert.ok(
          possible.includes(state),
          `${EXAMPLE_COMMITS[index]?.message ?? ''}: line ${line} is ${verdict} by Strata and ${state ?? 'not there'} by BuildKit`,
        );
      }
      installs += [...real.values()].filter(
        ({ state, text }) => state === 'done' && text.endsWith('npm ci'),
      ).length;
    }
    return installs;
  }

  async function builtStates(
    base: string,
  ): Promise<ReadonlyMap<number, { readonly state: StepState; readonly text: string }>> {
    const dockerfile = join(repository, 'Dockerfile');
    const model = buildModel(parse(readFileSync(dockerfile, 'utf8')));
    const image = `docker-image://${baseNamed(base)}`;
    const end = await runBuild(
      {
        ...{ path: docker, dockerfile, context: repository, target: undefined, args: new Map() },
        additionalContexts: new Map(['node:22', 'nginx'].map((name) => [name, image])),
      },
      { onProgress: () => undefined },
    );
    assert.equal(end.kind, 'built', end.kind === 'failed' ? end.message : undefined);
    return new Map(
      [...builtSteps(model, end.vertexes)].flatMap(([node, { state }]) => {
        const instruction = model.nodes[node]?.instruction;
        return instruction ? [[instruction.line, { state, text: instruction.text }] as const] : [];
      }),
    );
  }

  function commandOf({ commands }: ReplayJson): ReplayJson['commands'][number] | undefined {
    return commands.find(({ command }) => command.endsWith('npm ci'));
  }

  it('tells what twenty commits made run again', async () => {
    const installs = await prove(
      found.commits.map(({ rebuild }) => rebuild),
      { base: 'ra', own: {} },
    );
    assert.deepEqual(commandOf(found), { command: 'npm ci', ran: installs, depends: 0, of: 20, fixed: null });
  });

  it("tells what today's Dockerfile would have done with their files", async () => {
    git(repository, ['checkout', '-q', '--force', 'main']);
    const own = {
      Dockerfile: readFileSync(join(repository, 'Dockerfile'), 'utf8'),
      '.dockerignore': ignore(),
    };
    const installs = await prove(
      fixed.commits.map(({ rebuild }) => rebuild),
      { base: 'rb', own },
    );
    assert.equal(commandOf(fixed)?.ran, installs);
  });

  it('tells what the fixed one would have done', async () => {
    assert.equal(fixed.fixes?.length, 1);
    git(repository, ['checkout', '-q', '--force', 'main']);
    const installs = await prove(
      fixed.commits.map((one) => one.fixed),
      { base: 'rc', own: { Dockerfile: mended, '.dockerignore': ignore() } },
    );
    const command = commandOf(fixed);
    assert.deepEqual(command?.fixed, { ran: installs, depends: 0 });
    assert.ok(installs < command.ran, 'the fix saves installs');
  });

  function ignore(): string {
    return readFileSync(join(repository, '.dockerignore'), 'utf8');
  }
});
