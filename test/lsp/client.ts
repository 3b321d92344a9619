import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ClientCommand } from '../../shared/wire.ts';
import type { MessageConnection } from 'vscode-languageserver-protocol/node';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  InlayHint,
  PublishDiagnosticsParams,
  Range,
} from 'vscode-languageserver-protocol';

const SERVER = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

/** A client as VS Code is one: it pulls, resolves, creates files and has our commands. */
export const VSCODE_CAPABILITIES = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** A client that can do next to nothing. */
export const PLAIN_CAPABILITIES = { textDocument: { codeAction: { codeActionLiteralSupport: {} } } };

/** How a test client presents itself. */
export interface ClientOptions {
  readonly capabilities?: unknown;
  readonly initializationOptions?: unknown;
  /** The `strata` section that `workspace/configuration` answers with; replace it with `configure`. */
  readonly settings?: unknown;
  readonly workspaceFolder?: string;
}

/** A server process and the client that talks to it. */
export interface TestClient {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** Lines that the server logged. */
  readonly log: readonly string[];
  /** Methods that the server asked the client for, in order. */
  readonly asked: readonly string[];
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  open(text: string, options?: { uri?: string; languageId?: string }): string;
  /** Replaces the text, or the given range of it. */
  change(uri: string, text: string, options?: { range?: Range }): void;
  close(uri: string): void;
  /** Replaces the settings and tells the server. */
  configure(settings: unknown): void;
  request<R>(method: string, params: unknown): Promise<R>;
  notify(method: string, params: unknown): void;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  lenses(uri: string): Promise<CodeLens[]>;
  hints(uri: string): Promise<InlayHint[]>;
  hover(uri: string, line: number, character: number): Promise<Hover | null>;
  actions(uri: string, line: number, only?: readonly string[]): Promise<CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  /** The next diagnostics that the server sends for a document, or those that have come since the last call. */
  published(uri: string): Promise<readonly Diagnostic[]>;
  /** Resolves when the server asks for something the next time. */
  nextRequest(method: string): Promise<void>;
  /** Ends the server as an editor does and checks its exit code. */
  stop(): Promise<void>;
}

let documents = 0;
const children = new Set<ChildProcess>();

// A test that fails leaves its server behind, and a server that runs would keep mocha from ending.
after(() => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
});

/** Starts `dist/server.cjs` and initializes it. */
export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const log: string[] = [];
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  const published = new Map<string, PublishDiagnosticsParams[]>();
  const versions = new Map<string, number>();
  let settings: unknown = options.settings ?? null;

  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, [...(published.get(params.uri) ?? []), params]);
    waiting.get(`publish ${params.uri}`)?.();
  });
  connection.onRequest((method: string, params: unknown) => {
    asked.push(method);
    waiting.get(method)?.();
    return method === 'workspace/configuration'
      ? (params as { items: unknown[] }).items.map(() => settings)
      : null;
  });
  connection.onError(() => undefined);
  connection.listen();

  const request = <R>(method: string, params: unknown): Promise<R> =>
    connection.sendRequest<R>(method, params);
  const notify = (method: string, params: unknown): void => {
    connection.sendNotification(method, params).catch(() => undefined);
  };
  const event = (key: string): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(key, () => {
        waiting.delete(key);
        resolve();
      });
    });
  const document = (uri: string): { textDocument: { uri: string } } => ({ textDocument: { uri } });

  const initialized = await request<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? VSCODE_CAPABILITIES,
    initializationOptions:
      'initializationOptions' in options
        ? options.initializationOptions
        : { commands: Object.values(ClientCommand), lineLinks: true },
    workspaceFolders:
      options.workspaceFolder === undefined ? null : [{ uri: options.workspaceFolder, name: 'workspace' }],
  });
  notify('initialized', {});

  return {
    connection,
    process: child,
    initialized,
    log,
    asked,
    exited,
    open: (text, { uri = `untitled:Dockerfile-${++documents}`, languageId = 'dockerfile' } = {}) => {
      versions.set(uri, 1);
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
      return uri;
    },
    change: (uri, text, { range } = {}) => {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const contentChanges = [range === undefined ? { text } : { range, text }];
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    },
    close: (uri) => {
      notify('textDocument/didClose', document(uri));
    },
    configure: (changed) => {
      settings = changed;
      notify('workspace/didChangeConfiguration', { settings: null });
    },
    request,
    notify,
    pull: (uri, previousResultId) =>
      request('textDocument/diagnostic', { ...document(uri), identifier: 'strata', previousResultId }),
    lenses: (uri) => request('textDocument/codeLens', document(uri)),
    hints: (uri) =>
      request('textDocument/inlayHint', {
        ...document(uri),
        range: { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } },
      }),
    hover: (uri, line, character) =>
      request('textDocument/hover', { ...document(uri), position: { line, character } }),
    actions: (uri, line, only) =>
      request('textDocument/codeAction', {
        ...document(uri),
        range: { start: { line, character: 0 }, end: { line, character: 1000 } },
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
      }),
    resolve: (action) => request('codeAction/resolve', action),
    published: async (uri) => {
      if ((published.get(uri) ?? []).length === 0) {
        await event(`publish ${uri}`);
      }
      const latest = published.get(uri)?.at(-1);
      published.delete(uri);
      return latest?.diagnostics ?? [];
    },
    nextRequest: event,
    stop: async () => {
      await request('shutdown', undefined);
      notify('exit', undefined);
      assert.equal(await exited, 0);
      connection.dispose();
    },
  };
}
