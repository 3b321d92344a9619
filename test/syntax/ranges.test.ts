import assert from 'node:assert/strict';
import { parsedOf } from '../../server/src/syntax/instruction.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { ParsedInstruction, Span } from '../../server/src/syntax/types.ts';

/** Everything of an instruction that has a range, as `kind value <- source`; the source only where it reads differently. */
function rangesOf(source: string, parsed: ParsedInstruction): string[] {
  const row = (kind: string, value: string | undefined, { start, end }: Span): string => {
    const raw = source.slice(start, end);
    return `${kind} ${value ?? ''}${raw === value ? '' : ` <- ${raw}`}`;
  };
  const { flags, args, pairs, heredocs, trigger, json } = parsed;
  return [
    ...flags.map(({ text, span }) => row('flag', text, span)),
    ...args.map(({ text, span }) => row(json ? 'json' : 'arg', text, span)),
    ...pairs.flatMap(({ name, value, nameSpan, valueSpan }) => [
      row('name', name, nameSpan),
      ...(valueSpan === undefined ? [] : [row('value', value, valueSpan)]),
    ]),
    ...heredocs.flatMap(({ name, content, span, bodySpan, bodyLine }) => [
      row('heredoc', name, span),
      row(`body ${bodyLine}`, content, bodySpan),
    ]),
    ...(trigger === undefined
      ? []
      : [row('trigger', trigger.keyword, trigger.keywordSpan), ...rangesOf(source, trigger.parsed)]),
  ];
}

