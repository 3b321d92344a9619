import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';
import { lenses } from '../../../server/src/insights/lens/lens.ts';
import type { BuildOptions } from '../../../server/src/model/types.ts';

const DOCKERFILE = `FROM node:22 AS base
FROM base AS dev
FROM base AS worker
RUN x
FROM worker AS production
CMD y
FROM alpine AS tool`;

/** By what is built: what the lens above a line says, and words of the hover on it. */
const CASES: readonly {
  readonly what: string;
  readonly build: BuildOptions;
  readonly line: string;
  readonly lens: string;
  readonly hover: RegExp;
}[] = [
  {
    what: 'the last stage where another one is built here',
    build: { target: 'dev', others: [undefined] },
    line: 'FROM alpine',
    lens: '◆ Stage tool · built without --target · adds no layer · on alpine',
    hover:
      /A build without `--target` makes this stage the image\. Shown here is the build of stage `dev`, which needs nothing of it\./,
  },
  {
    what: 'a stage that another service builds',
    build: { target: 'dev', others: ['production'] },
    line: 'FROM worker',
    lens: '◆ Stage production · another image · adds no layer · on stage worker',
    hover: /Another build makes this stage an image\. Shown here/,
  },
  {
    what: 'a stage that such a stage is built on',
    build: { target: 'dev', others: ['production'] },
    line: 'FROM base AS worker',
    lens: '◆ Stage worker · part of another image, stage production · adds 1 layer · on stage base',
    hover: /This stage is part of another image, stage `production`\. Shown here/,
  },
  {
    what: 'what such an image starts',
    build: { target: 'dev', others: ['production'] },
    line: 'CMD',
    lens: 'Metadata · what the container runs by default · in another image',
    hover: /This stage is part of another image than the one that is shown here\./,
  },
  {
    what: 'a stage that nobody is known to build',
    build: { target: 'dev', others: ['production'] },
    line: 'FROM alpine',
    lens: '◆ Stage tool · not built for the final image · adds no layer · on alpine',
    hover: /BuildKit does not build it unless it is the `--target`\./,
  },
];

describe('stages of images beside the one that is built', () => {
  for (const { what, build, line, lens, hover } of CASES) {
    it(what, () => {
      const analysis = analyze({ text: DOCKERFILE, build });
      const start = DOCKERFILE.indexOf(line);
      const found = lenses(analysis).find(({ offset }) => offset === start);
      assert.equal(found?.parts[0]?.text, lens);
      assert.match(hoverAt(analysis, start, String)?.markdown ?? '', hover);
    });
  }
});
