import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sharedSteps } from '../../server/src/cache/shared-steps.ts';
import type { PlacedBuild } from '../../server/src/cache/shared-steps.ts';
import type { Builder } from '../../server/src/cache/types.ts';
import { runThrough } from '../../server/src/context/run-through.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

interface Side {
  readonly lines: readonly string[];
  /** `same` when not given; null for one that is not known. */
  readonly context?: string | null;
  readonly options?: BuildOptions;
}

interface Case {
  readonly name: string;
  readonly one: Side;
  readonly other: Side;
  readonly builder?: Builder;
  /** `3 = 4`: the line here, and the line there. */
  readonly shared: readonly string[];
}

const NODE = ['FROM node:22', 'WORKDIR /app', 'COPY package.json ./', 'RUN npm ci', 'COPY . .'];

const CASES: readonly Case[] = [
  {
    name: 'the same Dockerfile twice',
    one: { lines: NODE },
    other: { lines: NODE },
    shared: ['2 = 2', '3 = 3', '4 = 4', '5 = 5'],
  },
  {
    name: 'ends at the first step that differs, whatever comes after it',
    one: { lines: NODE },
    other: { lines: NODE.map((line) => line.replace('npm ci', 'npm install')) },
    shared: ['2 = 2', '3 = 3'],
  },
  {
    name: 'metadata between the steps does not count, nor where they stand',
    one: { lines: NODE },
    other: {
      lines: ['# a comment', 'FROM node:22', 'LABEL a=b', ...NODE.slice(1), 'EXPOSE 80', 'CMD ["x"]'],
    },
    shared: ['2 = 4', '3 = 5', '4 = 6', '5 = 7'],
  },
  {
    name: 'files of another folder, or under other ignore rules, are others',
    one: { lines: NODE },
    other: { lines: NODE, context: 'other' },
    shared: ['2 = 2'],
  },
  {
    name: 'contexts that are not known are not the same',
    one: { lines: NODE, context: null },
    other: { lines: NODE, context: null },
    shared: ['2 = 2'],
  },
  {
    name: 'equal names of files in different folders of the context',
    one: { lines: ['FROM a', 'COPY one/x /'] },
    other: { lines: ['FROM a', 'COPY two/x /'] },
    shared: [],
  },
  {
    name: 'another base, tag or platform',
    one: { lines: ['FROM a:1', 'RUN x', 'FROM --platform=linux/arm64 b', 'RUN x', 'COPY --from=0 / /'] },
    other: { lines: ['FROM a:2', 'RUN x', 'FROM b', 'RUN x', 'COPY --from=0 / /'] },
    shared: [],
  },
  {
    name: 'bases without a name',
    one: { lines: ['ARG A', 'FROM $A', 'RUN x'] },
    other: { lines: ['ARG A', 'FROM $A', 'RUN x'] },
    shared: [],
  },
  {
    name: 'bases that arguments name, which are resolved',
    one: { lines: ['ARG A=node', 'FROM $A:22', 'RUN x'] },
    other: { lines: ['FROM node:22', 'RUN x'] },
    shared: ['3 = 2'],
  },
  {
    name: 'what a RUN sees: ENV, ARG, USER, WORKDIR and SHELL',
    one: { lines: ['FROM a', 'ENV A=1', 'RUN x', 'USER u', 'RUN y'] },
    other: { lines: ['FROM a', 'ENV A=1', 'RUN x', 'USER v', 'RUN y'] },
    shared: ['3 = 3'],
  },
  {
    name: 'an ARG with another value',
    one: { lines: ['FROM a', 'ARG V=1', 'RUN x'], options: { buildArgs: new Map([['V', '2']]) } },
    other: { lines: ['FROM a', 'ARG V=1', 'RUN x'] },
    shared: [],
  },
  {
    name: 'an ARG with the same value, however it is given',
    one: { lines: ['FROM a', 'ARG V=1', 'RUN x'], options: { buildArgs: new Map([['V', '2']]) } },
    other: { lines: ['FROM a', 'ARG V=2', 'RUN x'] },
    shared: ['3 = 3'],
  },
  {
    name: 'builder stages, and what is copied from them while they are the same',
    one: { lines: ['FROM go AS build', 'RUN go build', 'FROM scratch', 'COPY --from=build /x /x', 'RUN y'] },
    other: { lines: ['FROM go AS b', 'RUN go build', 'FROM scratch', 'COPY --from=b /x /x', 'RUN z'] },
    shared: ['2 = 2', '4 = 4'],
  },
  {
    name: 'what is copied from stages that differ',
    one: { lines: ['FROM go AS build', 'RUN one', 'FROM scratch', 'COPY --from=build /x /x'] },
    other: { lines: ['FROM go AS build', 'RUN two', 'FROM scratch', 'COPY --from=build /x /x'] },
    shared: [],
  },
  {
    name: 'a final stage there is a builder here',
    one: { lines: ['FROM go AS build', 'RUN go build', 'FROM scratch', 'COPY --from=build /x /x'] },
    other: { lines: ['FROM go', 'RUN go build'] },
    shared: ['2 = 2'],
  },
  {
    name: 'stages that are not built, here or there',
    one: { lines: ['FROM go', 'RUN a', 'FROM go', 'RUN b'] },
    other: { lines: ['FROM go', 'RUN b', 'FROM go', 'RUN a'] },
    shared: [],
  },
  {
    name: 'stages on stages',
    one: { lines: ['FROM a AS base', 'RUN x', 'FROM base', 'RUN y'] },
    other: { lines: ['FROM a', 'RUN x', 'RUN y'] },
    shared: ['2 = 2', '4 = 3'],
  },
  {
    name: 'another frontend, which may make other steps of it',
    one: { lines: ['# syntax=docker/dockerfile:1', 'FROM a', 'RUN x'] },
    other: { lines: ['FROM a', 'RUN x'] },
    shared: [],
  },
  {
    name: 'a Dockerfile that is refused builds nothing',
    one: { lines: ['FROM a', 'RUN x'] },
    other: { lines: ['FROM a', 'RUN x', 'FETCH y'] },
    shared: [],
  },
  {
    name: 'heredocs, mounts and flags count',
    one: {
      lines: ['FROM a', 'RUN <<E', 'x', 'E', 'RUN --mount=type=bind,target=/s y', 'RUN --network=none z'],
    },
    other: { lines: ['FROM a', 'RUN <<E', 'x', 'E', 'RUN --mount=type=bind,target=/s y', 'RUN z'] },
    shared: ['2 = 2', '5 = 5'],
  },
  {
    name: 'the classic builder has metadata among its steps',
    one: { lines: ['FROM a', 'RUN x', 'LABEL a=b', 'RUN y'] },
    other: { lines: ['FROM a', 'RUN x', 'LABEL a=c', 'RUN y'] },
    builder: 'classic',
    shared: ['2 = 2'],
  },
  { name: 'no text', one: { lines: [] }, other: { lines: NODE }, shared: [] },
];

