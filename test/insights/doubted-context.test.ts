import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { contextTitle } from '../../server/src/insights/context-choices.ts';
import { copiedFiles } from '../../server/src/insights/copied-files.ts';
import { hoverAt } from '../../server/src/insights/hover/hover.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import { chooseContext } from '../../server/src/context/location/choose-context.ts';
import { contextDoubt } from '../../server/src/insights/words/context-words.ts';
import { contextOf } from '../fixes/context-of.ts';

const TEXT = 'FROM node:22\nCOPY conf/a.conf conf/b.conf /etc/\nCOPY . .\nRUN npm run build\n';

const GUESS = {
  ...contextOf({ Dockerfile: TEXT, 'node_modules/a.js': 'x'.repeat(99), '.env': 'KEY=1\n' }),
  reason: "The Dockerfile's own folder.",
};

/** Everything that is said of a Dockerfile and its copies. */
function saidWith(context: typeof GUESS | undefined): readonly unknown[] {
  const analysis = analyze({ text: TEXT, context });
  const titles = lenses(analysis).map(({ parts }) => parts.map(({ text }) => text));
  return [analysis.findings, titles, copiedFiles(analysis, 2), hoverAt(analysis, TEXT.indexOf('COPY .'))];
}

describe('a build context that the Dockerfile itself speaks against', () => {
  it('is as if none were known', () => {
    assert.deepEqual(saidWith(GUESS), saidWith(undefined));
  });

  it('counts where a project names it', () => {
    assert.notDeepEqual(saidWith({ ...GUESS, ...{ named: 'here' } }), saidWith(undefined));
  });

  it('is named with that', () => {
    const { markdown = '' } = hoverAt(analyze({ text: TEXT, context: GUESS }), 0) ?? {};
    const expected =
      "Build context: `.`. The Dockerfile's own folder. Most of what is copied is not there, so nothing is said of its files.";
    assert.ok(markdown.includes(expected), markdown);
  });

  it('is worth a look in the status bar', () => {
    const choice = chooseContext({
      dockerfile: '/w/Dockerfile',
      workspaceRoot: '/w',
      compose: [],
      bake: [],
      setting: new Map(),
      sources: [],
      folders: [],
    });
    const titleOf = (context: typeof GUESS | undefined): string | undefined =>
      contextTitle(choice, () => '.', contextDoubt(analyze({ text: TEXT, context })))?.tooltip;
    assert.equal(titleOf(undefined), undefined);
    assert.equal(
      titleOf(GUESS),
      "Build context .: The Dockerfile's own folder. Most of what is copied is not there, so nothing is said of its files.",
    );
  });

  it('counts again once the copies are other ones', () => {
    const before = analyze({ text: TEXT, context: GUESS });
    const text = TEXT.replace(/COPY conf.*\n/, '');
    const after = analyze({ text, context: GUESS }, before);
    assert.deepEqual(after.findings, analyze({ text, context: GUESS }).findings);
    assert.equal(after.facts.context, GUESS);
  });
});
