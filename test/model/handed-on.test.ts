import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { isForWork, isHandedOn } from '../../server/src/model/handed-on.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** The stages, with a `>` in front of those that are handed on and a `#` in front of those for work. */
const CASES: readonly (readonly [id: string, dockerfile: string, stages: string, build?: BuildOptions])[] = [
  ['a last stage of tests', 'FROM a AS app\nENTRYPOINT ["x"]\nFROM app AS test', '>app #test'],
  ['tests of what has no command', 'FROM a AS app\nFROM app AS unit_tests', '>app #unit_tests'],
  ['tests of tests', 'FROM a AS app\nFROM app AS lint\nFROM lint AS testing', '>app #lint #testing'],
  ['a last stage to develop with', 'FROM a AS app\nCMD ["x"]\nFROM app AS dev', '>app #dev'],
  ['what may be built on a base', 'FROM a AS common\nFROM common AS dev', '>common >dev'],
  ['a command of the last stage', 'FROM a AS common\nFROM common AS dev\nCMD ["x"]', '>common >dev'],
  ['a stage of its own', 'FROM a AS app\nCMD ["x"]\nFROM b AS test', 'app >test'],
  ['the only stage', 'FROM a AS test', '>test'],
  ['stages for work alone', 'FROM a AS base\nCMD ["x"]\nFROM base AS dev', '>base >dev'],
  ['a target by its name', 'FROM a AS app\nCMD ["x"]\nFROM app AS dev', '>app >dev', { target: 'dev' }],
  ['no names for work', 'FROM a AS app\nCMD ["x"]\nFROM app AS deploy', '>app >deploy'],
  ['a device', 'FROM a AS app\nCMD ["x"]\nFROM app AS device', '>app >device'],
  ['images beside the target', 'FROM a AS dev\nFROM a AS app', '#dev >app', { others: ['dev'] }],
];

describe('stages that are handed on', () => {
  for (const [id, dockerfile, wanted, build] of CASES) {
    it(id, () => {
      const model = buildModel(parse(dockerfile), build);
      const shown = model.stages.map((stage) => {
        const mark = isHandedOn(model, stage) ? '>' : isForWork(model, stage) ? '#' : '';
        return `${mark}${stage.name ?? ''}`;
      });
      assert.equal(shown.join(' '), wanted);
    });
  }
});
