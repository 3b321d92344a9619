import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { refactoringsAt } from '../../server/src/insights/fixes/refactorings.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { unfinishedIn } from '../../server/src/fixes/unfinished.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';

/** The titles of all fixes of a Dockerfile. */
function titles(text: string): string[] {
  const { facts, findings } = analyze({ text });
  return findings.flatMap((finding) => fixesOf(facts, finding).map(({ title }) => title));
}

const LATE = 'RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCMD ["x"]\n';
const ARG = 'FROM debian:12\nARG COMMIT_SHA=unknown\n';
const MOVE = 'Move ARG COMMIT_SHA below';

/** What a fix may not move past. */
const HALF_TYPED = [
  'ENV COMM',
  'ENV',
  'ENV COMMIT="$COM',
  'COPY a',
  'WORKD',
  'RUN <<EOF\ntrue',
  'RUN true \\\n\nUSER app',
];

describe('a fix', () => {
  it('moves an instruction past others', () => {
    assert.ok(titles(`${ARG}ENV A=b\n${LATE}`).some((title) => title.startsWith(MOVE)));
  });

  for (const text of HALF_TYPED) {
    it(`moves nothing past ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        titles(`${ARG}${text}\n${LATE}`).filter((title) => title.startsWith(MOVE)),
        [],
      );
    });
  }

  it('moves nothing out of a stage whose FROM is part of the line above', () => {
    const text =
      'FROM golang:1.23 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache \\\n\nFROM alpine:3.22\nRUN apk add --no-cache ca-certificates\n';
    assert.deepEqual(titles(text), []);
  });

  it('mends what stands above and below', () => {
    assert.ok(titles(`${ARG}${LATE}ENV COMM\n`).some((title) => title.startsWith(MOVE)));
  });
});

describe('a refactoring', () => {
  const at = (text: string): string[] =>
    refactoringsAt(analyze({ text }), { start: 20, end: 20 }).map(({ id }) => id);

  it('merges whole instructions', () => {
    assert.ok(at('FROM debian:12\nRUN echo a\nRUN echo b\n').includes('merge-runs'));
  });

  it('leaves those alone that are being written', () => {
    assert.ok(!at('FROM debian:12\nRUN echo a\nRUN echo b \\\n').includes('merge-runs'));
  });
});

describe('the unfinished instructions of a text', () => {
  const linesOf = (text: string): number[] =>
    unfinishedIn(buildModel(parse(text))).map(({ instruction }) => instruction.line);

  it('are the same, whatever was read before', () => {
    const texts = [
      'FROM a\nRUN\nRUN b\nENV\n',
      'FROM a\nRUN\nRUN\nRUN b\nENV\n',
      'FROM a\nRUN b\nENV\n',
      'ENV\n',
      '',
      'ENV\nENV\nENV\n',
      'ENV\nENV\n',
      'FROM a\nRUN b \\\n',
      '# escape=`\nFROM a\nRUN b \\\n',
      'FROM a\nRUN b\n',
    ];
    const wanted = [[2, 4], [2, 3, 5], [3], [1], [], [1, 2, 3], [1, 2], [2], [], []];
    for (const [first, text] of texts.entries()) {
      for (const [second, other] of texts.entries()) {
        assert.deepEqual(linesOf(text), wanted[first]);
        assert.deepEqual(linesOf(other), wanted[second]);
      }
    }
  });
});
