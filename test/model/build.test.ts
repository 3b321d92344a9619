import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildModel } from '../../server/src/model/build.ts';
import { historyOf } from '../../server/src/model/history.ts';
import { stateAt } from '../../server/src/model/state.ts';
import type { BuildOptions, Model } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

function modelOf(text: string, options?: BuildOptions): Model {
  return buildModel(parse(text), options);
}

/** `name:role:layersBefore+layers` of every stage. */
function stages(model: Model): string[] {
  return model.stages.map(
    (stage) => `${stage.name ?? stage.index}:${stage.role}:${stage.layersBefore}+${stage.layers}`,
  );
}

interface StageCase {
  readonly text: string;
  readonly options?: BuildOptions;
  readonly stages: readonly string[];
}

const STAGES: Readonly<Record<string, StageCase>> = {
  'a name is found in any case by --from, as written by FROM': {
    text: 'FROM a AS B\nRUN x\nFROM B\nFROM b\nCOPY --from=b x y',
    stages: ['B:shipped:0+1', '1:unused:0+0', '2:shipped:1+1'],
  },
  'a stage never builds on itself or on a later one': {
    text: 'FROM a AS a\nRUN x\nFROM later\nFROM c AS later',
    stages: ['a:unused:0+1', '1:unused:0+0', 'later:shipped:0+0'],
  },
  'the last of two equal names counts': {
    text: 'FROM a AS x\nRUN 1\nFROM x AS x\nRUN 2\nFROM x\nRUN 3',
    stages: ['x:shipped:0+1', 'x:shipped:1+1', '2:shipped:2+1'],
  },
  'mounts and indexes reach stages': {
    text: 'FROM a\nRUN 1\nFROM b AS m\nRUN 2\nFROM c\nCOPY --from=0 x y\nRUN --mount=type=bind,from=m,target=/m z',
    stages: ['0:builder:0+1', 'm:builder:0+1', '2:shipped:0+2'],
  },
  'a mount takes a number for an image': {
    text: 'FROM a AS x\nRUN 1\nFROM c\nRUN --mount=type=bind,from=0,target=/m z\nRUN --mount=type=cache,from=0,target=/m z',
    stages: ['x:unused:0+1', '1:shipped:0+2'],
  },
  'a builder brings its own chain': {
    text: 'FROM a AS base\nRUN 1\nFROM base AS build\nRUN 2\nFROM scratch\nCOPY --from=build x y',
    stages: ['base:builder:0+1', 'build:builder:1+1', '2:shipped:0+1'],
  },
  'a target changes the roles': {
    text: 'FROM a AS dev\nRUN 1\nFROM dev AS prod\nRUN 2',
    options: { target: 'DEV' },
    stages: ['dev:shipped:0+1', 'prod:unused:1+1'],
  },
  'ONBUILD runs in the stage built on it, before its own steps, and not in the next': {
    text: 'FROM a AS base\nONBUILD RUN x\nONBUILD COPY --from=w a b\nFROM w0 AS w\nFROM base AS child\nRUN y\nFROM child',
    stages: ['base:shipped:0+0', 'w:builder:0+0', 'child:shipped:0+3', '3:shipped:3+0'],
  },
  'a base whose variable has no value may be each stage of such a name': {
    text: 'ARG V\nFROM a AS base-a\nRUN 1\nFROM b AS base-b\nCOPY --from=other x y\nFROM c AS other\nFROM d AS base\nFROM base-${V}\nRUN 2',
    stages: [
      'base-a:builder:0+1',
      'base-b:builder:0+1',
      'other:builder:0+0',
      'base:unused:0+0',
      '4:shipped:0+1',
    ],
  },
  'copies that read in a circle end': {
    text: 'FROM a AS x\nCOPY --from=y a b\nFROM b AS y\nCOPY --from=x a b',
    stages: ['x:builder:0+1', 'y:shipped:0+1'],
  },
};

describe('stages', () => {
  for (const [name, { text, options, stages: expected }] of Object.entries(STAGES)) {
    it(name, () => {
      assert.deepEqual(stages(modelOf(text, options)), expected);
    });
  }

  it('says when the target is no stage, and shows the last one', () => {
    const model = modelOf('FROM a AS x\nFROM b', { target: 'nope' });
    assert.equal(model.unknownTarget, true);
    assert.equal(model.target, 1);
  });
});

