import assert from 'node:assert/strict';
import { useOfCommand } from '../../../server/src/insights/words/command-words.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';

/** Dockerfiles with one CMD, and what becomes of it, with the line of the ENTRYPOINT. */
const CASES: readonly (readonly [dockerfile: string, use: string])[] = [
  ['FROM a\nCMD ["x"]', 'runs'],
  ['FROM a\nENTRYPOINT ["x"]\nCMD ["y"]', 'arguments 2'],
  ['FROM a\nCMD y\nENTRYPOINT ["x"]', 'arguments 3'],
  ['FROM a\nENTRYPOINT x\nCMD ["y"]', 'ignored 2'],
  ['FROM a\nENTRYPOINT ["x"]\nENTRYPOINT x\nCMD ["y"]', 'ignored 3'],
  ['FROM a\nENTRYPOINT []\nCMD ["y"]', 'runs'],
  ['FROM a AS b\nENTRYPOINT ["x"]\nFROM b\nCMD ["y"]', 'arguments 2'],
  ['FROM a AS b\nENTRYPOINT ["x"]\nFROM a\nCMD ["y"]', 'runs'],
  ['FROM a AS b\nONBUILD ENTRYPOINT ["x"]\nCMD ["y"]', 'runs'],
];

describe('what becomes of a CMD', () => {
  for (const [dockerfile, expected] of CASES) {
    it(dockerfile.replaceAll('\n', ' / '), () => {
      const model = buildModel(parse(dockerfile));
      const node = model.nodes.find(({ instruction }) => instruction.keyword === 'CMD');
      assert.ok(node);
      const use = useOfCommand(model, node);
      assert.equal(
        use.kind === 'runs' ? use.kind : `${use.kind} ${use.entrypoint.instruction.line}`,
        expected,
      );
    });
  }
});
