import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanPath } from '../../../server/src/model/paths.ts';
import { compileIgnore, compilePatterns } from '../../../server/src/context/ignore/ignore.ts';
import { truthOf } from '../../support/truth.ts';

interface IgnoreRecord {
  readonly id: string;
  readonly file: string;
  readonly ignored?: Readonly<Record<string, boolean>>;
  readonly error?: string;
}

const records = truthOf<IgnoreRecord>('ignore');

describe('compileIgnore', () => {
  it('agrees with every recorded answer of moby/patternmatcher', () => {
    const wrong: string[] = [];
    let answers = 0;
    for (const { id, file, ignored = {}, error } of records) {
      const matcher = compileIgnore(file);
      assert.equal(matcher.error, error, id);
      for (const [path, expected] of Object.entries(ignored)) {
        answers += 1;
        if (matcher.ignores(path) !== expected) {
          wrong.push(`${id} ${path}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal(records.length, 401);
    assert.equal(answers, 19_502);
  });

  it('answers as patternmatcher does in a walk, except where the walk passes a pattern over', () => {
    const different = new Set<string>();
    for (const { file, ignored = {} } of records) {
      const matcher = compileIgnore(file);
      for (const [path, expected] of Object.entries(ignored)) {
        if (matcher.leavesOut(path) !== expected) {
          different.add(file);
        }
      }
    }
    // `!*` changes nothing at the folder `a`, so for `a/temp-2` it counts no longer.
    assert.deepEqual([...different], ['a/**\n!*/\nx/*\n!*\nx/x\n']);
  });

  it('leaves out wholly only folders of which it leaves out everything', () => {
    for (const { file, ignored = {} } of records) {
      const matcher = compileIgnore(file);
      for (const path of Object.keys(ignored)) {
        const parents = path.split('/').map((_, depth, all) => all.slice(0, depth).join('/'));
        if (parents.some((parent) => parent !== '' && matcher.leavesOutWholly(parent))) {
          assert.equal(matcher.leavesOut(path), true, `${JSON.stringify(file)} ${path}`);
        }
      }
    }
  });

  // Read off moby/patternmatcher and Go's regexp/syntax; not among the recorded answers.
  const CASES: readonly (readonly [file: string, path: string, ignored: boolean])[] = [
    // The bitmap that decides what to escape loses characters from 64 on, so these keep their meaning.
    ['a|b*', 'axyz', true],
    ['x{2}*', 'xxy', true],
    ['x{2}*', 'xy', false],
    ['{a,b}*', '{a,b}c', true],
    ['a^b', 'a^b', true],
    ['a^b*', 'a^bc', false],
    // A backslash reaches the expression.
    ['foo\\dist', 'foo7ist', true],
    ['foo\\dist', 'foo/dist', false],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['\\p{Greek}*', 'αβ', true],
    ['\\p{Greek}*', 'ab', false],
    ['[[:alpha:]]*', 'a1', true],
    ['[[:alpha:]]*', '1a', false],
    ['*a*a*a*b', 'aaab', true],
    ['*a*a*a*b', 'aaa', false],
    ['?', '🐳', true],
    ['*.md', 'a\u2028.md', true],
    ['a+(b)$*', 'a+(b)$c', true],
    // Names of Object.prototype are names like others.
    ['constructor', 'constructor', true],
    ['__proto__/x', '__proto__/x', true],
  ];
  for (const [file, path, ignored] of CASES) {
    it(`${JSON.stringify(file)} ${ignored ? 'ignores' : 'keeps'} ${JSON.stringify(path)}`, () => {
      const matcher = compileIgnore(file);
      assert.equal(matcher.error, undefined);
      assert.equal(matcher.ignores(path), ignored);
    });
  }

  const REFUSED: readonly (readonly [file: string, error: string])[] = [
    ['!', 'illegal exclusion pattern: "!"'],
    ['a[', 'syntax error in pattern'],
    ['docs\\private', 'syntax error in pattern'],
    ['src\\year', 'syntax error in pattern'],
    ['*{2}', 'syntax error in pattern'],
    ['a{2000}*', 'syntax error in pattern'],
    ['a\\8', 'syntax error in pattern'],
    ['x'.repeat(65_536), 'bufio.Scanner: token too long'],
  ];
  for (const [file, error] of REFUSED) {
    it(`refuses ${JSON.stringify(file.slice(0, 20))}`, () => {
      const matcher = compileIgnore(`ok\n${file}\n`);
      assert.equal(matcher.error, error);
      assert.equal(matcher.ignores('ok'), false);
    });
  }

  it('walks as BuildKit does where a pattern is passed over at a folder', () => {
    const matcher = compileIgnore('a/b\n!a\n');
    assert.equal(matcher.ignores('a/b'), false);
    assert.equal(matcher.leavesOut('a/b'), true);
  });

  const WHOLLY: readonly (readonly [file: string, folder: string, wholly: boolean])[] = [
    ['node_modules', 'node_modules', true],
    ['node_modules', 'node_modules/a/b', true],
    ['node_modules', 'src', false],
    ['*\n!src', 'dist', true],
    ['*\n!src/keep', 'src', false],
    ['*\n!src/keep', 'src/other', true],
    ['*\n!src/**', 'src', false],
    // Such an exception may bring back anything.
    ['*\n!**/*.md', 'dist', false],
    ['.git\n!/.env*.erb', '.git', true],
    ['.git\nold/a\n!o*/a/*.md', 'old/a', false],
    ['.git\nold/a\n!o*/?/b/*.md', 'old/a', false],
    ['.git\nold/a\n!n*/a/*.md', 'old/a', true],
    ['old\n!o[a-z]d/a', 'old', false],
    ['old\n!o+l*/a', 'old', false],
    ['old\n!old*', 'old', false],
    ['dist\n!dist', 'dist', false],
    ['dist/**', 'dist', false],
    ['dist/**', 'dist/a', true],
  ];
  for (const [file, folder, wholly] of WHOLLY) {
    it(`${JSON.stringify(file)} ${wholly ? 'closes' : 'leaves open'} ${folder}`, () => {
      assert.equal(compileIgnore(file).leavesOutWholly(folder), wholly);
    });
  }

  it('ends promptly on hostile patterns', () => {
    const path = 'a'.repeat(4000);
    for (const pattern of [
      '*a'.repeat(50) + 'b',
      '**/a'.repeat(50) + 'b',
      '*'.repeat(99) + 'b',
      '[a-z]*'.repeat(60) + '!',
    ]) {
      assert.equal(compileIgnore(pattern).ignores(path), false);
      assert.equal(compileIgnore(pattern).ignores('a/'.repeat(60) + 'a'), false);
    }
    const deep = compileIgnore('*\n!**/keep');
    assert.equal(deep.leavesOut('d/'.repeat(5000) + 'x'), true);
  });

  const names = fc.string({ unit: fc.constantFrom(...Array.from('ab/.*?![]^-\\{2,}|() #é🐳\n\t')) });

  it('never throws, and asking again gives the same answer in any order', () => {
    fc.assert(
      fc.property(names, fc.array(names), (file, paths) => {
        const forward = compileIgnore(file);
        const backward = compileIgnore(file);
        const first = paths.map((path) => [
          forward.ignores(path),
          forward.leavesOut(path),
          forward.leavesOutWholly(path),
        ]);
        const second = paths
          .slice()
          .reverse()
          .map((path) => [backward.ignores(path), backward.leavesOut(path), backward.leavesOutWholly(path)])
          .reverse();
        assert.deepEqual(first, second);
      }),
    );
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (file, path) => {
        assert.equal(typeof compileIgnore(file).ignores(path), 'boolean');
        assert.equal(typeof compilePatterns([file]).leavesOut(path), 'boolean');
      }),
    );
  });

  it('answers the same by JavaScript expressions and by its own machine', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '.', '**/'), maxLength: 8 });
    const paths = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(plain, paths, (pattern, path) => {
        const machine = pattern.replace(/[ab]/g, (letter) => `[${letter}]`);
        // A class makes the pattern an expression, so patterns that are compared as plain text are left aside.
        const clean = cleanPath(`/${pattern}`).slice(1);
        fc.pre(pattern !== machine && /[*?]/.test(pattern) && !/^\*\*|\*\*$/.test(clean));
        assert.equal(compileIgnore(pattern).ignores(path), compileIgnore(machine).ignores(path));
      }),
      { numRuns: 500 },
    );
  });
});
