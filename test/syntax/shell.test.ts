import assert from 'node:assert/strict';
import { parse } from '../../server/src/syntax/parse.ts';
import { scriptOf } from '../../server/src/syntax/shell.ts';
import type { Instruction, ShellCommand } from '../../server/src/syntax/types.ts';

/** A command as `join@depth words`, `?` before a word that is not literal, `!` where it is conditional, `>` where redirected. */
function rowOf({ join, depth, conditional, redirected, assignments, words }: ShellCommand): string {
  const marks = `${conditional ? '!' : ''}${redirected ? '>' : ''}`;
  const sets = assignments.map(
    ({ name, value }) => `${name}=${value?.literal === true ? '' : '?'}${value?.text ?? ''}`,
  );
  const texts = words.map(({ text, literal }) => `${literal ? '' : '?'}${text}`);
  return [`${join}@${depth}${marks}`, ...sets, ...texts].join(' | ');
}

function onlyInstruction(text: string): { escape: '\\' | '`'; instruction: Instruction } {
  const file = parse(text);
  const [instruction] = file.instructions;
  assert.ok(instruction !== undefined && file.instructions.length === 1);
  return { escape: file.escape, instruction };
}

const CASES: readonly (readonly [text: string, form: string, rows: readonly string[]])[] = [
  ['RUN a b', 'shell', ['start@0 | a | b']],
  ['RUN --mount=type=cache,target=/x --network=none npm ci', 'shell', ['start@0 | npm | ci']],
  [
    'RUN a && b || c ; d | e & f',
    'shell',
    ['start@0 | a', '&&@0 | b', '||@0 | c', ';@0 | d', '|@0 | e', '&@0 | f'],
  ],
  ['RUN A=1 B="x y" C=$D npm ci', 'shell', ['start@0 | A=1 | B=x y | C=?$D | npm | ci']],
  ['RUN A=1', 'shell', ['start@0 | A=1']],
  ['RUN export A="b c" B=$C D+=e', 'shell', ['start@0 | export | A=b c | ?B=$C | ?D+=e']],
  [
    'RUN echo \'a b\' "c d" e\\ f "$g" *.h ~/i {j,k}',
    'shell',
    ['start@0 | echo | a b | c d | e f | ?"$g" | ?*.h | ?~/i | ?{j,k}'],
  ],
  ['RUN a > x && b 2>&1 && c <<<d', 'shell', ['start@0> | a', '&&@0> | b', '&&@0> | c']],
  ['RUN { a; b; } > x; (c; d)', 'shell', ['start@1> | a', ';@1> | b', ';@1 | c', ';@1 | d']],
  ['RUN a || { b; c; }', 'shell', ['start@0 | a', '||@1! | b', ';@1! | c']],
  [
    'RUN if a; then b; elif c; then d; else e; fi; f',
    'shell',
    ['start@1 | a', ';@1! | b', ';@1! | c', ';@1! | d', ';@1! | e', ';@0 | f'],
  ],
  [
    'RUN while a; do b; done; until c; do d; done',
    'shell',
    ['start@1 | a', ';@1! | b', ';@1 | c', ';@1! | d'],
  ],
  ['RUN for i in $(a) b; do c "$i"; done', 'shell', ['start@1 | a', ';@1! | c | ?"$i"']],
  ['RUN case $(a) in b) c;; *) d;; esac', 'shell', ['start@1 | a', ';@1! | c', ';@1! | d']],
  ['RUN f() { a; }; f', 'shell', [';@2! | a', ';@0 | f']],
  [
    'RUN [ -f a ] && b; [[ -f $(c) ]] && d; ((1)) || e',
    'shell',
    ['start@0 | [ | -f | a | ]', '&&@0 | b', ';@0 | [[', 'start@1 | c', '&&@0 | d', ';@0 | ((', '||@0 | e'],
  ],
  ['RUN ! a && time b', 'shell', ['start@0 | a', '&&@0 | b']],
  [
    'RUN a "$(b && c)" `d` <(e)',
    'shell',
    ['start@0 | a | ?"$(b && c)" | ?`d` | ?<(e)', 'start@1 | b', '&&@1 | c', 'start@1 | d', 'start@1 | e'],
  ],
  ['RUN a="$(b)"; c', 'shell', ['start@0 | a=?"$(b)"', 'start@1 | b', ';@0 | c']],
  ['RUN a `b \\`c\\``', 'shell', ['start@0 | a | ?`b \\`c\\``', 'start@1 | b | ?`c`', 'start@2 | c']],
  ['RUN a # b && c', 'shell', ['start@0 | a']],
  ['RUN set -e; \\\n  # note; x\n\n  a \\\n  && b', 'shell', ['start@0 | set | -e', ';@0 | a', '&&@0 | b']],
  ['RUN ["a", "$b", "c d"]', 'exec', ['start@0 | a | $b | c d']],
  ['CMD a b', 'shell', ['start@0 | a | b']],
  ['ENTRYPOINT ["a"]', 'exec', ['start@0 | a']],
  ['HEALTHCHECK --retries=1 cmd a || exit 1', 'shell', ['start@0 | a', '||@0 | exit | 1']],
  ['HEALTHCHECK CMD ["a", "b"]', 'exec', ['start@0 | a | b']],
  ['ONBUILD RUN --network=none a && b', 'shell', ['start@0 | a', '&&@0 | b']],
  ['ONBUILD RUN <<EOF\na\nEOF', 'heredoc', ['start@0 | a']],
  [
    'RUN <<EOF\nset -e\na | b\n\n# c\nd > $e\nEOF',
    'heredoc',
    ['start@0 | set | -e', ';@0 | a', '|@0 | b', ';@0> | d'],
  ],
  ["RUN <<-'EOF'\n\tif a\n\tthen\n\t\tb\n\tfi\n\tEOF", 'heredoc', ['start@1 | a', ';@1! | b']],
  ['RUN 3<<EOF\na\nEOF', 'heredoc', ['start@0 | a']],
  ['RUN <<EOF\n#!/bin/bash -e\na\nEOF', 'heredoc', ['start@0 | a']],
  ['RUN <<EOF\n#!/usr/bin/env -S bash -e\na\nEOF', 'heredoc', ['start@0 | a']],
  ['RUN <<EOF\n#!/usr/bin/env python3\nimport a\nEOF', 'shell', ['start@0>']],
  ['RUN python3 <<EOF\nimport a\nEOF', 'shell', ['start@0> | python3']],
  ['RUN bash -eo pipefail <<EOF\na\nEOF', 'heredoc', ['start@0 | a']],
  ['RUN <<EOF /bin/sh -s\na\nEOF', 'heredoc', ['start@0 | a']],
  ['RUN bash -c x <<EOF\na\nEOF', 'shell', ['start@0> | bash | -c | x']],
  ['RUN bash x.sh <<EOF\na\nEOF', 'shell', ['start@0> | bash | x.sh']],
  ['RUN bash <<EOF\necho \\$a\nEOF', 'shell', ['start@0> | bash']],
  ["RUN bash <<'EOF'\necho \\$a\nEOF", 'heredoc', ['start@0 | echo | $a']],
  ['RUN cat <<EOF > /x && a\nb && c $(d)\nEOF', 'shell', ['start@0> | cat', 'start@1 | d', '&&@0 | a']],
  ['RUN cat <<A | sh <<B\na\nA\nb\nB', 'shell', ['start@0> | cat', '|@0> | sh']],
  ['RUN <<A sh && b\na\nA', 'shell', ['start@0> | sh', '&&@0 | b']],
  ['RUN a \\\r\n  b && \\\r\n  c\r\n', 'shell', ['start@0 | a | b', '&&@0 | c']],
  ['# escape=`\nRUN a `\n b', 'shell', ['start@0 | a | b']],
];

