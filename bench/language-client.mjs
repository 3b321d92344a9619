import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { ENVIRONMENT } from './environment.mjs';

const CAPABILITIES = {
  workspace: {
    configuration: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: {},
    publishDiagnostics: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/**
 * Starts a language server as an editor does. `pulls` says that it is asked for diagnostics and lenses; otherwise it is
 * waited for until it publishes. `args` are further arguments of its, `execArgv` those of Node. `startedMs` is the time from spawn
 * until `initialize` is answered.
 */
export async function startLanguageClient(file, { pulls, args = [], execArgv = [] }) {
  const start = performance.now();
  const child = spawn(process.execPath, [...execArgv, file, '--stdio', ...args], {
    env: ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let onPublish = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) => {
    onPublish(diagnostics);
  });
  connection.onRequest((method, params) =>
    method === 'workspace/configuration' ? params.items.map(() => null) : null,
  );
  connection.listen();
  const notify = (method, params) => void connection.sendNotification(method, params).catch(() => undefined);
  const request = (method, params) => connection.sendRequest(method, params);
  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: CAPABILITIES,
    workspaceFolders: null,
  });
  const startedMs = performance.now() - start;
  notify('initialized', {});

  const shown = async (uri, method, params, onDiagnostics = () => undefined) => {
    const published = new Promise((resolve) => {
      onPublish = resolve;
    });
    notify(method, params);
    if (!pulls) {
      return published.then((diagnostics) => {
        onDiagnostics();
        return diagnostics;
      });
    }
    const [report] = await Promise.all([
      request('textDocument/diagnostic', { textDocument: { uri }, identifier: 'strata' }).then((answer) => {
        onDiagnostics();
        return answer;
      }),
      request('textDocument/codeLens', { textDocument: { uri } }),
    ]);
    return report.items;
  };
  let version = 1;
  return {
    startedMs,
    /** Whether it has lenses. */
    draws: pulls,
    open: (uri, text, onDiagnostics) =>
      shown(
        uri,
        'textDocument/didOpen',
        { textDocument: { uri, languageId: 'dockerfile', version, text } },
        onDiagnostics,
      ),
    change: (uri, range, text) => {
      version += 1;
      return shown(uri, 'textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
    },
    hover: (uri, line) =>
      request('textDocument/hover', { textDocument: { uri }, position: { line, character: 1 } }),
    lens: (uri) => request('textDocument/codeLens', { textDocument: { uri } }),
    actions: (uri, line, diagnostics) =>
      request('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line, character: 0 }, end: { line, character: 1 } },
        context: { diagnostics },
      }),
    peakMemoryMB: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    /** Ends it as the protocol says, so that it can do what it does then. */
    exit: async () => {
      const exited = once(child, 'exit');
      await request('shutdown');
      notify('exit');
      await exited;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      connection.dispose();
      child.kill();
      await exited;
    },
  };
}
