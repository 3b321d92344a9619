import assert from 'node:assert/strict';
import { isBuilt } from '../../server/src/cache/graph.ts';
import { compare } from '../../server/src/cache/compare.ts';
import { reachOf } from '../../server/src/cache/reach.ts';
import type { Builder, BuildInputs } from '../../server/src/cache/types.ts';
import { editedText } from '../../server/src/insights/what-if/edit.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { Model } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Dockerfiles; a target behind `#`. */
const TEXTS: readonly string[] = [
  'FROM a\nARG V=1\nENV A=1\nLABEL b=c\nWORKDIR /w\nCOPY x y\nUSER u\nRUN one\nEXPOSE 80\nRUN two\nCMD c\n',
  'FROM a AS base\nRUN one\nLABEL x=y\nFROM base AS dev\nENV A=1\nRUN two\nFROM base\nCOPY x y\nRUN three\n',
  'FROM a AS build\nCOPY x y\nRUN one\nFROM b\nLABEL a=b\nCOPY --from=build /y /y\nRUN two\nHEALTHCHECK NONE\nVOLUME /v\n',
  'FROM a AS one\nRUN x\nFROM a AS two\nSHELL ["/bin/sh", "-ec"]\nRUN y\nSTOPSIGNAL 9\nENTRYPOINT ["e"]\nFROM one\nRUN z\n# two',
  'FROM a AS p\nARG V=1\nFROM p\nRUN two\n',
  'FROM a\nENV V=1 U=1\nENV W=${V}2\nWORKDIR /w\nCOPY x $W\nWORKDIR /v\nRUN one\n',
  'FROM a\nENV V=1\nUSER a\nENV V=2\nWORKDIR /x\nUSER b\nRUN one\n',
  'FROM a\nENV V=1\nARG V=2\nRUN one\nCOPY x y\n',
  'FROM a\nARG V=1\nENV V=2\nRUN one\n',
  'FROM a\nARG V=1\nENV V=$V\nCOPY --link $V /d\nCOPY x y\nWORKDIR /z\nRUN one\n',
  'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN ["x"]\nCOPY x y\nRUN one\nSHELL ["/bin/sh", "-c"]\nRUN ["y"]\n',
  'FROM a\nCOPY x y\nCOPY --link y z\nRUN r\nMAINTAINER me\nONBUILD RUN t\n',
];

/** An argument that BuildKit keeps to itself and the classic builder does not know. */
const SCANNED = 'FROM a\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN one\n';

/** Files in the Dockerfile, which only BuildKit reads: under a quoted name, `$V` is no variable. */
const HEREDOCS: readonly string[] = [
  'FROM a\nARG V=1\nCOPY <<E /d\n$V\nE\nCOPY x y\nRUN one\n',
  'FROM a\nARG V=1\nCOPY <<"E" /d\n$V\nE\nCOPY x y\nRUN one\n',
  'FROM a\nARG V=1\nCOPY <<"E" <<F /d/\n$V\nE\n${V}\nF\nCOPY x y\nRUN one\n',
  'FROM a\nARG V=1\nCOPY <<"E" /d/$V\na\nE\nCOPY x y\nRUN one\n',
];

const BUILDERS: readonly Builder[] = ['buildkit', 'classic'];

describe('reachOf', () => {
  for (const builder of BUILDERS) {
    for (const text of TEXTS) {
      it(`counts what compare rebuilds below an edit, ${builder}: ${JSON.stringify(text.slice(0, 40))}`, () => {
        const target = /# (\w+)$/.exec(text)?.[1];
        const model = buildModel(parse(text), { target });
        const reach = reachOf(model, builder);
        for (const { index, kind, stage, instruction, detail } of model.nodes) {
          if (stage === undefined || kind === 'base' || !isBuilt(model, stage, builder)) {
            continue;
          }
          const built = compareEdit(model, index, builder);
          const label = `${instruction.text} (${instruction.line})`;
          if (builder === 'classic' || kind === 'layer') {
            assert.equal(reach.below(index), built.length, label);
            assert.deepEqual(reach.firstBelow(index, 99), built, label);
            assert.deepEqual(reach.firstBelow(index, 1), built.slice(0, 1), label);
          } else if (['ENV', 'USER', 'SHELL'].includes(instruction.keyword) || detail.kind === 'pairs') {
            const { steps, first } = reach.withValue(index);
            assert.equal(instruction.keyword === 'LABEL' ? 0 : steps, built.length, label);
            if (first !== undefined && instruction.keyword !== 'LABEL') {
              assert.equal(first, built[0], label);
            }
          }
        }
      });
    }
  }

  it('of the classic builder counts another --build-arg from the next RUN of its stage on', () => {
    const text =
      'FROM a AS p\nARG V=1\nLABEL a=b\nRUN one\nLABEL b=c\nFROM p\nRUN two\nFROM p AS other\nRUN x\n';
    const model = buildModel(parse(text), { target: 'other' });
    assert.equal(reachOf(model, 'classic').withValue(1).steps, 4);
    const inputs = (options: Model['options']): BuildInputs => ({
      model: buildModel(parse(text), { target: 'other', ...options }),
      context: undefined,
      contents: () => undefined,
    });
    const after = inputs({ buildArgs: new Map([['V', '2']]) });
    const { steps } = compare(inputs({}), after, { builder: 'classic' });
    assert.equal([...steps.values()].filter(({ verdict }) => verdict === 'rebuilt').length, 4);
  });

  it('of BuildKit counts nothing for an ARG that it keeps to itself', () => {
    const text =
      'FROM a\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN one\nARG BUILDKIT_SBOM_SCAN_CONTEXT V=1\nRUN two\n';
    const model = buildModel(parse(text));
    assert.deepEqual(reachOf(model).withValue(1), { steps: 0, first: undefined });
    assert.deepEqual(reachOf(model).withValue(3), { steps: 1, first: 4 });
    assert.equal(reachOf(model, 'classic').withValue(1).steps, 3);
  });

  for (const builder of BUILDERS) {
    const heredocs = builder === 'buildkit' ? HEREDOCS : [];
    for (const text of [...TEXTS.filter((one) => one.includes('ARG')), SCANNED, ...heredocs]) {
      it(`counts what another --build-arg rebuilds, ${builder}: ${JSON.stringify(text.slice(0, 40))}`, () => {
        const model = buildModel(parse(text));
        const node = model.nodes.findIndex(({ kind }) => kind === 'argument');
        const name = /ARG (\w+)=/.exec(text)?.[1] ?? '';
        const nothing = { context: undefined, contents: () => undefined };
        const after = buildModel(parse(text), {
          buildArgs: new Map([[name, 'other']]),
        });
        const { steps } = compare({ model, ...nothing }, { model: after, ...nothing }, { builder });
        const rebuilt = [...steps.values()].filter(({ verdict }) => verdict === 'rebuilt');
        assert.equal(reachOf(model, builder).withValue(node).steps, rebuilt.length);
      });
    }
  }
});

/** The nodes that run again besides the edited one. */
function compareEdit(model: Model, node: number, builder: Builder): number[] {
  const instruction = model.nodes[node]?.instruction;
  const text = instruction ? editedText(model.file, instruction, builder) : model.file.text;
  const nothing = { context: undefined, contents: () => undefined };
  const after = buildModel(parse(text), model.options);
  assert.equal(after.nodes.length, model.nodes.length);
  const { steps } = compare({ model, ...nothing }, { model: after, ...nothing }, { builder });
  return [...steps.values()].flatMap((step) =>
    step.verdict === 'rebuilt' && step.node !== node ? [step.node] : [],
  );
}
