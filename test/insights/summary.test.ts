import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { hoverAt } from '../../server/src/insights/hover/hover.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import { summarize } from '../../server/src/insights/summary.ts';

/** What is said of the stages besides the image, which is the last one. */
const CASES: readonly (readonly [name: string, dockerfile: string, says: string])[] = [
  ['one stage', 'FROM a\nRUN x\n', ''],
  [
    'stages that are copied from, and that nothing needs',
    'FROM a AS one\nFROM b AS two\nFROM c\nCOPY --from=one /x /x\n',
    '1 stage only built to copy from. 1 stage not built.',
  ],
  [
    'stages of which a build takes one',
    'FROM a AS base-x\nFROM a AS base-y\nFROM b AS tool\nFROM base-${V}\nCOPY --from=tool /x /x\n',
    '1 stage only built to copy from. 2 stages that a build may choose.',
  ],
];

describe('the summary of a Dockerfile', () => {
  for (const [name, text, says] of CASES) {
    it(name, () => {
      const tooltip = summarize(analyze({ text }))?.tooltip ?? '';
      assert.equal(tooltip.replace(/^.*? to it\. ?/, ''), says, tooltip);
    });
  }
});

/** What something else makes a Dockerfile of. */
const TEMPLATES = ['FROM {{ image }}\nRUN x\n', 'FROM a\n{% if b %}\nRUN x\n{% endif %}\n'];

describe('a template of a Dockerfile', () => {
  for (const text of TEMPLATES) {
    it(`has no summary, no lenses and no hovers: ${JSON.stringify(text)}`, () => {
      const analysis = analyze({ text });
      const said = [summarize(analysis), lenses(analysis), hoverAt(analysis, text.indexOf('RUN'))];
      assert.deepEqual(said, [undefined, [], undefined]);
    });
  }
});
