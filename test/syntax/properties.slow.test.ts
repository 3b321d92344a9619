import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold } from '../../server/src/syntax/fold.ts';
import { parsedOf } from '../../server/src/syntax/instruction.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { offsetAt, positionAt } from '../../server/src/syntax/positions.ts';
import { scriptOf } from '../../server/src/syntax/shell.ts';
import type { ParsedInstruction, Span } from '../../server/src/syntax/types.ts';

/** Text that looks like a Dockerfile often enough to reach every corner of the readers. */
const pieces = [
  ...[
    'FROM a',
    'RUN ',
    'COPY ',
    'ENV ',
    'ARG ',
    'ONBUILD ',
    'HEALTHCHECK ',
    'CMD ',
    'EXPOSE 80',
    'run',
    '# c',
    '#',
    '# escape=`',
  ],
  ...[
    '\\',
    '`',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '\\\n',
    '\\ \n',
    '`\n',
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\0',
    '😀',
    'é',
    '\ud83d',
  ],
  ...[
    '<<EOF',
    '<<-EOF',
    "<<'E F'",
    '<<',
    '<',
    '-',
    'EOF',
    '\nEOF\n',
    '\nE F\n',
    '"',
    "'",
    '[',
    ']',
    '["a", "b"]',
    ',',
    '=',
    'A=1',
  ],
  ...[
    '--from=x',
    '--',
    '$',
    '${',
    '${x:-',
    '}',
    '$(',
    ')',
    '(',
    '&&',
    '||',
    ';',
    '|',
    '&',
    'if ',
    'then ',
    'fi',
    '{ ',
    'x',
    'y z',
  ],
];
const dockerfile = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** Without heredocs, for the comparison with the line-by-line transcript of BuildKit's loop below. */
const plainDockerfile = dockerfile.map((text) => text.replaceAll('<', 'x'));

function spansOf(parsed: ParsedInstruction): Span[] {
  const { flags, args, pairs, heredocs, trigger } = parsed;
  return [
    ...flags.map(({ span }) => span),
    ...args.map(({ span }) => span),
    ...pairs.flatMap(({ nameSpan, valueSpan }) =>
      valueSpan === undefined ? [nameSpan] : [nameSpan, valueSpan],
    ),
    ...heredocs.flatMap(({ span, bodySpan }) => [span, bodySpan]),
    ...(trigger === undefined ? [] : [trigger.keywordSpan, ...spansOf(trigger.parsed)]),
  ];
}

function assertOrdered(spans: readonly Span[]): void {
  spans.forEach(({ start, end }, index) => {
    assert.ok(start <= end && start >= (spans[index - 1]?.end ?? 0), `${start}-${end} is out of order`);
  });
}

/** BuildKit's parser.go, Parse, as it stands: lines, regular expression and all; without directives and heredocs. */
function asBuildKit(text: string, escape: string): { line: string; startLine: number; endLine: number }[] {
  const token = escape === '\\' ? '\\\\' : '`';
  const continuation = new RegExp(`([^${token}])${token}[ \\t]*$|^${token}[ \\t]*$`, 'u');
  const space = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
  const leading = new RegExp(`^${space}+`);
  const isComment = (line: string): boolean => line.replace(leading, '').startsWith('#');
  const trim = (line: string): { line: string; ends: boolean } =>
    continuation.test(line) ? { line: line.replace(continuation, '$1'), ends: false } : { line, ends: true };
  const lines = text.replace(/^\ufeff/, '').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const found: { line: string; startLine: number; endLine: number }[] = [];
  let current = 0;
  for (let raw = lines[current]; raw !== undefined; raw = lines[current]) {
    current++;
    const startLine = current;
    const stripped = raw.replace(/[\r\n]+$/, '').replace(leading, '');
    let { line, ends } = trim(isComment(stripped) ? '' : stripped);
    if (ends && line === '') {
      continue;
    }
    for (let next = lines[current]; !ends && next !== undefined; next = lines[current]) {
      current++;
      if (isComment(next) || next.replace(leading, '') === '') {
        continue;
      }
      const more = trim(next.replace(/[\r\n]+$/, ''));
      line += more.line;
      ends = more.ends;
    }
    found.push({ line, startLine, endLine: current });
  }
  return found;
}

describe('syntax holds for every text', () => {
  it('splits lines as the transcript of BuildKit does', () => {
    fc.assert(
      fc.property(plainDockerfile, (text) => {
        const file = parse(text);
        assert.deepEqual(
          file.instructions.map((instruction) => ({
            line: fold(instruction.text, 0, file.escape).text,
            startLine: instruction.line,
            endLine: instruction.endLine,
          })),
          asBuildKit(text, file.escape),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps instructions in order, cut out exactly, with only comments and blank lines between', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parse(text);
        assertOrdered(file.instructions);
        assertOrdered(file.comments.map(({ span }) => span));
        let rebuilt = '';
        let position = 0;
        for (const { start, end, text: own, line, endLine } of file.instructions) {
          const gap = text.slice(position, start);
          assert.ok(
            gap.split('\n').every((part) => /^[\s\u0085]*(#.*)?$/su.test(part)),
            JSON.stringify(gap),
          );
          assert.ok(line <= endLine);
          rebuilt += gap + own;
          position = end;
        }
        assert.equal(rebuilt + text.slice(position), text);
      }),
      { numRuns: 2000 },
    );
  });

  // An instruction may end with an empty continuation line; at the end of a file the last such line does not exist.
  const withoutLastLine = (text: string): string => text.replace(/\r*\n$/, '');

  it('gives ranges inside the instruction and in order, and equal results twice', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parse(text);
        assert.deepEqual(parse(text), file);
        for (const instruction of file.instructions) {
          const parsed = parsedOf(file, instruction);
          assertOrdered(parsed.flags.map(({ span }) => span));
          assertOrdered(parsed.args.map(({ span }) => span));
          assertOrdered(parsed.heredocs.map(({ bodySpan }) => bodySpan));
          for (const { start, end } of [...spansOf(parsed)]) {
            assert.ok(0 <= start && start <= end && end <= instruction.text.length);
          }
          // A text that is an instruction of its own says the same as in its file.
          const alone = parse((file.escape === '`' ? '#escape=`\n' : '#\n') + instruction.text);
          assert.equal(alone.instructions.length, 1);
          assert.equal(alone.instructions[0]?.text, withoutLastLine(instruction.text));
          assert.equal(alone.instructions[0].swallowed.length, instruction.swallowed.length);
        }
      }),
      { numRuns: 2000, examples: [['\\\n\n\r']] },
    );
  });

  it('reads shell text without throwing, with ranges inside the instruction', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parse(`RUN ${text}`);
        for (const instruction of file.instructions) {
          for (const { span, words, join } of scriptOf(file, instruction)?.commands ?? []) {
            assert.notEqual(join, undefined);
            assertOrdered(words.map((word) => word.span).filter(({ start }) => start !== span.start));
            for (const { start, end } of [span, ...words.map((word) => word.span)]) {
              assert.ok(0 <= start && start <= end && end <= instruction.text.length);
            }
          }
        }
      }),
      { numRuns: 2000, examples: [['ARG <<EOF`\n\\\n'], ['\u0000 <<`\n\\']] },
    );
  });

  it('takes offsets to positions and back, except between \\r and \\n', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parse(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const back = offsetAt(file, positionAt(file, offset));
          assert.equal(
            back,
            text.slice(offset - 1, offset + 1) === '\r\n' && offset > 0 ? offset - 1 : offset,
          );
        }
      }),
    );
  });
});
