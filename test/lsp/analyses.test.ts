import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyses, type AnalysesOptions } from '../../server/src/lsp/analyses.ts';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings/settings.ts';
import { contextOf } from '../fixes/context-of.ts';

const NAMED = ['FROM node:22', 'COPY conf/a.conf conf/b.conf /etc/', 'COPY . .'].join('\n');
const GUESS = { reason: "The Dockerfile's own folder." };

/** What answers from one open document with a build context that does not change. */
function analysesOf(
  text: string,
  files: Readonly<Record<string, string>>,
): ReturnType<typeof createAnalyses> {
  const document = TextDocument.create('file:///w/Dockerfile', 'dockerfile', 1, text);
  const known = { snapshot: { ...contextOf(files), ...GUESS }, root: 'file:///w' };
  return createAnalyses({
    documents: { get: () => document },
    configuration: { of: async () => Promise.resolve(DEFAULT_SETTINGS) },
    contexts: { of: () => known },
    histories: { of: () => undefined },
    writing: () => undefined,
    log: { note: () => undefined, forget: () => undefined },
  } as unknown as AnalysesOptions);
}

describe('analyses of open documents', () => {
  for (const [what, files] of [
    ['what is copied is there', { 'conf/a.conf': '', 'conf/b.conf': '' }],
    ['the Dockerfile speaks against the context', { 'README.md': '' }],
  ] as const) {
    it(`are made once a version: ${what}`, async () => {
      const analyses = analysesOf(NAMED, files);
      const first = await analyses.of('file:///w/Dockerfile');
      assert.ok(first);
      assert.equal(await analyses.of('file:///w/Dockerfile'), first);
    });
  }
});
