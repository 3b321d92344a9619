import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import { measuresOf, measurementsFrom, recordsOf, withBytes } from '../../server/src/measured/records.ts';
import type { Measurements, StepState } from '../../server/src/measured/types.ts';
import type { BuiltStep } from '../../server/src/measured/vertex-steps.ts';
import { failureMessage, measureTitle } from '../../server/src/insights/words/measured-words.ts';
import { modelOf } from './recorded.ts';

const TEXT = 'FROM x AS a\nCOPY src /src\nRUN make\nRUN make\nWORKDIR /w\n';
const NOW = Date.UTC(2026, 0, 2);

function contextOf(size: number | undefined): ContextSnapshot {
  return {
    label: '.',
    dockerfile: 'Dockerfile',
    entries: new Map([
      ['src', { kind: 'directory' }],
      ['src/a', { kind: 'file', size }],
    ]),
    closed: new Set(),
    complete: true,
    texts: new Map(),
    ignore: undefined,
  };
}

/** The step at each line with its state and seconds. */
function stepsOf(
  lines: Readonly<Record<number, readonly [StepState, number?]>>,
): ReadonlyMap<number, BuiltStep> {
  return new Map(
    Object.entries(lines).map(([line, [state, seconds]]) => {
      const node = Number(line) - 1;
      return [node, { node, state, seconds, since: undefined, output: [], error: undefined }];
    }),
  );
}

function built(
  lines: Parameters<typeof stepsOf>[0],
  { before, now = NOW }: { before?: Measurements; now?: number } = {},
): Measurements {
  const model = modelOf(TEXT);
  const context = contextOf(5);
  return { steps: recordsOf(stepsOf(lines), { model, context, before, now, running: false }) };
}

/** What lenses say of a text, as `line: title`. */
function titles(
  measurements: Measurements,
  { text = TEXT, size = 5 }: { text?: string; size?: number | undefined } = {},
  now = NOW,
): string[] {
  const model = modelOf(text);
  return [...measuresOf(measurements, { model, context: contextOf(size) }).values()].map(
    (measure) =>
      `${model.nodes[measure.node]?.instruction.line ?? 0}: ${measureTitle(measure, now) ?? 'nothing'}`,
  );
}

const ALL = built({ 2: ['done', 0.31], 3: ['done', 41.2], 4: ['done', 125], 5: ['done', 0.01] });

const FRESH = [
  '2: 0.3 s · last build just now',
  '3: 41 s · last build just now',
  '4: 2 min 5 s · last build just now',
  '5: < 0.1 s · last build just now',
];

