import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysed } from '../../server/src/lsp/analyses.ts';
import { resolveCodeAction } from '../../server/src/lsp/action-edit.ts';
import type { ActionOptions } from '../../server/src/lsp/code-actions.ts';
import type { ClientAbilities } from '../../server/src/lsp/client-abilities.ts';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings/settings.ts';
import type { StepMeasure } from '../../server/src/measured/types.ts';
import { contextOf } from '../fixes/context-of.ts';

const FILES = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'a.js': '',
  '.dockerignore': '**/node_modules\n',
};
const SAVED = '`npm ci` would have run in 0 instead of 1 of the last 1 commits';

const CASES: readonly (readonly [name: string, measure: Partial<StepMeasure>, saved: string])[] = [
  ['ran', { state: 'done' }, `${SAVED}, about 41 s each time`],
  ['came from the cache, and ran before', { state: 'cached' }, `${SAVED}, about 41 s each time`],
  ['was another then', { state: 'done', stale: true }, SAVED],
  ['failed', { state: 'failed' }, SAVED],
  ['was cancelled', { state: 'cancelled' }, SAVED],
  ['runs now', { state: 'running', live: true }, SAVED],
  ['was not measured', { state: 'done', seconds: undefined }, SAVED],
];

describe('the preview of a fix says what it saves when the step', () => {
  for (const [name, measure, saved] of CASES) {
    it(name, () => {
      assert.equal(savedWith({ ...MEASURE, ...measure }), saved);
    });
  }
});

const MEASURE: StepMeasure = {
  ...{ node: 3, offset: 0, state: 'done', seconds: 41, bytes: undefined, cached: false, when: 0 },
  ...{ stale: false, live: false, image: undefined, output: [] },
};

function savedWith(measure: StepMeasure): string | undefined {
  const history = {
    head: 'a',
    commits: [{ id: '0', date: 0, paths: ['a.js'] }],
    ...{ shallow: false, complete: true, tracked: new Set(Object.keys(FILES)) },
  };
  const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
  const analysis = analyze({ text, context: contextOf(FILES), history });
  const { rule, node, key } = analysis.findings[0] ?? assert.fail();
  const uri = 'file:///Dockerfile';
  const analysed: Analysed = {
    ...{
      uri,
      version: 1,
      analysis,
      settings: DEFAULT_SETTINGS,
      history,
      contextRoot: '/',
      choice: undefined,
    },
  };
  const options: ActionOptions = {
    abilities: { documentChanges: true, annotatesChanges: true } as ClientAbilities,
    contextUri: () => undefined,
    composeUri: () => undefined,
    openDocument: () => undefined,
    measures: () => new Map([[measure.node, measure]]),
  };
  const action = { title: '', data: { uri, version: 1, act: 'fix', rule, node, key, fix: 0 } };
  const { edit } = resolveCodeAction(analysed, action, options) as CodeAction;
  return edit?.changeAnnotations?.['strata']?.description;
}