describe('the shell text of instructions', () => {
  for (const [text, form, rows] of CASES) {
    it(JSON.stringify(text), () => {
      const { escape, instruction } = onlyInstruction(text);
      const script = scriptOf({ escape }, instruction);
      assert.deepEqual(script?.commands.map(rowOf), rows);
      assert.equal(script.form, form);
      assert.equal(script.complete, true);
      for (const { span, words } of script.commands) {
        for (const word of words) {
          assert.ok(span.start <= word.span.start && word.span.end <= span.end);
        }
      }
    });
  }

  const ranges: readonly (readonly [text: string, commands: readonly string[], words: readonly string[]])[] =
    [
      [
        'RUN A=1 npm ci > x \\\n # note\n  && "b c" \\\n d',
        ['A=1 npm ci > x', '"b c" \\\n d'],
        ['npm', 'ci', '"b c"', 'd'],
      ],
      ['RUN np\\\nm ci', ['np\\\nm ci'], ['np\\\nm', 'ci']],
      ['RUN <<-EOF\r\n\ta b\r\n\t\tc\r\n\tEOF', ['a b', 'c'], ['a', 'b', 'c']],
      [
        'RUN cat <<A <<B && 😀 c\n$(d)\nA\n$(e)\nB',
        ['cat <<A <<B', 'd', 'e', '😀 c'],
        ['cat', 'd', 'e', '😀', 'c'],
      ],
      [
        'RUN x `y \\`z\\``',
        ['x `y \\`z\\``', '`y \\`z\\``', '`y \\`z\\``'],
        ['x', '`y \\`z\\``', '`y \\`z\\``', '`y \\`z\\``', '`y \\`z\\``'],
      ],
      ['HEALTHCHECK CMD [ "a" ,"b" ]', ['"a" ,"b"'], ['"a"', '"b"']],
      ['ONBUILD RUN \\\n a b', ['a b'], ['a', 'b']],
    ];
  for (const [text, commands, words] of ranges) {
    it(`ranges in ${JSON.stringify(text)}`, () => {
      const { escape, instruction } = onlyInstruction(text);
      const found = scriptOf({ escape }, instruction)?.commands ?? [];
      const cut = ({ span }: Pick<ShellCommand, 'span'>): string =>
        instruction.text.slice(span.start, span.end);
      assert.deepEqual(found.map(cut), commands);
      assert.deepEqual(
        found.flatMap((command) => command.words.map(cut)),
        words,
      );
    });
  }

  for (const text of [
    'RUN',
    'RUN --network=none',
    'CMD []',
    'HEALTHCHECK NONE',
    'HEALTHCHECK CMD',
    'COPY a b',
    'SHELL ["a"]',
    'ONBUILD',
    'ONBUILD COPY a b',
  ]) {
    it(`${text} has none`, () => {
      const { escape, instruction } = onlyInstruction(text);
      assert.equal(scriptOf({ escape }, instruction), undefined);
    });
  }

  it('reads what it can of a text with an error', () => {
    const { escape, instruction } = onlyInstruction('RUN a && b "c');
    const script = scriptOf({ escape }, instruction);
    assert.deepEqual(script?.commands.map(rowOf), ['start@0 | a', '&&@0 | b | c']);
    assert.equal(script.complete, false);
  });

  const nowhere: readonly (readonly [text: string, marks: string])[] = [
    ['a; b < x; c > x', '- > >'],
    ['a > /dev/null && b 2>&1 && c >> "/dev/null" 2>/dev/null', '0 0 0'],
    ['a </dev/null && b >&2 && c 2>&- && d >| /dev/null && e > /dev/stderr', '0 0 0 0 0'],
    ['a > /dev/null 2> x && b 2>&1 > x && c > /dev/nullx && d > /dev/$x', '> > > >'],
    // A file in bash; in dash `&>` is a command in the background, and `>&x` an error.
    ['a &> /dev/null; b >& /dev/null; c >&x; d >&$x', '> > > >'],
    ['a <<<b && c {d}> /dev/null', '> >'],
    ['{ a; b 2>&1; } > /dev/null; (c > /dev/null) > x; (d) 2>&1', '0 0 > 0'],
    ['if a > /dev/null; then b > x; fi; a $(b; c > /dev/null) > x; [[ a ]] > /dev/null', '0 > > - 0 0'],
  ];
  for (const [text, marks] of nowhere) {
    it(`redirections in ${JSON.stringify(text)} to files (>), elsewhere (0)`, () => {
      const { escape, instruction } = onlyInstruction(`RUN ${text}`);
      const found = scriptOf({ escape }, instruction)?.commands.map(({ redirected, redirectedNowhere }) => {
        assert.ok(redirected || redirectedNowhere !== true);
        return redirectedNowhere === true ? '0' : redirected ? '>' : '-';
      });
      assert.equal(found?.join(' '), marks);
    });
  }

  it('is read once for equal texts', () => {
    const [a, b] = parse('RUN x && y\nRUN x && y').instructions;
    assert.ok(a && b);
    assert.equal(scriptOf({ escape: '\\' }, a), scriptOf({ escape: '\\' }, b));
  });
});
