import assert from 'node:assert/strict';
import { parse } from '../../server/src/syntax/parse.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  /** `line-endLine KEYWORD` of each instruction, then what is said to be swallowed. */
  readonly instructions: readonly string[];
  readonly problems?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a heredoc that nothing ends is closed in front of the next instruction',
    text: 'FROM a\nRUN <<EOF\necho run it\n\nCOPY . .\nCMD x',
    instructions: ['1-1 FROM', '2-4 RUN', '5-5 COPY', '6-6 CMD'],
    problems: ['2 unterminated heredoc at <<EOF'],
  },
  {
    name: 'lower-case words and words that go on do not close it',
    text: 'RUN <<EOF\nrun x\nRUNx y\nENV\nUSER=a\n  ENV A=b',
    instructions: ['1-5 RUN', '6-6 ENV'],
    problems: ['1 unterminated heredoc at <<EOF'],
  },
  {
    name: 'the first of two heredocs is ended, the second is not',
    text: 'COPY <<A <<B /d/\n1\nA\n2\nRUN x',
    instructions: ['1-4 COPY', '5-5 RUN'],
    problems: ['1 unterminated heredoc at <<B'],
  },
  {
    name: 'the same name can be ended later although it was open before',
    text: 'RUN <<EOF\na\nRUN <<EOF\nb\nEOF\nCMD c',
    instructions: ['1-5 RUN', '6-6 CMD'],
  },
  {
    name: 'a heredoc in front of the end of the file',
    text: 'RUN <<EOF',
    instructions: ['1-1 RUN'],
    problems: ['1 unterminated heredoc at <<EOF'],
  },
  {
    name: 'a terminator with a carriage return, and one with tabs for <<-',
    text: 'RUN <<EOF\r\na\r\nEOF\r\nRUN <<-EOF\n\t\tEOF\nCMD x',
    instructions: ['1-3 RUN', '4-5 RUN', '6-6 CMD'],
  },
  {
    name: 'a terminator must stand alone and unindented',
    text: 'RUN <<EOF\n EOF\nEOF \n\tEOF\nEOF\nCMD x',
    instructions: ['1-5 RUN', '6-6 CMD'],
  },
  {
    name: 'delimiters in quotes, with a space, with an escape, behind a number',
    text: 'RUN <<"E F"\nE F\nRUN << \'X\'\nX\nRUN cat <<\\Y\nY\nRUN a 3<<Z b\nZ\nCMD x',
    instructions: ['1-2 RUN', '3-4 RUN', '5-6 RUN', '7-8 RUN', '9-9 CMD'],
  },
  {
    name: 'an unbalanced quote hides every heredoc of its line',
    text: "RUN cat <<EOF it's\nRUN x",
    instructions: ['1-1 RUN', '2-2 RUN'],
  },
  {
    name: 'a bad substitution hides every heredoc of its line, a good one does not',
    text: 'RUN echo ${#x} <<EOF\nRUN echo ${x:-a b} <<EOF\nb\nEOF\nCMD x',
    instructions: ['1-1 RUN', '2-4 RUN', '5-5 CMD'],
  },
  {
    name: 'heredocs in the JSON form, of CMD and of ONBUILD ENV are none',
    text: 'RUN ["<<EOF"]\nCMD cat <<EOF\nONBUILD ENV A <<EOF\nUSER <<EOF',
    instructions: ['1-1 RUN', '2-2 CMD', '3-3 ONBUILD', '4-4 USER'],
  },
  {
    name: 'a heredoc whose operator a continuation cuts in two',
    text: 'RUN cat <\\\n<EOF\nCOPY a b\nEOF\nCMD x',
    instructions: ['1-4 RUN', '5-5 CMD'],
  },
  {
    name: 'an escaped escape character at the end of a line continues nothing',
    text: 'RUN a \\\\\nRUN b \\ \t\n\n# c \\\n c\nRUN d',
    instructions: ['1-1 RUN', '2-5 RUN', '6-6 RUN'],
  },
  {
    name: 'a keyword that a continuation cuts in two, and one with the escape character in front',
    text: 'RU\\\nN x\n\\\n\\\nCMD y',
    instructions: ['1-2 RUN', '3-5 CMD'],
  },
  {
    name: 'lines with nothing but the escape character at the end of the file',
    text: 'RUN x\n\\\n\n',
    instructions: ['1-1 RUN', '2-3 '],
    problems: ['2 unknown instruction: at \\'],
  },
  {
    name: 'a comment line cannot be continued',
    text: '# a \\\nRUN x',
    instructions: ['2-2 RUN'],
  },
  {
    name: 'unknown words, and words that only look known in capitals',
    text: 'FOO a\nſHELL ["a"]\nRUN\u00a0x',
    instructions: ['1-1 FOO', '2-2 ſHELL', '3-3 RUN\u00a0X'],
    problems: [
      '1 unknown instruction: FOO at FOO',
      '2 unknown instruction: ſHELL at ſHELL',
      '3 unknown instruction: RUN\u00a0X at RUN\u00a0x',
    ],
  },
  {
    name: 'continuation lines that begin with a keyword in capitals are swallowed',
    text: 'RUN a && \\\n# RUN c\n  COPY . . \\\n  run d \\\nADDED e \\\n\tUSER\nCMD x',
    instructions: ['1-6 RUN swallowed 3 6', '7-7 CMD'],
  },
  {
    name: 'the keyword that HEALTHCHECK and ONBUILD take is not swallowed, the next is',
    text: 'HEALTHCHECK --interval=5s \\\n # note\n CMD x \\\n CMD y\nONBUILD \\\n RUN x\nONBUILD HEALTHCHECK \\\n CMD z\nHEALTHCHECK CMD a \\\n CMD b',
    instructions: [
      '1-4 HEALTHCHECK swallowed 4',
      '5-6 ONBUILD',
      '7-8 ONBUILD',
      '9-10 HEALTHCHECK swallowed 10',
    ],
  },
  {
    name: 'heredoc bodies are never swallowed',
    text: 'RUN cat <<EOF && \\\n x\nCOPY . .\nEOF\nCMD x',
    instructions: ['1-4 RUN', '5-5 CMD'],
  },
  {
    name: 'a lone carriage return ends no line',
    text: 'FROM a\rRUN x\nCMD y',
    instructions: ['1-1 FROM', '2-2 CMD'],
  },
];

