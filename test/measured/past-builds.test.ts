import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PastBuild, PastBuildSteps } from '../../server/src/engine/past-builds.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysed } from '../../server/src/lsp/analyses.ts';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import type { Engine } from '../../server/src/lsp/runtime.ts';
import { dockerfileIn } from '../../server/src/measured/past-source.ts';
import { recorded } from './recorded.ts';
import { NEVER, TEXT, TRUSTED, analysedOf, session, shown, time, vertex } from './session.ts';
import type { Session } from './session.ts';

const HOUR = 3_600_000;

/** What the builder tells of a build that ended two hours ago. */
function told({
  source = TEXT,
  state = 'built',
  target,
  vertexes = [vertex('[2/3] RUN a', 'cached'), vertex('[3/3] RUN b', 'done')],
}: Partial<PastBuildSteps> & Partial<Pick<PastBuild, 'state' | 'target'>> = {}): Partial<Engine> {
  const ended = time.now - 2 * HOUR;
  const build: PastBuild = {
    ...{ ref: 'abc', state, started: ended - 41_000, ended, target },
    ...{ args: new Map(), images: ['sha256:1'] },
  };
  return {
    pastBuilds: () => Promise.resolve({ kind: 'told', value: [build] }),
    pastBuild: () => Promise.resolve({ kind: 'told', value: { build, vertexes, source } }),
  };
}

function withHistory(engine: Partial<Engine>): Session {
  return session(() => ({ kind: 'cancelled', vertexes: [] }), { engine });
}

async function use(one: Session, analysed = analysedOf(TEXT)): Promise<string> {
  const { kind, message } = await one.builds.usePast(analysed, { ...TRUSTED, ref: 'abc' }, NEVER);
  return `${kind}: ${message}`;
}

