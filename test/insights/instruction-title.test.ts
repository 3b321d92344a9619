import assert from 'node:assert/strict';
import { instructionTitle } from '../../server/src/insights/instruction-title.ts';
import { parse } from '../../server/src/syntax/parse.ts';

describe('an instruction on one line', () => {
  for (const [instruction, expected, limit = 60] of [
    ['COPY a /a', 'COPY a /a'],
    ['RUN  a \\\n  # why\n    && b', 'RUN a && b'],
    ['RUN <<EOF\n\n  set -e\necho a\nEOF', 'RUN <<EOF (set -e...)'],
    ['RUN <<EOF sh\nls\nEOF', 'RUN <<EOF sh (ls)'],
    [
      'RUN --mount=type=cache,target=/c \\\n  <<EOF\r\nls\r\nEOF',
      'RUN --mount=type=cache,target=/c <<EOF (ls)',
    ],
    ['COPY <<A <<B /x/\na\nA\nb\nB', 'COPY <<A <<B /x/'],
    ['RUN <<EOF\n123456789\nEOF', 'RUN <<EOF (123…', 15],
    ['RUN echo "<<"', 'RUN echo "<<"'],
    ['RUN <<EOF', 'RUN <<EOF'],
    ['RUN <<EOF\nEOF', 'RUN <<EOF'],
  ] as const) {
    it(JSON.stringify(instruction), () => {
      const file = parse(`FROM a\n${instruction}\n`);
      const [, one] = file.instructions;
      assert.equal(one && instructionTitle(file, one, limit), expected);
    });
  }
});
