import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPlainProgress } from '../../server/src/measured/plain-progress.ts';
import { createPodmanProgress } from '../../server/src/measured/podman-progress.ts';
import { createRawProgress } from '../../server/src/measured/raw-progress.ts';
import type { ProgressReader } from '../../server/src/measured/types.ts';
import { builtSteps } from '../../server/src/measured/vertex-steps.ts';
import { modelOf, recorded } from './recorded.ts';

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

const READERS: Readonly<Record<string, () => ProgressReader>> = {
  jsonl: () => createRawProgress(decode),
  txt: createPlainProgress,
  podman: () => createPodmanProgress(() => 0),
};

function readerFor(name: string): ProgressReader {
  const make = READERS[name.split('.').pop() ?? ''];
  assert.ok(make);
  return make();
}

/** The steps as `line state seconds | output`, seconds rounded since machines differ in hundredths. */
function steps(dockerfile: string, reader: ProgressReader): string[] {
  const model = modelOf(dockerfile);
  return [...builtSteps(model, reader.vertexes()).values()]
    .sort((a, b) => a.node - b.node)
    .map(({ node, state, seconds, output }) =>
      [
        model.nodes[node]?.instruction.line,
        state,
        ...(seconds === undefined ? [] : [`${Math.floor(seconds)} s`]),
        ...(output.length > 0 ? ['|', ...output] : []),
      ].join(' '),
    );
}

const CASES: Readonly<Record<string, readonly [dockerfile: string, expected: readonly string[]]>> = {
  'new.jsonl': [
    'Dockerfile',
    [
      '5 done 0 s',
      '6 done 0 s',
      '7 done 1 s | installing',
      '9 done 0 s',
      '10 done 0 s',
      '17 done 0 s',
      '18 done 0 s',
      '19 done 0 s',
    ],
  ],
  'changed.jsonl': [
    'Dockerfile',
    ['5 cached', '6 cached', '7 cached', '9 done 0 s', '10 done 0 s', '17 cached', '18 cached', '19 cached'],
  ],
  'failing.jsonl': ['Failing.Dockerfile', ['2 done 0 s | begin', '3 failed 0 s | one two', '4 waiting']],
  'new.txt': [
    'Dockerfile',
    [
      '5 cached',
      '6 done 0 s',
      '7 done 1 s | installing',
      '9 done 0 s',
      '10 done 0 s',
      '17 cached',
      '18 done 0 s',
      '19 done 0 s',
    ],
  ],
  'cached.txt': [
    'Dockerfile',
    ['5 cached', '6 cached', '7 cached', '9 cached', '10 cached', '17 cached', '18 cached', '19 cached'],
  ],
  'failing.txt': ['Failing.Dockerfile', ['2 cached', '3 failed 0 s | two one']],
};