describe('syntax splits text into instructions', () => {
  for (const { name, text, instructions, problems = [] } of CASES) {
    it(name, () => {
      const file = parse(text);
      assert.deepEqual(
        file.instructions.map(({ line, endLine, keyword, swallowed }) =>
          [`${line}-${endLine}`, keyword, ...(swallowed.length > 0 ? ['swallowed', ...swallowed] : [])].join(
            ' ',
          ),
        ),
        instructions,
      );
      assert.deepEqual(
        file.problems.map(({ line, message, span }) =>
          `${line} ${message} at ${text.slice(span.start, span.end)}`.replace('  ', ' '),
        ),
        problems,
      );
      for (const instruction of file.instructions) {
        assert.equal(text.slice(instruction.start, instruction.end), instruction.text);
      }
    });
  }

  it('attaches the comment lines directly above, directives and separated ones excluded', () => {
    const file = parse('# syntax=a\n# x\n\n#  y \n\t# z\nFROM a\nRUN b \\\n # in\n c\n#\nCMD d\n# end');
    assert.deepEqual(
      file.instructions.map(({ comments }) => comments.map(({ text }) => text)),
      [['y', 'z'], [], ['']],
    );
    assert.deepEqual(
      file.comments.map(({ text, line }) => `${line} ${text}`),
      ['2 x', '4 y', '5 z', '8 in', '10 ', '12 end'],
    );
    assert.deepEqual(
      file.comments.map(({ span }) => file.text.slice(span.start, span.end)),
      ['# x', '#  y ', '# z', '# in', '#', '# end'],
    );
  });

  const directives: readonly (readonly [string, string, readonly string[]])[] = [
    ['\ufeff  #  EscApe =  `  \r\nFROM a', '`', ['escape=`']],
    [
      '# syntax = a b \n#check=skip=all;error=true\n# escape=\\\nFROM a',
      '\\',
      ['syntax=a b', 'check=skip=all;error=true', 'escape=\\'],
    ],
    ['# escape=`\n# escape=\\\n# syntax=a\nFROM a', '`', ['escape=`']],
    ['# unknown=a\n# escape=`\nFROM a', '\\', []],
    ['# escape=\n# escape=`\nFROM a', '\\', []],
    ['FROM a\n# escape=`', '\\', []],
    ['# escape=x\nFROM a', '\\', ['escape=x']],
  ];
  for (const [text, escape, found] of directives) {
    it(`reads the directives of ${JSON.stringify(text)}`, () => {
      const file = parse(text);
      assert.equal(file.escape, escape);
      assert.deepEqual(
        file.directives.map(({ name, value }) => `${name}=${value}`),
        found,
      );
    });
  }
});
