import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode-languageserver';
import type { BuildEnd } from '../../server/src/engine/build.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysed } from '../../server/src/lsp/analyses.ts';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import type { ComposeService } from '../../server/src/context/compose/types.ts';
import type { ComposeFacts } from '../../server/src/ports/types.ts';
import { NEVER, TEXT, TRUSTED, URI, analysedOf, session, shown, time, vertex } from './session.ts';
import type { Session } from './session.ts';

/** What Compose says with one service that names its image. */
function composeFactsOf(text: string): ComposeFacts {
  const place = { file: '/projects/Shop/compose.yaml', start: 0, end: 0 };
  const value = { kind: 'scalar', text, unsure: false, interpolated: false, place, replaces: false } as const;
  const entries = new Map([['image', { key: place, value }]]);
  const node = { kind: 'map', entries, place, replaces: false } as const;
  const service: ComposeService = {
    ...{ name: 'web', place, node, build: undefined, profiles: [], ports: [], expose: [] },
    ...{ environment: new Map(), networkMode: undefined },
  };
  return { uses: [{ service, project: new Map([['web', service]]) }], texts: new Map() };
}

const BUILT: BuildEnd = {
  kind: 'built',
  image: undefined,
  vertexes: [vertex('[2/3] RUN a', 'cached'), vertex('[3/3] RUN b', 'done')],
};