describe('a build that was started elsewhere', () => {
  beforeEach(() => {
    time.now = Date.now();
  });

  it('is offered with its age, its time and its target', async () => {
    const one = withHistory(told({ target: 'dev', state: 'failed' }));
    assert.deepEqual(await one.builds.past(analysedOf(TEXT), TRUSTED, NEVER), {
      kind: 'builds',
      builds: [{ ref: 'abc', label: 'failed 2 h ago', detail: '41 s, target dev' }],
    });
  });

  it('is never looked for where nobody trusts the workspace, nor without an engine', async () => {
    for (const params of [{ ...TRUSTED, trusted: false, ref: 'abc' }, null]) {
      const one = withHistory(told());
      assert.equal((await one.builds.past(analysedOf(TEXT), params, NEVER)).kind, 'refused');
      assert.equal((await one.builds.usePast(analysedOf(TEXT), params, NEVER)).kind, 'refused');
    }
    const without = session(() => ({ kind: 'cancelled', vertexes: [] }), { without: true });
    assert.equal((await without.builds.past(analysedOf(TEXT), TRUSTED, NEVER)).kind, 'refused');
    const nothing = withHistory({ pastBuilds: () => Promise.resolve({ kind: 'told', value: [] }) });
    const result = await nothing.builds.past(analysedOf(TEXT), TRUSTED, NEVER);
    assert.match(result.kind === 'refused' ? result.message : '', /remembers no build of this Dockerfile/);
  });

  it('shows what each step did, as a build of Strata', async () => {
    const one = withHistory(told());
    assert.equal(
      await use(one),
      'same: The build (2 h ago) was of this Dockerfile: what its 2 steps did is shown.',
    );
    assert.deepEqual(shown(one), ['2: CACHED · last build 2 h ago', '3: 2 s · last build 2 h ago']);
    assert.equal(one.redrawn(), 1);
  });

  it('shows the bytes of its image, where it is still there', async () => {
    const entries = ['RUN /bin/sh -c b # buildkit', 'RUN /bin/sh -c a # buildkit'].map((createdBy) => ({
      ...{ createdBy, size: 7 },
    }));
    const one = withHistory({
      ...told(),
      history: () => Promise.resolve({ kind: 'told', value: { entries, layers: 2 } }),
    });
    await use(one);
    assert.deepEqual(shown(one), ['2: CACHED, 7 B · last build 2 h ago', '3: 2 s, 7 B · last build 2 h ago']);
  });

  it('that failed is a problem at its step', async () => {
    const vertexes = [vertex('[2/3] RUN a', 'done'), vertex('[3/3] RUN b', 'failed', ['oh'])];
    const one = withHistory(told({ state: 'failed', vertexes }));
    assert.match(await use(one), /is shown\. It failed\.$/);
    assert.deepEqual(
      one.builds.failures(analysedOf(TEXT)).map(({ message }) => message),
      ['The last build failed here.\noh'],
    );
  });

  it('of another version shows the steps that are still there, and no other', async () => {
    const source = 'FROM x\nRUN gone\nRUN b\n';
    const vertexes = [vertex('[2/3] RUN gone', 'done'), vertex('[3/3] RUN b', 'done')];
    const one = withHistory(told({ source, vertexes }));
    assert.equal(
      await use(one),
      'different: The build (2 h ago) was of another version of this Dockerfile: 1 of its 2 steps is still there, and only what it did is shown.',
    );
    assert.deepEqual(shown(one), ['3: 2 s · last build 2 h ago']);
  });

  it('with nothing in common leaves what was known', async () => {
    const one = withHistory(told({ source: 'FROM x\nRUN y\n', vertexes: [vertex('[2/2] RUN y', 'done')] }));
    const result = await one.builds.usePast(analysedOf(TEXT), { ...TRUSTED, ref: 'abc' }, NEVER);
    assert.equal(result.measurements, null);
    assert.match(result.message, /none of its 1 step is still there, so nothing is shown/);
    assert.deepEqual(shown(one), []);
  });

  it('of which nobody knows the Dockerfile shows nothing', async () => {
    const { pastBuild, ...others } = told();
    const one = withHistory({
      ...others,
      pastBuild: async (...args) => {
        const value = await pastBuild?.(...args);
        return value?.kind === 'told'
          ? { kind: 'told', value: { ...value.value, source: undefined } }
          : { kind: 'refused', message: '' };
      },
    });
    assert.match(await use(one), /^refused: Nobody knows which lines/);
    assert.deepEqual(shown(one), []);
  });

  it('is stale where a file that it read has changed since', async () => {
    const text = 'FROM x\nCOPY a /a\nCOPY b /b\n';
    const context: ContextSnapshot = {
      ...{ label: '.', dockerfile: undefined, closed: new Set(), complete: true, texts: new Map() },
      ...{
        entries: new Map([
          ['a', { kind: 'file', size: 1 }],
          ['b', { kind: 'file', size: 1 }],
        ]),
        ignore: undefined,
      },
    };
    const analysed: Analysed = { ...analysedOf(text), analysis: analyze({ text, context }) };
    const asked: string[] = [];
    const one = withHistory({
      ...told({
        source: text,
        vertexes: [vertex('[2/3] COPY a /a', 'done'), vertex('[3/3] COPY b /b', 'done')],
      }),
      changedSince: (places) => {
        asked.push(...places);
        return Promise.resolve(new Set(['/shop/b']));
      },
    });
    await use(one, analysed);
    assert.deepEqual(asked, ['/shop/a', '/shop/b']);
    const stale = [...one.builds.measures(analysed).values()].map(({ node, stale: is }) => [node, is]);
    assert.deepEqual(stale, [
      [1, false],
      [2, true],
    ]);
  });
});

describe('the Dockerfile that a build was made from', () => {
  const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
  const infos = [{ filename: 'Dockerfile', language: 'Dockerfile', data: 'RlJPTSB4' }];

  it('is in both forms of the provenance', () => {
    const old: unknown = JSON.parse(recorded('past-provenance.json'));
    assert.equal(dockerfileIn(old, decode), recorded('Past.Dockerfile'));
    const metadata = { buildkit_metadata: { source: { infos } } };
    assert.equal(dockerfileIn({ runDetails: { metadata } }, decode), 'FROM x');
  });

  it('is not known where there are two, or none', () => {
    const two = { buildkit_metadata: { source: { infos: [...infos, ...infos] } } };
    assert.equal(dockerfileIn({ runDetails: { metadata: two } }, decode), undefined);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(dockerfileIn(value, decode), undefined);
      }),
    );
  });
});
