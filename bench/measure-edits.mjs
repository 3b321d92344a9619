import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { DOCKERFILE } from './make-context.mjs';
import { rounded, spread } from './statistics.mjs';

const IDLE_EDITS = 1000;

/**
 * Edits (change -> diagnostics) of a document whose context is small: alone, and while the context of another document is
 * read, prepared and drawn; then edits of that other document itself. With each the server's longest pause.
 */
export async function measureEdits(root, size, { home, rounds, server }) {
  const calm = path.join(home, 'calm');
  await mkdir(calm, { recursive: true });
  const client = startClient(server);
  await client.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: {
        configuration: true,
        diagnostics: { refreshSupport: true },
        codeLens: { refreshSupport: true },
      },
      textDocument: { diagnostic: {} },
    },
    workspaceFolders: null,
    initializationOptions: { trusted: false },
  });
  client.notify('initialized', {});
  const small = client.open(path.join(calm, 'Dockerfile'));
  for (let warm = 0; warm < 300; warm += 1) {
    await client.edit(small);
  }
  await client.longestPause();
  const idle = [];
  for (let count = 0; count < IDLE_EDITS; count += 1) {
    idle.push(await client.edit(small));
  }
  const idlePause = await client.longestPause();
  const during = [];
  const own = [];
  const pauses = [];
  const drawn = [];
  for (let round = 0; round < rounds; round += 1) {
    const large = client.open(path.join(root, 'Dockerfile'));
    let walking = true;
    let changes = 0;
    let shown = '';
    client.onRefresh(async () => {
      const [, lenses] = await Promise.all([
        client.pull(large),
        client.request('textDocument/codeLens', { textDocument: { uri: large } }),
      ]);
      const title =
        lenses.map(({ command }) => command?.title ?? '').find((text) => /\d files/.test(text)) ?? '';
      changes += title === shown ? 0 : 1;
      shown = title;
      walking &&= !/\d [kMG]?B|bytes/.test(title);
    });
    await client.pull(large);
    while (walking) {
      during.push(await client.edit(small));
    }
    client.onRefresh(() => undefined);
    pauses.push(await client.longestPause());
    drawn.push(changes);
    await client.edit(large);
    for (let count = 0; count < 50; count += 1) {
      own.push(await client.edit(large));
    }
    client.close(large);
    await sleep(100);
    await client.longestPause();
  }
  client.notify('exit', undefined);
  client.process.kill();
  await once(client.process, 'exit');
  const [alone, walking, large] = [spread(idle), spread(during), spread(own)];
  return {
    files: size,
    idleMs: alone,
    duringWalkMs: walking,
    ownDocumentMs: large,
    ratios: {
      median: rounded(walking.median / alone.median),
      p99: rounded(walking.p99 / alone.p99),
      max: rounded(walking.max / alone.max),
    },
    longestPauseMs: { idle: rounded(idlePause), duringWalk: spread(pauses) },
    lensChanges: Math.max(...drawn),
  };
}

function startClient(server) {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let onRefresh = () => undefined;
  connection.onRequest((method, params) => {
    if (method === 'workspace/diagnostic/refresh') {
      void onRefresh();
    }
    return method === 'workspace/configuration'
      ? params.items.map(() => ({ context: { maxFiles: 1_000_000 } }))
      : null;
  });
  connection.listen();
  const notify = (method, params) => void connection.sendNotification(method, params).catch(() => undefined);
  const request = (method, params) => connection.sendRequest(method, params);
  const pull = (uri) => request('textDocument/diagnostic', { textDocument: { uri }, identifier: 'strata' });
  let version = 1;
  return {
    process: child,
    notify,
    request,
    pull,
    open: (file) => {
      const uri = pathToFileURL(file).href;
      notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'dockerfile', version, text: DOCKERFILE },
      });
      return uri;
    },
    close: (uri) => {
      notify('textDocument/didClose', { textDocument: { uri } });
    },
    edit: async (uri) => {
      const start = performance.now();
      version += 1;
      notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text: DOCKERFILE.replace('8080', String(1000 + (version % 8000))) }],
      });
      await pull(uri);
      return performance.now() - start;
    },
    onRefresh: (run) => {
      onRefresh = run;
    },
    longestPause: async () => {
      child.kill('SIGUSR2');
      const [line] = await once(child.stderr, 'data');
      return JSON.parse(String(line).trim().split('\n').at(-1)).pause;
    },
  };
}