describe('builds', () => {
  beforeEach(() => {
    time.now = Date.now();
  });

  it('are of what is in the document, as it is taken to be built', async () => {
    const one = session(() => BUILT);
    const result = await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.equal(result.kind, 'built');
    const [request] = one.requests;
    assert.deepEqual(
      { ...request, args: [...(request?.args ?? [])] },
      {
        ...{ path: 'docker', dockerfile: '/shop/Dockerfile', context: '/shop', target: undefined },
        args: [['A', '1']],
        additionalContexts: new Map(),
      },
    );
    assert.deepEqual(shown(one), ['2: CACHED · last build just now', '3: 2 s · last build just now']);
    assert.equal(one.redrawn(), 1);
  });

  it('are not where nobody trusts the workspace, or without an engine', async () => {
    for (const [one, params] of [
      [session(() => BUILT), { ...TRUSTED, trusted: false }],
      [session(() => BUILT), null],
      [session(() => BUILT, { without: true }), TRUSTED],
    ] as const) {
      assert.equal((await one.builds.build(analysedOf(TEXT), params, NEVER)).kind, 'unavailable');
      assert.equal((await one.builds.images(analysedOf(TEXT), params, NEVER)).kind, 'refused');
      const compared = await one.builds.compare(analysedOf(TEXT), { ...params, image: 'a' }, NEVER);
      assert.equal(compared.kind, 'refused');
      assert.equal(one.requests.length, 0);
    }
  });

  it('hand on that another command is needed', async () => {
    const problem = { message: 'There is no command docker here.', isOfCommand: true };
    const refused = { kind: 'refused', ...problem } as const;
    const told = (): Promise<typeof refused> => Promise.resolve(refused);
    const one = session(() => ({ kind: 'unavailable', vertexes: [], ...problem }), {
      engine: { images: told, history: told, pastBuilds: told, pastBuild: told },
    });
    const document = analysedOf(TEXT);
    for (const result of [
      await one.builds.build(document, TRUSTED, NEVER),
      await one.builds.images(document, TRUSTED, NEVER),
      await one.builds.compare(document, { ...TRUSTED, image: 'a' }, NEVER),
      await one.builds.past(document, TRUSTED, NEVER),
      await one.builds.usePast(document, { ...TRUSTED, ref: 'a' }, NEVER),
    ]) {
      const { message, isOfCommand } = { message: '', isOfCommand: false, ...result };
      assert.deepEqual({ message, isOfCommand }, problem);
    }
  });

  it('are not of a document without a folder', async () => {
    const one = session(() => BUILT);
    const result = await one.builds.build({ ...analysedOf(TEXT), contextRoot: undefined }, TRUSTED, NEVER);
    assert.match(result.message, /save it first/);
  });

  it('show what goes on, and only one at a time', async () => {
    let looked: string[] = [];
    let second = '';
    const one: Session = session(async ({ onProgress }) => {
      onProgress(() => [vertex('[2/3] RUN a', 'running'), vertex('[3/3] RUN b', 'waiting')], 'hello\n');
      looked = shown(one);
      second = (await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER)).message;
      return BUILT;
    });
    await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.deepEqual(looked, ['2: running 2 s', '3: waiting']);
    assert.match(second, /being built already/);
    assert.deepEqual(one.output, ['hello\n']);
  });

  it('that fail leave a problem at the step, until it is edited or built again', async () => {
    let fails = true;
    const one = session(() =>
      fails
        ? { kind: 'failed', message: 'no', vertexes: [vertex('[2/3] RUN a', 'failed', ['oh', 'no'])] }
        : BUILT,
    );
    await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    const [problem, ...others] = one.builds.failures(analysedOf(TEXT));
    assert.deepEqual(others, []);
    assert.equal(problem?.code, 'build/failed');
    assert.equal(problem.source, 'strata');
    assert.equal(problem.message, 'The last build failed here.\noh\nno');
    assert.deepEqual(problem.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } });
    assert.deepEqual(one.builds.failures(analysedOf(TEXT.replace('RUN a', 'RUN c'))), []);
    fails = false;
    await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.deepEqual(one.builds.failures(analysedOf(TEXT)), []);
  });

  it('of a Dockerfile that is edited meanwhile tell of what was built', async () => {
    const one = session(() => BUILT);
    await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.deepEqual(shown(one, 'FROM x\nRUN new\nRUN a\nRUN c\n'), ['3: CACHED · last build just now']);
    assert.deepEqual(shown(one, 'FROM x\nRUN a\nRUN c\n'), [
      '2: CACHED · last build just now',
      '3: 2 s before it changed',
    ]);
  });

  it('of a Dockerfile that is edited while they run show only what still stands there, and not as it is now', async () => {
    let looked: string[] = [];
    const edited = 'FROM x\nRUN a\nRUN c\n';
    const one: Session = session(({ onProgress }) => {
      onProgress(() => [vertex('[2/3] RUN a', 'running'), vertex('[3/3] RUN b', 'waiting')], '');
      looked = shown(one, 'FROM x\nRUN new\nRUN a\n');
      return { kind: 'failed', message: 'no', vertexes: [vertex('[3/3] RUN b', 'failed', ['oh'])] };
    });
    const result = await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.equal(result.kind, 'failed');
    assert.deepEqual(looked, ['3: running 2 s']);
    assert.deepEqual(one.builds.failures(analysedOf(edited)), []);
    assert.equal(one.builds.failures(analysedOf(TEXT)).length, 1);
  });

  it('are stale when a file that they read is written to later, or meanwhile, but not when editors tell late', async () => {
    const text = 'FROM x\nCOPY a /a\nRUN b\n';
    const context: ContextSnapshot = {
      ...{ label: '.', dockerfile: undefined, closed: new Set(), complete: true, texts: new Map() },
      ...{ entries: new Map([['a', { kind: 'file', size: 1 }]]), ignore: undefined },
    };
    const analysed = (): Analysed => {
      const analysis = analyze({ text, context });
      return { ...analysedOf(text), analysis };
    };
    const staleAfter = async (later: number, during?: number): Promise<number[]> => {
      const one: Session = session(() => {
        if (during !== undefined) {
          time.now += during;
          one.builds.touch(['/shop/a']);
        }
        time.now += 10_000;
        return { ...BUILT, vertexes: [vertex('[2/3] COPY a /a', 'done'), vertex('[3/3] RUN b', 'done')] };
      });
      await one.builds.build(analysed(), TRUSTED, NEVER);
      if (during === undefined) {
        time.now += later;
        one.builds.touch(['/shop/a', '/shopping/b']);
      }
      return [...one.builds.measures(analysed()).values()].flatMap(({ node, stale }) =>
        stale ? [node] : [],
      );
    };
    assert.deepEqual(await staleAfter(1), [1]);
    assert.deepEqual(await staleAfter(0, 5000), [1]);
    assert.deepEqual(await staleAfter(0, 500), []);
  });

  it('that are cancelled are stopped', async () => {
    let cancel = (): void => undefined;
    const token: CancellationToken = {
      isCancellationRequested: false,
      onCancellationRequested: (listener) => {
        cancel = () => {
          (listener as (event: undefined) => void)(undefined);
        };
        return { dispose: () => undefined };
      },
    };
    const one = session(({ signal }) => {
      cancel();
      return {
        kind: signal?.aborted === true ? 'cancelled' : 'failed',
        message: '',
        vertexes: [],
      };
    });
    assert.equal((await one.builds.build(analysedOf(TEXT), TRUSTED, token)).kind, 'cancelled');
    assert.deepEqual(shown(one), []);
  });

  it('are remembered from one session to the next; nonsense is not', async () => {
    const first = session(() => BUILT);
    const { measurements } = await first.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    const kept: unknown = JSON.parse(JSON.stringify(measurements));
    assert.deepEqual(shown(session(() => BUILT, { remembered: { [URI]: kept } })), shown(first));
    for (const remembered of [null, 5, { [URI]: 'x' }, { [URI]: { steps: [3] } }]) {
      assert.deepEqual(shown(session(() => BUILT, { remembered })), []);
    }
  });

  it('are compared with local images, those that Compose names first', async () => {
    const names = ['a:1', 'shop-web:latest', 'registry:5000/shop:latest', 'registry:5000/shop:2'];
    const one = session(() => BUILT, {
      engine: {
        images: () =>
          Promise.resolve({
            kind: 'told',
            value: names.map((name) => ({ name, id: name, size: '5MB', created: '2 hours ago' })),
          }),
      },
    });
    const chosen = { service: 'web', file: '/projects/Shop/compose.yaml' };
    const analysed = analysedOf(TEXT);
    const compose = composeFactsOf('registry:5000/shop');
    const result = await one.builds.images(
      {
        ...analysed,
        analysis: { ...analysed.analysis, facts: { ...analysed.analysis.facts, compose } },
        choice: { chosen } as Analysed['choice'],
      },
      TRUSTED,
      NEVER,
    );
    assert.equal(result.kind, 'images');
    assert.deepEqual(
      result.images.map(({ name }) => name),
      ['shop-web:latest', 'registry:5000/shop:latest', 'a:1', 'registry:5000/shop:2'],
    );
    assert.equal(result.images[0]?.detail, '5MB, 2 hours ago');
  });

  it('take bytes from the image that they made', async () => {
    const entries = ['RUN /bin/sh -c b # buildkit', 'RUN /bin/sh -c a # buildkit', 'CMD ["sh"]'].map(
      (createdBy, index) => ({ createdBy, size: [2_000_000, 7, 1][index] ?? 0 }),
    );
    // What the build is told as an argument is in no scope of this Dockerfile.
    const history = { entries, layers: 3 };
    const one = session(() => ({ ...BUILT, image: 'sha256:1' }), {
      engine: {
        history: () => Promise.resolve({ kind: 'told', value: history }),
      },
    });
    await one.builds.build(analysedOf(TEXT), TRUSTED, NEVER);
    assert.deepEqual(shown(one), [
      '2: CACHED, 7 B · last build just now',
      '3: 2 s, 2 MB · last build just now',
    ]);
    const compared = await one.builds.compare(analysedOf(TEXT), { ...TRUSTED, image: 'shop:dev' }, NEVER);
    assert.equal(
      compared.message,
      'shop:dev was built from this Dockerfile: its 2 steps added 2 MB, on 1 base layer of x with 1 B.',
    );
    assert.deepEqual(shown(one), [
      '2: CACHED, 7 B in shop:dev · last build just now',
      '3: 2 s, 2 MB in shop:dev · last build just now',
    ]);
    const other = await one.builds.compare(analysedOf('FROM x\nRUN c\n'), { ...TRUSTED, image: 'a' }, NEVER);
    assert.equal(other.kind, 'different');
    assert.match(other.message, /line 2 \(RUN c\) it has “RUN \/bin\/sh -c b # buildkit”/);
  });
});