describe('progress of a build', () => {
  for (const [name, [dockerfile, expected]] of Object.entries(CASES)) {
    it(`${name}: what each instruction did`, () => {
      const reader = readerFor(name);
      reader.read(recorded(name));
      assert.deepEqual(steps(recorded(dockerfile), reader), expected);
    });

    it(`${name}: pieces that end anywhere come to the same`, () => {
      const whole = readerFor(name);
      whole.read(recorded(name));
      const pieces = readerFor(name);
      for (const piece of recorded(name).match(/[^]{1,7}/g) ?? []) {
        pieces.read(piece);
      }
      assert.deepEqual(pieces.vertexes(), whole.vertexes());
      assert.deepEqual(pieces.remarks(), whole.remarks());
    });
  }

  it('while it runs: what waits, what runs and since when', () => {
    const lines = recorded('new.jsonl').split('\n');
    const until = lines.findIndex((line) => line.includes('"logs"'));
    const reader = readerFor('new.jsonl');
    reader.read(`${lines.slice(0, until).join('\n')}\n`);
    assert.deepEqual(steps(recorded('Dockerfile'), reader).slice(0, 3), [
      '5 done 0 s',
      '6 done 0 s',
      '7 running 0 s',
    ]);
    const running = reader.vertexes().find(({ state }) => state === 'running');
    assert.equal(new Date(running?.since ?? 0).getUTCFullYear(), 2026);
  });

  it('says what buildx says when there is no build', () => {
    const reader = readerFor('x.jsonl');
    reader.read('ERROR: Cannot connect to the Docker daemon\n');
    assert.deepEqual(reader.remarks(), ['ERROR: Cannot connect to the Docker daemon']);
  });

  it('shows people what was written, without the control characters of terminals', () => {
    const reader = readerFor('x.jsonl');
    reader.read('{"vertexes":[{"digest":"a","name":"[1/2] RUN x"}]}\n');
    const data = Buffer.from('10 %\r100 %\u001b[32m done\u001b[0m\r\n').toString('base64');
    assert.equal(reader.read(`{"logs":[{"vertex":"a","data":"${data}"}]}\n`), '  100 % done\n');
    assert.deepEqual(reader.vertexes()[0]?.output, ['100 % done']);
  });

  it('keeps the last lines of a long output', () => {
    const reader = readerFor('x.txt');
    reader.read('#5 [2/2] RUN yes\n');
    for (let i = 0; i < 2000; i++) {
      reader.read(`#5 0.1 ${i} ${'y'.repeat(1000)}\n`);
    }
    const output = reader.vertexes()[0]?.output ?? [];
    assert.equal(output.length, 20);
    assert.ok(output.every((line) => line.length <= 500));
    assert.ok(output.at(-1)?.startsWith('1999 '));
  });

  it('takes anything', () => {
    for (const make of Object.values(READERS)) {
      fc.assert(
        fc.property(
          fc.array(
            fc.oneof(
              fc.string(),
              fc.constantFrom('\n', '#5 ', '{"vertexes":', '[null]', '#5 [1/2] RUN x\n', '}\n'),
              fc.json(),
            ),
          ),
          (chunks) => {
            const reader = make();
            chunks.forEach((chunk) => reader.read(chunk));
            reader.vertexes();
            reader.remarks();
          },
        ),
      );
    }
  });
});

describe('progress of Podman', () => {
  /** The steps, with a clock on which each line takes a second. */
  function podmanSteps(dockerfile: string, output: string, errors = ''): string[] {
    let now = 0;
    const reader = createPodmanProgress(() => now);
    for (const line of recorded(output).split('\n')) {
      now += 1000;
      reader.read(`${line}\n`);
    }
    reader.readErrors(errors === '' ? '' : recorded(errors));
    return steps(recorded(dockerfile), reader);
  }

  it('a first build: how long each step took, and what it wrote', () => {
    assert.deepEqual(podmanSteps('Podman.Dockerfile', 'podman-new.txt'), [
      '4 done 1 s',
      '6 done 1 s',
      '7 done 2 s | hello',
      '12 done 1 s',
      '15 done 1 s',
      '16 done 4 s | one two',
    ]);
  });

  it('a newer Podman, which names no images where they go into a file', () => {
    const lines = recorded('podman-new.txt').split('\n');
    const reader = createPodmanProgress(() => 0);
    reader.read(lines.filter((line) => !line.startsWith('--> ')).join('\n'));
    assert.deepEqual(
      steps(recorded('Podman.Dockerfile'), reader).map((line) => line.split(' |')[0]),
      ['4 done 0 s', '6 done 0 s', '7 done 0 s', '12 done 0 s', '15 done 0 s', '16 done 0 s'],
    );
  });

  it('a step that writes what Podman writes at the end', () => {
    let now = 0;
    const reader = createPodmanProgress(() => now);
    reader.read('STEP 1/3: FROM x\nSTEP 2/3: RUN sql\nCOMMIT\n');
    now = 5000;
    reader.read('more\nSTEP 3/3: RUN sql\nCOMMIT\n');
    reader.readErrors('Error: building at STEP "RUN sql": exit status 1\n');
    assert.deepEqual(steps('FROM x\nRUN sql\nRUN sql\n', reader), ['2 done 5 s | more', '3 failed 0 s']);
  });

  it('a second one: all of it is cached', () => {
    assert.deepEqual(
      podmanSteps('Podman.Dockerfile', 'podman-cached.txt').map((line) => line.split(' | ')[0]),
      ['4 cached', '6 cached', '7 cached', '12 cached', '15 cached', '16 cached'],
    );
  });

  it('a target that is the first stage', () => {
    assert.deepEqual(podmanSteps('Podman.Dockerfile', 'podman-target.txt'), [
      '4 cached',
      '6 cached',
      '7 cached',
    ]);
  });

  it('a step that fails, with what it said', () => {
    const lines = podmanSteps('PodmanFailing.Dockerfile', 'podman-failing.txt', 'podman-failing-errors.txt');
    assert.deepEqual(lines.slice(-2), [
      '15 cached',
      '16 failed 1 s | ls: nowhere: No such file or directory subprocess exited with status 1 subprocess exited with status 1',
    ]);
  });

  it('is not taken for a Dockerfile with other stages', () => {
    for (const text of ['FROM scratch\nCOPY a /\n', recorded('Podman.Dockerfile').replace('ENV A=1\n', '')]) {
      const reader = createPodmanProgress(() => 0);
      reader.read(recorded('podman-target.txt'));
      assert.deepEqual(steps(text, reader), []);
    }
  });
});

