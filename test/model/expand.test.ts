import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { expand, expandBody } from '../../server/src/model/expand.ts';
import { parse } from '../../server/src/syntax/parse.ts';

const VALUES = new Map([
  ['A', 'one'],
  ['EMPTY', ''],
  ['PATHS', '/usr/local/bin:/usr/bin'],
  ['FILE', 'dir/sub/name.tar.gz'],
  ['PORTS', '7001 7002'],
  ['__proto__', 'p'],
]);

/**
 * Word, what it becomes. The semantics are those of frontend/dockerfile/shell/lex.go and its envVarTest table, read there.
 */
const CASES: readonly (readonly [string, string])[] = [
  ['plain', 'plain'],
  ['$A', 'one'],
  ['${A}', 'one'],
  ['x$A.y', 'xone.y'],
  ['$', '$'],
  ['$$', ''],
  ['a$', 'a$'],
  ["'$A'", '$A'],
  ['"$A"', 'one'],
  ['\\$A', '$A'],
  ['"\\$A"', '$A'],
  ['"a\\b"', 'a\\b'],
  ['a\\b', 'ab'],
  ['"x y"', 'x y'],
  ["'it'\"'\"'s'", "it's"],
  ['$MISSING', ''],
  ['${MISSING:-b}', 'b'],
  ['${MISSING-b}', 'b'],
  ['${EMPTY:-b}', 'b'],
  ['${EMPTY-b}', ''],
  ['${A:-b}', 'one'],
  ['${A:+b}', 'b'],
  ['${EMPTY:+b}', ''],
  ['${EMPTY+b}', 'b'],
  ['${MISSING:+b}', ''],
  ['${MISSING:-$A}', 'one'],
  ['${MISSING:-${EMPTY:-$A}}', 'one'],
  ['${MISSING:-"a b"}', 'a b'],
  ['${A:?no}', 'one'],
  ['${A#o}', 'ne'],
  ['${FILE#*/}', 'sub/name.tar.gz'],
  ['${FILE##*/}', 'name.tar.gz'],
  ['${FILE%.*}', 'dir/sub/name.tar'],
  ['${FILE%%.*}', 'dir/sub/name'],
  ['${FILE%/*}', 'dir/sub'],
  ['${FILE#x}', 'dir/sub/name.tar.gz'],
  ['${FILE/sub/x}', 'dir/x/name.tar.gz'],
  ['${PATHS/bin/x}', '/usr/local/x:/usr/bin'],
  ['${PATHS//bin/x}', '/usr/local/x:/usr/x'],
  ['${PATHS//\\//-}', '-usr-local-bin:-usr-bin'],
  ['${FILE/n?me/x}', 'dir/sub/x.tar.gz'],
  ['${FILE/*/x}', 'x'],
  ['$__proto__', 'p'],
  ['$constructor', ''],
  ['$1', ''],
];

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['${', /missing '}'/],
  ['${A', /unsupported modifier/],
  ['${A:-b', /looking for matching }/],
  ['${}', /bad substitution/],
  ['${MISSING?}', /not allowed to be unset/],
  ['${EMPTY:?say so}', /say so/],
  ['${A:#b}', /unsupported modifier/],
  ['${A*b}', /unsupported modifier/],
  ["'open", /single-quote/],
  ['"open', /double-quote/],
  ['${A#\\x}', /invalid pattern/],
];

/** Bodies of heredocs, what they become, and undefined for those that are refused (lex.go with SkipProcessQuotes, read there). */
const BODIES: readonly (readonly [string, string | undefined])[] = [
  ['', ''],
  ['a b\n', 'a b\n'],
  ['$A ${A}\n\t$A\r\n', 'one one\n\tone\r\n'],
  ['\'$A\' "$A" it\'s "\n', '\'one\' "one" it\'s "\n'],
  ['`$A`', '`one`'],
  ['\\$A \\\\ \\" \\\' a\\b \\\n', '$A \\ " \' ab \n'],
  ['"\\$A a\\b"', '"$A ab"'],
  ['\\', ''],
  ['$MISSING$EMPTY', ''],
  ['$$A $ $1', 'A $ '],
  ['${MISSING:-"a b"}', '"a b"'],
  ["${MISSING:-'$A'}", "'one'"],
  ['${MISSING:-"}"}', '""}'],
  ['${A:+\\}}', '}'],
  ['${FILE#"dir"}', 'dir/sub/name.tar.gz'],
  ['${FILE##*/}', 'name.tar.gz'],
  ["${FILE/sub/'x'}", "dir/'x'/name.tar.gz"],
  ['${', undefined],
  ['${}', undefined],
  ['${A', undefined],
  ['${MISSING:?}', undefined],
  ['$(cat ${A*})', undefined],
  ['$(x) ${A:-$(y)}', '$(x) one'],
];

