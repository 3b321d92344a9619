import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { checkRules } from '../../server/src/rules/check.ts';
import { ignoreEdit } from '../../server/src/rules/ignore-comments.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { ruleThat } from '../support/rules.ts';

const everywhere = ruleThat('cache/some-rule', ({ model }) => model.nodes.map((node) => node.index));

/** Asserts at which keywords a rule that reports every instruction is heard. */
function check(text: string, heard: readonly string[]): void {
  const { facts } = analyze({ text });
  const found = checkRules(facts, undefined, { rules: [everywhere] });
  assert.deepEqual(
    found.map(({ node }) => facts.model.nodes[node]?.instruction.keyword),
    heard,
    text,
  );
}

describe('comments that silence rules', () => {
  const SILENCING = [
    '# strata: ignore=cache/some-rule',
    '#strata:ignore=cache/some-rule',
    '## Strata : IGNORE = Cache/Some-Rule',
    '# strata: ignore = other/rule , cache/some-rule',
    '# strata: ignore=other/rule,cache/some-rule (the order, as it is, is wanted)',
    '# strata: ignore=cache/some-rule -- deliberate, see #12',
    '# strata: ignore=cache',
    '# strata: ignore=cache/*',
    '# strata: ignore=cache/some-rule\n# another comment',
    '# another comment\n# strata: ignore=cache/some-rule',
    '# strata: ignore=a/b\n# strata: ignore=cache/some-rule',
    '  # strata: ignore=cache/some-rule',
  ];
  for (const comment of SILENCING) {
    it(`silences: ${JSON.stringify(comment)}`, () => {
      check(`FROM a\n${comment}\nRUN b\nCOPY . .\n`, ['FROM', 'COPY']);
      check(`FROM a\r\n${comment.replaceAll('\n', '\r\n')}\r\nRUN b\r\nCOPY . .\r\n`, ['FROM', 'COPY']);
    });
  }

  const NOT_SILENCING = [
    '# strata: ignore=cache/other-rule',
    '# strata: ignore=cache/some-rule-2',
    '# strata: ignore=cach',
    '# strata: ignore=*',
    '# strata: ignore',
    '# strata: ignore=',
    '# strata: ignore=a/b -- cache/some-rule',
    '# strata: ignore=a/b (and not, cache/some-rule)',
    '# see strata: ignore=cache/some-rule',
    '# strata: ignore-file=cache/some-rule',
    '# strata: ignore=cache/some-rule\n',
  ];
  for (const comment of NOT_SILENCING) {
    it(`does not silence: ${JSON.stringify(comment)}`, () => {
      check(`FROM a\n${comment}\nRUN b\n`, ['FROM', 'RUN']);
    });
  }

  it('silences a rule for the file above its first instruction', () => {
    check(
      '# syntax=docker/dockerfile:1\n# strata: ignore-file=cache/some-rule\n\n# x\n\nFROM a\nRUN b\n',
      [],
    );
    check('# strata: ignore-file=cache (generated)\nFROM a\nRUN b\n', []);
    check('# strata: ignore-file=cache/other\nFROM a\n', ['FROM']);
  });
});

/** Asserts the text after silencing a rule at the last instruction; and that the rule is then silent there, and only there. */
function checkEdit(text: string, expected: string): void {
  const file = parse(text);
  const last = file.instructions[file.instructions.length - 1];
  assert.ok(last);
  const edit = ignoreEdit(file, last, 'cache/some-rule');
  const edited = applyEdits(text, [edit]);
  assert.equal(edited, expected);
  const after = parse(edited);
  assert.deepEqual(
    after.directives.map(({ name }) => name),
    file.directives.map(({ name }) => name),
  );
  check(
    edited,
    file.instructions.slice(0, -1).map(({ keyword }) => keyword),
  );
}

describe('the edit that writes such a comment', () => {
  const EDITS: readonly (readonly [string, string, string])[] = [
    ['above the keyword', 'FROM a\nRUN b\n', 'FROM a\n# strata: ignore=cache/some-rule\nRUN b\n'],
    ['keeps indentation', 'FROM a\n\t RUN b', 'FROM a\n\t # strata: ignore=cache/some-rule\n\t RUN b'],
    ['keeps line ends', 'FROM a\r\nRUN b', 'FROM a\r\n# strata: ignore=cache/some-rule\r\nRUN b'],
    ['one line', 'FROM a', '# strata: ignore=cache/some-rule\nFROM a'],
    ['a byte order mark', '\uFEFFFROM a\r\n', '\uFEFF# strata: ignore=cache/some-rule\r\nFROM a\r\n'],
    [
      'below directives',
      '# escape=`\n# syntax=x\nFROM a\n',
      '# escape=`\n# syntax=x\n# strata: ignore=cache/some-rule\nFROM a\n',
    ],
    [
      'below other comments',
      'FROM a\n\n# why\nRUN b \\\n  c\n',
      'FROM a\n\n# why\n# strata: ignore=cache/some-rule\nRUN b \\\n  c\n',
    ],
    [
      'merges',
      'FROM a\n# strata: ignore=x/y\nRUN b\n',
      'FROM a\n# strata: ignore=x/y, cache/some-rule\nRUN b\n',
    ],
    [
      'merges in front of a reason',
      'FROM a\r\n#strata:ignore = x/y ,z -- because, why\r\n# more\r\nRUN b\r\n',
      'FROM a\r\n#strata:ignore = x/y ,z, cache/some-rule -- because, why\r\n# more\r\nRUN b\r\n',
    ],
    [
      'fills an empty list',
      'FROM a\n# strata: ignore=\nRUN b\n',
      'FROM a\n# strata: ignore=cache/some-rule\nRUN b\n',
    ],
    [
      'not across a blank line',
      'FROM a\n# strata: ignore=x/y\n\nRUN b\n',
      'FROM a\n# strata: ignore=x/y\n\n# strata: ignore=cache/some-rule\nRUN b\n',
    ],
  ];
  for (const [name, text, expected] of EDITS) {
    it(name, () => {
      checkEdit(text, expected);
    });
  }
});