describe('names of steps', () => {
  /** `line state`, for vertexes that are done, unless a name says otherwise. */
  function mapped(dockerfile: string, names: readonly string[]): string[] {
    const reader = createRawProgress(decode);
    for (const [index, name] of names.entries()) {
      const vertex = {
        digest: `${index}`,
        name: name.replace(/^waiting /, ''),
        ...(name.startsWith('waiting ')
          ? {}
          : { started: '2026-01-01T00:00:00Z', completed: '2026-01-01T00:00:02Z' }),
      };
      reader.read(`${JSON.stringify({ vertexes: [vertex] })}\n`);
    }
    return steps(dockerfile, reader);
  }

  const NAMES: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> = {
    'FROM scratch and FROM a stage are not counted': [
      'FROM scratch AS A\nCOPY a /\nFROM a\nCOPY b /\n',
      ['[a 1/1] COPY a /', '[stage-1 1/1] COPY b /'],
      ['2 done 2 s', '4 done 2 s'],
    ],
    'numbers of two digits are padded': [
      `FROM x\n${'RUN a\n'.repeat(10)}`,
      ['[ 2/11] RUN a', '[11/11] RUN a'],
      ['2 done 2 s', '11 done 2 s'],
    ],
    'several platforms: slower than the slowest it is not': [
      'FROM x AS build\nRUN a\nFROM x\nRUN b\n',
      [
        '[linux/amd64 build 2/2] RUN a',
        'waiting [linux/amd64->arm64 build 2/2] RUN a',
        '[linux/arm64 stage-1 2/2] RUN b',
      ],
      ['2 waiting 2 s', '4 done 2 s'],
    ],
    'one stage without a name, several platforms': [
      'FROM x\nRUN a\n',
      ['[linux/amd64 2/2] RUN a'],
      ['2 done 2 s'],
    ],
    'ONBUILD triggers of the base come first': [
      'FROM x\nRUN a\n',
      ['[1/4] FROM x', '[2/4] ONBUILD COPY . .', '[3/4] ONBUILD RUN b', '[4/4] RUN a'],
      ['2 done 2 s'],
    ],
    'WORKDIR / is counted by nobody': [
      'FROM x\nWORKDIR /\nRUN a\n',
      ['[1/3] FROM x', '[2/3] RUN a'],
      ['3 done 2 s'],
    ],
    'a base that a build context gives has no number': [
      'FROM node:22 AS build\nRUN a\nFROM nginx\nRUN b\n',
      [
        '[context node:22] load metadata for docker.io/library/x',
        '[context node:22] docker.io/library/x',
        '[build 1/2] RUN a',
        '[stage-1 2/2] RUN b',
      ],
      ['2 done 2 s', '4 done 2 s'],
    ],
    'the only stage has no name there, but for copies from images': [
      'FROM x AS a\nRUN a\nRUN b\n',
      ['[2/3] RUN a', '[a 3/3] RUN b'],
      ['2 done 2 s', '3 done 2 s'],
    ],
    'a linked copy': [
      'FROM x\nCOPY --link a /\n',
      ['[2/2] COPY --link a /', '[2/2] LINK COPY --link a /'],
      ['2 done 2 s'],
    ],
    'what fits no instruction': [
      'FROM x\nRUN a\n',
      ['[2/2] COPY a /', '[other 2/2] RUN a', '[internal] load build context', '[9/9] RUN a', 'RUN a'],
      [],
    ],
  };

  for (const [title, [dockerfile, names, expected]] of Object.entries(NAMES)) {
    it(title, () => {
      assert.deepEqual(mapped(dockerfile, names), expected);
    });
  }
});