describe('build state', () => {
  const text = `ARG GLOBAL=g
ARG UNSEEN=u
FROM a AS base
ENV A=1 PATH=/x:$PATH
ARG GLOBAL
ARG B=b$A
WORKDIR /w
FROM base
ENV A=2 OLD=$A
ARG C
ARG A=arg
USER node
WORKDIR sub
SHELL ["/bin/bash", "-c"]
RUN last`;

  it('is what instructions above have set, along the FROM chain', () => {
    const model = modelOf(text);
    const state = stateAt(model, model.nodes.length - 1);
    assert.deepEqual(Object.fromEntries(state?.env ?? []), {
      PATH: '/x:$PATH',
      A: 'arg',
      GLOBAL: 'g',
      B: 'b1',
      OLD: '1',
    });
    assert.deepEqual(Object.fromEntries(state?.args ?? []), { GLOBAL: 'g', B: 'b1', A: 'arg' });
    assert.equal(state?.workingDir, '/w/sub');
    assert.equal(state.user, 'node');
    assert.deepEqual(state.shell, ['/bin/bash', '-c']);
  });

  const BASES: Readonly<Record<string, string | undefined>> = {
    'node:${NONE}-slim': 'node:${NONE}-slim',
    '$NONE/node:$SET': '${NONE}/node:22',
    'node:${SET}-${NONE}': 'node:22-${NONE}',
    'node:${NONE:-20}-slim': 'node:20-slim',
    // A prefix or a suffix that a build may add.
    '${NONE}node:${SET}${NONE}': 'node:22',
    '${NONE}': undefined,
    'Broken-': 'Broken-',
  };
  for (const [written, name] of Object.entries(BASES)) {
    it(`FROM ${written} is ${name ?? 'not known'}`, () => {
      const model = modelOf(`ARG NONE\nARG SET=22\nFROM ${written}`);
      assert.deepEqual(model.stages[0]?.base, { kind: 'image', name });
    });
  }

  it('takes build arguments only where an ARG asks for them', () => {
    const model = modelOf('FROM a\nRUN x\nARG B=1\nRUN y', { buildArgs: new Map([['B', '2']]) });
    assert.equal(stateAt(model, 1)?.env.get('B'), undefined);
    assert.equal(stateAt(model, 3)?.env.get('B'), '2');
    assert.deepEqual(
      historyOf(model).map((entry) => entry.createdBy),
      ['RUN /bin/sh -c x # buildkit', 'ARG B=2', 'RUN |1 B=2 /bin/sh -c y # buildkit'],
    );
  });

  it('knows the platform arguments', () => {
    const model = modelOf(
      'FROM --platform=$BUILDPLATFORM a:$TARGETARCH\nARG TARGETOS\nENV T=$TARGETOS/$TARGETARCH',
      {
        platform: 'linux/arm64',
      },
    );
    assert.equal(model.stages[0]?.platform, 'linux/arm64');
    assert.deepEqual(model.stages[0].base, { kind: 'image', name: 'a:arm64' });
    assert.deepEqual(model.stages[0].config.env, ['T=linux/']);
  });
});

describe('bad input', () => {
  it('ten thousand stages built on each other', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, i) => `FROM ${i === 0 ? 'a' : `s${i - 1}`} AS s${i}\nENV V${i}=$V${i - 1}\nRUN x`,
    ).join('\n');
    const model = modelOf(text);
    assert.equal(model.stages.length, 10_000);
    assert.equal(model.stages[9_999]?.layersBefore, 9_999);
    assert.equal(model.stages[9_999].config.env.length, 10_000);
  });

  it('an EXPOSE of every port, many times', () => {
    const model = modelOf(`FROM a\n${'EXPOSE 0-65535\n'.repeat(2000)}`);
    assert.equal(model.stages[0]?.config.exposedPorts.length, 65_536);
  });

  it('no text makes the model throw or differ from itself', () => {
    const words = [
      'FROM',
      'a',
      'AS',
      'x',
      'RUN',
      'COPY',
      '--from=x',
      '--mount=from=x,target=/m',
      'ENV',
      'A=$A',
      '${A:-',
      '}',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...words, 'ARG', 'EXPOSE', '$A', 'ONBUILD', '\n', ' ', '\\\n', '<<E\n'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ');
        const model = modelOf(text);
        assert.equal(model.nodes.length, model.file.instructions.length);
        assert.deepEqual(JSON.stringify(modelOf(text).stages), JSON.stringify(model.stages));
        historyOf(model);
      }),
    );
  });
});