describe('steps that two Dockerfiles share', () => {
  for (const { name, one, other, builder = 'buildkit', shared } of CASES) {
    it(name, () => {
      assert.deepEqual(linesOf(one, other, builder), shared);
      const turned = shared.map((pair) => pair.split(' = ').reverse().join(' = '));
      assert.deepEqual(linesOf(other, one, builder).sort(), turned.sort());
    });
  }

  it('tells each of several others', () => {
    const place = placed({ lines: NODE });
    const others = [
      placed({ lines: NODE.slice(0, 3) }),
      placed({ lines: ['FROM x'] }),
      placed({ lines: NODE }),
    ];
    const find = runThrough(sharedSteps(others, { builder: 'buildkit' }));
    const shared = find(place);
    assert.deepEqual(find(placed({ lines: ['FROM x', 'RUN y'] })).size, 0);
    assert.deepEqual(find(place), shared, 'nothing of what is asked about is kept');
    assert.deepEqual(
      [...shared].map(([node, steps]) => [node, steps.map(({ build }) => build)]),
      [
        [1, [0, 2]],
        [2, [0, 2]],
        [3, [2]],
        [4, [2]],
      ],
    );
  });

  it('finds all layers of what is built in a copy of itself, whatever stands in it, and never throws', () => {
    const words = [
      'FROM a',
      'FROM a AS b',
      'FROM b',
      'FROM $X',
      'RUN x',
      'COPY . .',
      'COPY --from=b / /',
      'WORKDIR /w',
    ];
    const line = fc.oneof(fc.constantFrom(...words, 'ONBUILD RUN y', 'ENV A=1', 'ARG A'), fc.string());
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom<Builder>('buildkit', 'classic'),
        (lines, builder) => {
          const { model } = placed({ lines });
          // Of equal steps, the first one stands for all.
          const found = new Set(linesOf({ lines }, { lines }, builder).map((pair) => pair.split(' ')[0]));
          const isRefused = model.nodes.some(({ kind }) => kind === 'unknown');
          for (const { kind, stage, instruction } of isRefused ? [] : model.nodes) {
            const { role, base } = model.stages[stage ?? -1] ?? {};
            if (kind === 'layer' && role !== 'unused' && base?.kind === 'image' && base.name !== undefined) {
              assert.ok(found.has(String(instruction.line)));
            }
          }
        },
      ),
    );
  });
});

function linesOf(one: Side, other: Side, builder: Builder): string[] {
  const here = placed(one);
  const there = placed(other);
  const line = ({ model }: PlacedBuild, node: number): number => model.nodes[node]?.instruction.line ?? 0;
  return [...runThrough(sharedSteps([there], { builder }))(here)].flatMap(([node, steps]) =>
    steps.map((step) => `${line(here, node)} = ${line(there, step.node)}`),
  );
}

function placed({ lines, context = 'same', options }: Side): PlacedBuild {
  return {
    model: buildModel(parse(lines.map((line) => `${line}\n`).join('')), options),
    context: context ?? undefined,
  };
}
