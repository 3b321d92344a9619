import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CodeAction, CodeLens, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { ReadRequest } from '../../shared/wire.ts';
import { VSCODE_CAPABILITIES } from '../lsp/client.ts';
import { textAfter } from '../lsp/workspace-edits.ts';
import { bareWorker } from './bare-worker.ts';

const PROGRAM = readFileSync(new URL('../../dist/browser/server.js', import.meta.url), 'utf8');

const ROOT = 'vscode-vfs://github/me/app%20one';
const DOCKERFILE = `${ROOT}/Dockerfile`;
const TEXT = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 3000\n';
const FILES = new Map([
  ['Dockerfile', TEXT],
  ['.dockerignore', 'Dockerfile\n.dockerignore\n'],
  ['package.json', '{ "name": "app", "dependencies": { "left-pad": "1.3.0" } }'],
  ['package-lock.json', '{ "lockfileVersion": 3, "packages": { "": {} } }'],
  ['index.js', '// é'],
]);

describe('the bundle for browsers', () => {
  const answer = (method: string, { uri }: { uri: string }): unknown => {
    const name = uri === ROOT ? '' : uri.slice(ROOT.length + 1);
    switch (method) {
      case ReadRequest.list:
        return name === '' ? [...FILES.keys()].map((file) => ({ name: file, kind: 'file' })) : null;
      case ReadRequest.readText:
        return FILES.get(name);
      default:
        return name === '' ? 'directory' : FILES.has(name) ? 'file' : null;
    }
  };

  it('serves in a bare worker, and reads files through the client', async () => {
    const worker = bareWorker(PROGRAM, answer);
    await worker.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: VSCODE_CAPABILITIES,
      workspaceFolders: [{ uri: ROOT, name: 'app' }],
      initializationOptions: { trusted: true },
    });
    const loaded = worker.next('workspace/diagnostic/refresh');
    worker.notify('initialized', {});
    worker.notify('textDocument/didOpen', {
      textDocument: { uri: DOCKERFILE, languageId: 'dockerfile', version: 1, text: TEXT },
    });
    const textDocument = { uri: DOCKERFILE };
    // The context is read beside the first answer.
    await worker.request('textDocument/diagnostic', { textDocument });
    await loaded;
    const report = (await worker.request('textDocument/diagnostic', {
      textDocument,
    })) as DocumentDiagnosticReport;
    const problems = report.kind === 'full' ? report.items : [];
    const ours = problems.filter(({ code }) => code === 'cache/copy-before-install');
    assert.deepEqual(
      ours.map(({ range }) => range.start.line),
      [2],
    );
    const lenses = (await worker.request('textDocument/codeLens', { textDocument })) as CodeLens[];
    assert.ok(lenses.length > 0);
    const [action] = (await worker.request('textDocument/codeAction', {
      textDocument,
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      context: { diagnostics: ours },
    })) as CodeAction[];
    const { edit } = (await worker.request('codeAction/resolve', action)) as CodeAction;
    // The names of the manifests are those of the files that the client listed.
    assert.equal(
      textAfter(TEXT, DOCKERFILE, edit),
      'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nEXPOSE 3000\n',
    );
    const whatIf = (await worker.request('strata/whatIf', {
      uri: DOCKERFILE,
      change: { kind: 'since', ref: 'HEAD', trusted: true },
    })) as { kind: string };
    assert.equal(whatIf.kind, 'unknown');
    assert.deepEqual(
      worker.read.filter((uri) => uri !== ROOT && !uri.startsWith(`${ROOT}/`)),
      [],
    );
    assert.equal(await worker.request('shutdown', null), null);
  });

  it('serves where the client reads nothing', async () => {
    const worker = bareWorker(PROGRAM, () => null);
    await worker.request('initialize', { processId: null, rootUri: null, capabilities: {} });
    const published = worker.next('textDocument/publishDiagnostics');
    worker.notify('initialized', {});
    worker.notify('textDocument/didOpen', {
      textDocument: {
        uri: 'untitled:Untitled-1',
        languageId: 'dockerfile',
        version: 1,
        text: 'FROM nginx\nEXPOSE 8080:80\n',
      },
    });
    await published;
    assert.deepEqual(worker.read, []);
  });
});
