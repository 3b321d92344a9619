import assert from 'node:assert/strict';
import type { ContextEntry, ContextSnapshot } from '../../../server/src/context/types.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';

const CONTEXT: ContextSnapshot = {
  label: '.',
  dockerfile: 'Dockerfile',
  entries: new Map<string, ContextEntry>([
    ['Dockerfile', { kind: 'file', size: 1 }],
    ['main.c', { kind: 'file', size: 1 }],
    ['.git', { kind: 'directory' }],
  ]),
  closed: new Set(['.git']),
  complete: true,
  texts: new Map(),
  ignore: undefined,
};

/** A sentence of a hover, the rule whose message says the same, and where: in the second line, unless a text is named. */
const CASES: readonly {
  readonly rule: string;
  readonly text: string;
  readonly sentence: RegExp;
  readonly at?: string;
}[] = [
  {
    rule: 'cache/copies-its-own-dockerfile',
    text: 'FROM a\nCOPY . .\nRUN make\n',
    sentence: /It copies `Dockerfile` too: editing it rebuilds this layer\./,
  },
  {
    rule: 'context/heavy-path-not-ignored',
    text: 'FROM a\nCOPY . .\nRUN make\n',
    sentence: /It copies `\.git` too: every commit/,
  },
  {
    rule: 'ports/expose-maps-host-port',
    text: 'FROM a\nEXPOSE 8080:80\n',
    sentence: /Of `8080:80` only the part after the last colon counts/,
    at: '80:80',
  },
  {
    rule: 'ports/expose-has-no-effect',
    text: 'FROM a AS b\nEXPOSE 80\nFROM c\nCOPY --from=b /x /x\n',
    sentence: /This stage is not part of the final image/,
  },
  {
    rule: 'ports/unset-variable',
    text: 'FROM nginx\nEXPOSE $PORT\n',
    sentence: /Nothing sets `PORT` in this stage/,
    at: '$PORT',
  },
  {
    rule: 'image/exec-form-not-json',
    text: "FROM a\nCMD ['b', 'c']\n",
    sentence: /since JSON wants double quotes/,
    at: "'b'",
  },
];

describe('a hover', () => {
  for (const { rule, text, sentence, at } of CASES) {
    it(`does not say what ${rule} says at its place`, () => {
      const markdown = (setting: 'off' | 'hint', offset: number): string =>
        hoverAt(analyze({ text, context: CONTEXT, rules: new Map([[rule, setting]]) }), offset)?.markdown ??
        '';
      const place = text.indexOf(at ?? '\n') + 1;
      assert.doesNotMatch(markdown('hint', place), sentence);
      assert.match(markdown('off', place), sentence);
    });
  }

  it('says it where the problem is not shown', () => {
    const text = 'FROM a\nEXPOSE 8080:80\n';
    assert.match(
      hoverAt(analyze({ text }), text.indexOf('EXPOSE'))?.markdown ?? '',
      /only the part after the last colon counts/,
    );
  });
});