describe('expand', () => {
  const lookup = (name: string): string | undefined => VALUES.get(name);

  for (const [word, expected] of CASES) {
    it(`${word} becomes ${expected}`, () => {
      const result = expand(word, '\\', lookup);
      assert.equal(result.error, undefined);
      assert.equal(result.text, expected);
    });
  }

  for (const [word, reason] of REFUSED) {
    it(`${word} is refused and stays as written`, () => {
      const result = expand(word, '\\', lookup);
      assert.match(result.error ?? '', reason);
      assert.equal(result.text, word);
    });
  }

  it('splits words after replacing, but not inside quotes', () => {
    assert.deepEqual(expand('$PORTS 80', '\\', lookup).words, ['7001', '7002', '80']);
    assert.deepEqual(expand('"$PORTS" 80', '\\', lookup).words, ['7001 7002', '80']);
    assert.deepEqual(expand('$EMPTY', '\\', lookup).words, []);
  });

  it('takes the escape character of the file', () => {
    assert.equal(expand('`$A', '`', lookup).text, '$A');
    assert.equal(expand('C:\\$A', '`', lookup).text, 'C:\\one');
  });

  it('survives deep nesting and hostile patterns', () => {
    const deep = '${X:-'.repeat(5000) + '}'.repeat(5000);
    assert.notEqual(expand(deep, '\\', lookup).error, undefined);
    const value = 'a'.repeat(5000);
    const hostile = expand('${V##*a*a*a*a*a*b}', '\\', () => value);
    assert.equal(hostile.text, value);
  });
});

/** Word, what it becomes where X and the value of A are not known, and whether that is open. */
const OPEN: readonly (readonly [string, string, boolean])[] = [
  ['plain', 'plain', false],
  ['$X', '$X', true],
  ['a/${X}/$EMPTY', 'a/${X}/', true],
  ['"$X b"', '$X b', true],
  ["'$X'", '$X', false],
  ['\\$X', '$X', false],
  ['$A', 'one', true],
  ['${X:-b}', 'b', false],
  ['${X-$X}', '$X', true],
  ['${A:-b}', 'one', true],
  ['${FILE:-$X}', 'dir/sub/name.tar.gz', false],
  ['/x${X:+:$X}', '/x${X:+:$X}', true],
  ['${A:+b}', 'b', false],
  ['${X:?no}', '${X:?no}', true],
  ['${X%/*}', '${X%/*}', true],
  ['${A#o}', '${A#o}', true],
  ['${X//a/b}', '${X//a/b}', true],
  ['$MISSING', '', false],
];

describe('expand, with variables of unknown value', () => {
  for (const [word, expected, open] of OPEN) {
    it(`${word} becomes ${expected}${open ? ', which is open' : ''}`, () => {
      const result = expand(
        word,
        '\\',
        (name) => VALUES.get(name),
        (name) => name === 'X' || name === 'A',
      );
      assert.deepEqual([result.text, result.open, result.error], [expected, open, undefined]);
    });
  }
});

describe('values that grow', () => {
  const GROWING: Readonly<Record<string, string>> = {
    'by doubling': 'ENV A=$A$A',
    'by a default': 'ENV A=${A:-x}$A$A',
    'by a replacement': 'ENV A=${A//a/aa}',
    'in an argument': 'ARG A=$A$A',
  };
  for (const [how, line] of Object.entries(GROWING)) {
    it(`${how} begin anew`, () => {
      const model = buildModel(parse(`FROM a\nENV A=aaaa\n${`${line}\n`.repeat(2000)}RUN $A`));
      const lengths = model.nodes.map(({ detail }) =>
        detail.kind === 'pairs' ? (detail.pairs[0]?.value?.length ?? 0) : 0,
      );
      assert.ok(Math.max(...lengths) <= 16_384 + line.length);
    });
  }

  it('stay as written from a length on, and are not refused', () => {
    const value = 'a '.repeat(10_000);
    const long = expand('x$V', '\\', () => value);
    assert.deepEqual(long, { text: 'x$V', words: ['x$V'], error: undefined, open: false });
  });
});

describe('expandBody', () => {
  for (const [body, expected] of BODIES) {
    it(`${JSON.stringify(body)} becomes ${expected === undefined ? 'nothing' : JSON.stringify(expected)}`, () => {
      assert.equal(
        expandBody(body, (name) => VALUES.get(name)),
        expected,
      );
    });
  }

  it('gives up where long values are named thousands of times', () => {
    const value = 'a'.repeat(100_000);
    assert.equal(
      expandBody('$A'.repeat(100_000), () => value),
      undefined,
    );
    assert.equal(
      expandBody('$A$A', () => value),
      value + value,
    );
  });
});
