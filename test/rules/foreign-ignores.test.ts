import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { checkRules } from '../../server/src/rules/check.ts';
import { ruleThat } from '../support/rules.ts';

const everywhere = {
  ...ruleThat('image/some-rule', ({ model }) => model.nodes.map((node) => node.index)),
  sameAs: ['hadolint/DL3007', 'buildkit/ExposeInvalidFormat'] as const,
};

/** Asserts at which keywords a rule that reports every instruction is heard. */
function check(text: string, heard: readonly string[]): void {
  const { facts } = analyze({ text });
  const keywords = checkRules(facts, undefined, { rules: [everywhere] }).map(
    ({ node }) => facts.model.nodes[node]?.instruction.keyword,
  );
  assert.deepEqual(keywords, heard, text);
}

describe('comments of other tools', () => {
  const AT_AN_INSTRUCTION = [
    '# hadolint ignore=DL3007',
    '#hadolint ignore=DL3006,DL3007',
    '# hadolint ignore=DL3006, DL3007 we want the newest',
    '# Hadolint Ignore = dl3007',
    '# tally ignore=DL3007',
    '# tally ignore=hadolint/DL3007;reason=we want the newest',
    '# tally ignore=all',
    '# check=skip=ExposeInvalidFormat',
    '# check=skip=all',
    '# another comment\n# hadolint ignore=DL3007\n# a third',
  ];
  for (const comment of AT_AN_INSTRUCTION) {
    it(`silences an instruction: ${JSON.stringify(comment)}`, () => {
      check(`FROM a\n${comment}\nRUN b\nCOPY . .\n`, ['FROM', 'COPY']);
      check(`FROM a\r\n${comment.replaceAll('\n', '\r\n')}\r\nRUN b\r\nCOPY . .\r\n`, ['FROM', 'COPY']);
    });
  }

  const FOR_THE_FILE = [
    '# check=skip=ExposeInvalidFormat',
    '# check=skip=JSONArgsRecommended, exposeinvalidformat;error=true',
    '# check=error=true;skip=all',
    '# syntax=docker/dockerfile:1\n# check=skip=all',
    '# hadolint global ignore=DL3007',
    '# tally global ignore=hadolint/DL3007;reason=generated',
    '# tally global ignore=buildkit/ExposeInvalidFormat',
  ];
  for (const comment of FOR_THE_FILE) {
    it(`silences a file: ${JSON.stringify(comment)}`, () => {
      check(`${comment}\nFROM a\nRUN b\n`, []);
    });
  }

  const NOT_SILENCING = [
    '# hadolint ignore=DL3006',
    '# hadolint ignore=DL30070',
    '# hadolint ignore=all',
    '# hadolint ignore=',
    '# see hadolint ignore=DL3007',
    '# hadolint ignore=DL3006 not DL3007',
    '# check=skip=JSONArgsRecommended',
    '# check=error=true',
    '# check=',
    '# tally ignore=tally/some-other-rule',
  ];
  for (const comment of NOT_SILENCING) {
    it(`does not silence: ${JSON.stringify(comment)}`, () => {
      check(`FROM a\n${comment}\nRUN b\n`, ['FROM', 'RUN']);
    });
  }

  it('counts for rules only that find the same thing', () => {
    const { facts } = analyze({ text: '# check=skip=all\n# tally ignore=all\nFROM a\n' });
    const rule = ruleThat('image/some-rule', () => [0]);
    assert.equal(checkRules(facts, undefined, { rules: [rule] }).length, 1);
  });
});