const CASES: readonly (readonly [name: string, text: string, ranges: readonly string[]])[] = [
  ['words', 'FROM  --platform=$P a:1   AS\tb ', ['flag --platform=$P', 'arg a:1', 'arg AS', 'arg b']],
  ['a byte order mark', '\ufeffFROM a', ['arg a']],
  ['indentation and tabs', '\t \tCOPY\ta\t\tb', ['arg a', 'arg b']],
  ['CRLF', 'COPY a \\\r\n  b \\\r\n\r\n  c\r\n', ['arg a', 'arg b', 'arg c']],
  ['a lone carriage return', 'COPY a\rb\r', ['arg a', 'arg b']],
  [
    'surrogate pairs',
    'LABEL 😀=a\\ 😀 b="🐳 c"',
    ['arg 😀=a\\ 😀', 'arg b="🐳 c"', 'name 😀', 'value a\\ 😀', 'name b', 'value "🐳 c"'],
  ],
  ['the shell form is one text', 'RUN  a  "b" \\\n   && c  ', ['arg a  "b"    && c <- a  "b" \\\n   && c']],
  ['a comment and an empty line inside', 'RUN a \\\n # no\n\n  b', ['arg a   b <- a \\\n # no\n\n  b']],
  ['a word that a continuation cuts in two', 'COPY a\\\nb c', ['arg ab <- a\\\nb', 'arg c']],
  [
    'flags that are cut in two',
    'COPY --fr\\\n# x\nom=a --link \\\n b c',
    ['flag --from=a <- --fr\\\n# x\nom=a', 'flag --link', 'arg b', 'arg c'],
  ],
  [
    'quotes and escapes in flags',
    'COPY --from="a b" --chown=c\\ d e f',
    ['flag --from=a b <- --from="a b"', 'flag --chown=c d <- --chown=c\\ d', 'arg e', 'arg f'],
  ],
  ['two dashes end the flags', 'RUN --network=none -- --x', ['flag --network=none', 'arg --x']],
  ['flags are read byte by byte', 'COPY --from=ü a b', ['flag --from=Ã¼ <- --from=ü', 'arg a', 'arg b']],
  ['a byte of a letter can end a flag', 'COPY --from=à a b', ['flag --from=Ã <- --from=à', 'arg a', 'arg b']],
  [
    'the escape character `',
    '# escape=`\nCOPY --x=`"a a\\b `\n c:\\',
    ['flag --x="a <- --x=`"a', 'arg a\\b', 'arg c:\\'],
  ],
  ['JSON', 'COPY [ "a b" ,"\\u0063\\"" ]', ['json a b <- "a b"', 'json c" <- "\\u0063\\""']],
  ['JSON across lines', 'CMD ["a", \\\n # x\n  "b\\\nc"]', ['json a <- "a"', 'json bc <- "b\\\nc"']],
  [
    'half of a surrogate pair in JSON',
    'CMD ["\\ud83d", "\\ud83d\\ude00"]',
    ['json \ufffd <- "\\ud83d"', 'json 😀 <- "\\ud83d\\ude00"'],
  ],
  ['no JSON', 'COPY ["a", 1] ["b"] x', ['arg ["a",', 'arg 1]', 'arg ["b"]', 'arg x']],
  ['JSON of other things than strings', 'CMD ["a", 1]', ['arg ["a", 1]']],
  ['HEALTHCHECK', 'HEALTHCHECK --retries=3  CMD  a  b', ['flag --retries=3', 'arg CMD', 'arg a  b']],
  ['HEALTHCHECK with JSON', 'HEALTHCHECK CMD ["a"]', ['json CMD', 'json a <- "a"']],
  [
    'pairs',
    'ENV A=1 B=\'x y\' \\\n # c\n C="d \\\ne"',
    [
      'arg A=1',
      "arg B='x y'",
      'arg C="d e" <- C="d \\\ne"',
      'name A',
      'value 1',
      'name B',
      "value 'x y'",
      'name C',
      'value "d e" <- "d \\\ne"',
    ],
  ],
  ['the old ENV form', 'ENV A  one  two ', ['arg A', 'arg one', 'arg two', 'name A', 'value one  two']],
  ['an ENV that is being typed', 'ENV A', ['arg A', 'name A']],
  ['a value that is being typed', 'ENV A= B', ['arg A=', 'arg B', 'name A', 'value ', 'name B']],
  [
    'escaped quotes in values',
    'ENV A=\\" B=\'\\\' C="\\""',
    [
      'arg A=\\"',
      "arg B='\\'",
      'arg C="\\""',
      'name A',
      'value \\"',
      'name B',
      "value '\\'",
      'name C',
      'value "\\""',
    ],
  ],
  [
    'an escape character at the very end',
    'ENV A=b\\\\\\',
    ['arg A=b\\\\ <- A=b\\\\\\', 'name A', 'value b\\\\ <- b\\\\\\'],
  ],
  ['an open quote', 'LABEL A="b c', ['arg A="b c', 'name A', 'value "b c']],
  ['ARG', 'ARG A B=1 C=', ['arg A', 'arg B=1', 'arg C=', 'name A', 'name B', 'value 1', 'name C', 'value ']],
  [
    'names of Object.prototype',
    'ENV constructor=1 __proto__=2',
    ['arg constructor=1', 'arg __proto__=2', 'name constructor', 'value 1', 'name __proto__', 'value 2'],
  ],
  [
    'heredocs',
    'COPY <<A \\\n <<-"B" /d\r\n1\r\nA\r\n\t2\n\tB\n',
    [
      'arg <<A',
      'arg <<-"B"',
      'arg /d',
      'heredoc A <- <<A',
      'body 2 1\r\n',
      'heredoc B <- <<-"B"',
      'body 4 \t2\n',
    ],
  ],
  [
    'a heredoc with a space',
    'RUN cat << EOF | sh\nx\nEOF',
    ['arg cat << EOF | sh', 'heredoc EOF <- << EOF', 'body 1 x\n'],
  ],
  ['a heredoc that nothing ends', 'RUN <<EOF\na\nb', ['arg <<EOF', 'heredoc EOF <- <<EOF', 'body 1 a\nb']],
  [
    'ONBUILD',
    'onbuild \\\n run --network=none a \\\n b',
    ['trigger RUN <- run', 'flag --network=none', 'arg a  b <- a \\\n b'],
  ],
  [
    'ONBUILD with a heredoc',
    'ONBUILD COPY <<A /a\nx\nA',
    ['heredoc A <- <<A', 'body 1 x\n', 'trigger COPY', 'arg <<A', 'arg /a', 'heredoc A <- <<A', 'body 1 x\n'],
  ],
  ['ONBUILD in ONBUILD ends there', 'ONBUILD ONBUILD RUN x', ['trigger ONBUILD']],
  ['nothing', 'EXPOSE', []],
];

describe('every part of an instruction has its exact range', () => {
  for (const [name, text, ranges] of CASES) {
    it(name, () => {
      const file = parse(text);
      const [instruction] = file.instructions;
      assert.equal(file.instructions.length, 1);
      assert.ok(instruction);
      const parsed = parsedOf(file, instruction);
      assert.deepEqual(rangesOf(text.slice(instruction.start), parsed), ranges);
    });
  }

  it('gives equal texts one shared result, and different escape characters different ones', () => {
    const [a, b] = parse('RUN x\nRUN x').instructions;
    assert.ok(a && b);
    const shared = parsedOf({ escape: '\\' }, a);
    assert.equal(parsedOf({ escape: '\\' }, b), shared);
    assert.notEqual(parsedOf({ escape: '`' }, b), shared);
  });
});
