import assert from 'node:assert/strict';
import { parsedOf } from '../../server/src/syntax/instruction.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { scriptOf } from '../../server/src/syntax/shell.ts';
import type { Dockerfile } from '../../server/src/syntax/types.ts';

const MILLION = 1_000_000;

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/**
 * Inputs on which a reader with quadratic time, recursion or a backtracking expression hangs or overflows, with the number of
 * instructions that they hold.
 */
const CASES: readonly (readonly [name: string, text: () => string, instructions: number])[] = [
  ['nothing', () => '', 0],
  ['NULs', () => 'FROM a\0\nRUN \0\0\n\0', 3],
  ['200,000 blank lines', () => '\n'.repeat(200_000), 0],
  ['200,000 comments', () => '# a\n'.repeat(200_000), 0],
  ['10,000 FROMs', () => 'FROM a\n'.repeat(10_000), 10_000],
  ['a line of a million characters', () => `RUN ${'x'.repeat(MILLION)}`, 1],
  ['a line of a million blanks', () => `RUN x${' '.repeat(MILLION)}y\nCMD${' '.repeat(MILLION)}\\\nz`, 2],
  ['a comment of a million blanks', () => `# syntax=a${' '.repeat(MILLION)}b\nFROM a`, 1],
  ['a million carriage returns', () => `RUN x${'\r'.repeat(MILLION)}y`, 1],
  ['a million escape characters', () => `RUN ${'\\'.repeat(MILLION)}\nCMD x`, 2],
  ['200,000 continuation lines', () => `RUN x${' \\\n y'.repeat(200_000)}`, 1],
  [
    'keywords on 100,000 continuation lines',
    () => `HEALTHCHECK${' \\\n --x'.repeat(50_000)}${' \\\n CMD x'.repeat(50_000)}`,
    1,
  ],
  ['200,000 words', () => `EXPOSE ${'8 '.repeat(200_000)}`, 1],
  ['100,000 pairs', () => `ENV ${'A=1 '.repeat(100_000)}`, 1],
  ['100,000 flags', () => `RUN ${'--a '.repeat(100_000)}x`, 1],
  ['a JSON array of 100,000 strings', () => `CMD [${'"a",'.repeat(100_000)}"b"]`, 1],
  ['a JSON array that never ends', () => `CMD ${'['.repeat(MILLION)}`, 1],
  ['JSON nested a hundred thousand deep', () => `CMD ${'['.repeat(100_000)}${']'.repeat(100_000)}`, 1],
  ['ONBUILD 100,000 times', () => 'ONBUILD '.repeat(100_000), 1],
  ['open quotes', () => `RUN <<${'"'.repeat(100_001)}\nENV A="${"'".repeat(100_001)}`, 2],
  ['10,000 heredocs', () => numbered(10_000, (index) => `RUN <<E${index}\nx\nE${index}\n`), 10_000],
  ['10,000 heredocs that nothing ends', () => numbered(10_000, (index) => `RUN <<E${index}\nx\n`), 10_000],
  [
    '5,000 heredocs whose terminators are indented',
    () => numbered(5_000, (index) => `RUN <<E${index}\nx\n`) + numbered(5_000, (index) => `\tE${index}\n`),
    5_000,
  ],
  ['20,000 heredocs on a line', () => `RUN ${numbered(20_000, (index) => `<<E${index} `)}\nx`, 1],
  ['nested substitutions', () => `RUN <<A ${'${a:-'.repeat(50_000)}\nCMD x`, 2],
  ['nested substitutions in quotes', () => `RUN <<A ${'"${a:-'.repeat(50_000)}\nCMD x`, 2],
];

/** Shell text that nests or never ends. */
const SHELL: readonly string[] = [
  ...[
    '$(',
    '(',
    'if a; then ',
    'case x in a) ',
    'f() { ',
    '{ ',
    '! ',
    '"$(" ',
    '"${a:-',
    '${a:-',
    '$((',
    '((',
    '[[ ( ',
    '<(',
    '$[',
  ],
  ...[
    '`',
    '`\\`',
    'a && ',
    'a | ',
    'a;',
    'a <<< b ',
    '> ',
    '$(a) ',
    '"',
    "'",
    '\\',
    '@(a|',
    '{a,',
    'A=( ',
    '# ',
    '&',
    '<<x ',
  ],
];

function readAll(file: Dockerfile): void {
  for (const instruction of file.instructions) {
    parsedOf(file, instruction);
  }
}

describe('syntax survives bad input', function () {
  // Each of these takes milliseconds; a reader that is quadratic takes minutes.
  this.timeout(20_000);

  for (const [name, text, instructions] of CASES) {
    it(name, () => {
      const file = parse(text());
      readAll(file);
      assert.equal(file.instructions.length, instructions);
    });
  }

  for (const piece of SHELL) {
    it(`shell text of ${JSON.stringify(piece)} over and over`, () => {
      const file = parse(`RUN x ${piece.repeat(Math.floor(20_000 / piece.length))}`);
      for (const instruction of file.instructions) {
        assert.ok(scriptOf(file, instruction));
      }
    });
  }

  it('several MB of garbage', () => {
    const file = parse(numbered(5, (block) => `${block}<\\"$ x\n${'[{(<<`'.repeat(60)}\nRUN `.repeat(2_500)));
    assert.ok(file.instructions.length > 5_000);
  });
});