describe('measured steps', () => {
  it('say how long they took, and when', () => {
    assert.deepEqual(titles(ALL), FRESH);
    assert.equal(titles(ALL, {}, NOW + 7_300_000)[1], '3: 41 s · last build 2 h ago');
    assert.equal(titles(ALL, {}, NOW + 300_000)[1], '3: 41 s · last build 5 min ago');
    assert.equal(titles(ALL, {}, NOW + 86_400_000 * 3)[1], '3: 41 s · last build 3 days ago');
    assert.equal(titles(ALL, {}, NOW - 1_000_000)[1], '3: 41 s · last build just now');
  });

  const EDITS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'comments, case and blank lines change nothing': [
      '# why\nfrom x AS A\n\ncopy  src  /src\nRUN make\nRUN make\nWORKDIR /w/\n',
      ['4: 0.3 s', '5: 41 s', '6: 2 min 5 s', '7: < 0.1 s'],
    ],
    'another text at the same place is stale': [
      'FROM x AS a\nCOPY src /src\nRUN make\nRUN make all\nWORKDIR /w\n',
      ['2: 0.3 s', '3: 41 s', '4: 2 min 5 s before it changed', '5: < 0.1 s'],
    ],
    'a step that has moved to another stage is not known there': ['FROM x AS b\nCOPY src /src\n', []],
    'a new step above takes nothing from those below': [
      'FROM x AS a\nCOPY src /src\nRUN new\nRUN make\nRUN make\nWORKDIR /w\n',
      ['2: 0.3 s', '4: 41 s', '5: 2 min 5 s', '6: < 0.1 s'],
    ],
  };
  for (const [title, [text, expected]] of Object.entries(EDITS)) {
    it(title, () => {
      assert.deepEqual(
        titles(ALL, { text }).map((line) => line.replace(' · last build just now', '')),
        expected,
      );
    });
  }

  it('are stale when the files that they read are others', () => {
    assert.equal(titles(ALL, { size: 6 })[0], '2: 0.3 s before it changed');
    assert.deepEqual(titles(ALL, { size: 6 }).slice(1), FRESH.slice(1));
  });

  it('are stale when a variable that the RUN names has another value', () => {
    const before = 'FROM x AS a\nARG V=1\nENV W=1\nRUN make $V\nRUN make ${W:-x}\nRUN make\n';
    const records = recordsOf(stepsOf({ 4: ['done', 1], 5: ['done', 2], 6: ['done', 3] }), {
      model: modelOf(before),
      context: undefined,
      before: undefined,
      now: NOW,
      running: false,
    });
    const kept = measurementsFrom(JSON.parse(JSON.stringify({ steps: records }))) ?? { steps: [] };
    const staleIn = (text: string, of: Measurements = kept): number[] => {
      const model = modelOf(text);
      return [...measuresOf(of, { model, context: undefined }).values()]
        .filter((measure) => measure.stale)
        .map(({ node }) => model.nodes[node]?.instruction.line ?? 0);
    };
    assert.deepEqual(staleIn(before), []);
    assert.deepEqual(staleIn(before.replace('V=1', 'V=2')), [4]);
    assert.deepEqual(staleIn(before.replace('ENV W=1', 'ENV W=2')), [5]);
    assert.deepEqual(staleIn(before.replace('ARG V=1\n', 'LABEL a=b\n')), [4]);
    assert.deepEqual(staleIn(before.replace('ENV W=1', 'ENV W=1 X=2')), []);
    const old = { steps: kept.steps.map((record) => ({ ...record, variables: undefined })) };
    assert.deepEqual(staleIn(before.replace('V=1', 'V=2'), old), [], 'of earlier versions nothing is known');
  });

  it('are stale when one of the files was written to since, even if it looks the same', () => {
    const model = modelOf(TEXT);
    const stale = (path: string, time: number): number[] =>
      [...measuresOf(ALL, { model, context: contextOf(5), touched: new Map([[path, time]]) }).values()]
        .filter((measure) => measure.stale)
        .map(({ node }) => model.nodes[node]?.instruction.line ?? 0);
    assert.deepEqual(stale('src/a', NOW + 1), [2]);
    assert.deepEqual(stale('src/a', NOW), []);
    assert.deepEqual(stale('README.md', NOW + 1), []);
  });

  it('are as they were while sizes are not known yet', () => {
    assert.deepEqual(titles(ALL, { size: undefined }), FRESH);
  });

  it('keep what they took when they come from the cache', () => {
    const again = built(
      { 2: ['cached'], 3: ['cached'], 4: ['done', 3] },
      { before: ALL, now: NOW + 3_600_000 },
    );
    assert.deepEqual(titles(again, {}, NOW + 3_600_000), [
      '2: CACHED (ran 0.3 s) · last build just now',
      '3: CACHED (ran 41 s) · last build just now',
      '4: 3 s · last build just now',
      '5: < 0.1 s · last build 1 h ago',
    ]);
  });

  it('of a build that failed: what it never came to is as it was', () => {
    const failed = built({ 2: ['cached'], 3: ['failed', 2], 4: ['waiting'] }, { before: ALL });
    assert.deepEqual(titles(failed), [
      '2: CACHED (ran 0.3 s) · last build just now',
      '3: failed after 2 s · last build just now',
      ...FRESH.slice(2),
    ]);
  });

  it('of a build that failed: the last lines of the output are the message, until the instruction changes', () => {
    const output = Array.from({ length: 12 }, (_, i) => `line ${i}`);
    const model = modelOf(TEXT);
    const context = contextOf(5);
    const step: BuiltStep = {
      node: 2,
      state: 'failed',
      seconds: 1,
      since: undefined,
      output,
      error: 'exit 1',
    };
    const steps = recordsOf(new Map([[2, step]]), {
      model,
      context,
      before: undefined,
      now: NOW,
      running: false,
    });
    const messages = (text: string): (string | undefined)[] =>
      [...measuresOf({ steps }, { model: modelOf(text), context }).values()].map(failureMessage);
    assert.deepEqual(messages(TEXT), [['The last build failed here.', ...output.slice(-8)].join('\n')]);
    assert.deepEqual(messages(TEXT.replace('RUN make', 'RUN make it').replace('RUN make\n', 'RUN made\n')), [
      undefined,
    ]);
  });

  it('while a build runs', () => {
    const model = modelOf(TEXT);
    const context = contextOf(5);
    const running: BuiltStep = {
      node: 2,
      state: 'running',
      seconds: 0,
      since: NOW - 12_400,
      output: [],
      error: undefined,
    };
    const steps = recordsOf(
      new Map([...stepsOf({ 2: ['cached'], 4: ['waiting'], 5: ['done', 1.2] }), [2, running]]),
      {
        ...{ model, context, before: ALL, now: NOW, running: true },
      },
    );
    const live = measuresOf({ steps }, { model, context, live: true });
    assert.deepEqual(
      [...live.values()].map((measure) => measureTitle(measure, NOW)),
      ['CACHED', 'running 12 s', 'waiting', 'done in 1.2 s'],
    );
  });

  it('of an image: bytes by its name, beside what a build took', () => {
    const model = modelOf(TEXT);
    const context = contextOf(5);
    const bytes = new Map([
      [1, 182_000_000],
      [4, 0],
    ]);
    const image = 'shop:dev';
    const compared = withBytes(built({ 2: ['done', 2] }).steps, bytes, { model, context, image, now: NOW });
    assert.deepEqual(titles({ steps: compared }), [
      '2: 2 s, 182 MB in shop:dev · last build just now',
      '5: 0 B in shop:dev',
    ]);
  });

  it('come back from JSON, and nothing else does', () => {
    assert.deepEqual(titles(measurementsFrom(JSON.parse(JSON.stringify(ALL))) ?? { steps: [] }), FRESH);
    for (const nonsense of [undefined, null, 1, 'a', [], {}, { steps: {} }]) {
      assert.equal(measurementsFrom(nonsense), undefined);
    }
    assert.deepEqual(measurementsFrom({ steps: [null, 1, {}, { key: 'a' }] }), { steps: [] });
    const [step] =
      measurementsFrom({
        steps: [{ key: 'a', place: 'b', selection: '', state: 'constructor', seconds: -1, bytes: 'x' }],
      })?.steps ?? [];
    assert.deepEqual(
      [step?.state, step?.seconds, step?.bytes, step?.when],
      [undefined, undefined, undefined, 0],
    );
  });
});
