import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestClient } from '../client.ts';
import { startClient } from '../client.ts';
import { METHODS } from '../methods.ts';

const SERVER = fileURLToPath(new URL('../../../dist/server.cjs', import.meta.url));

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** What arrives on standard input where a message should be. */
const FRAMES: readonly (readonly [string, string])[] = [
  ['broken JSON', frame('{"jsonrpc":"2.0","id":900,')],
  ['no JSON at all', frame('hello')],
  ['JSON that is no object', frame('7')],
  ['null', frame('null')],
  ['a batch', frame('[]')],
  ['an object that is no message', frame('{}')],
  ['an answer nobody asked for', frame('{"jsonrpc":"2.0","id":901,"result":null}')],
];

/** Headers that say no length, or one that no message has: they are dropped. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['a Content-Length that is no number', 'Content-Length: many\r\n\r\n'],
  ['a negative Content-Length', 'Content-Length: -5\r\n\r\n'],
  ['a negative Content-Length and a body', 'Content-Length: -5\r\n\r\n{"jsonrpc":"2.0"}'],
  ['a Content-Length of terabytes', 'Content-Length: 9999999999999\r\n\r\n{}'],
  ['a Content-Length beyond all numbers', `Content-Length: ${'9'.repeat(400)}\r\n\r\n`],
  ['a header without a Content-Length', 'Content-Type: text\r\n\r\n'],
  ['a header without a colon', 'nonsense\r\n\r\n'],
  ['no header at all', '\r\n\r\n'],
  ['a megabyte of nonsense', 'nonsense '.repeat(120_000)],
];

const at = (line: number, character: number): unknown => ({ line, character });

const PLACES: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 7],
  ['negative', at(-1, -1)],
  ['huge', at(2 ** 31 - 1, 2 ** 31 - 1)],
  ['beyond integers', at(1e300, 1e300)],
  ['fractions', at(0.5, 0.5)],
  ['of texts', { line: '0', character: '0' }],
];

describe('the server answers a hover rightly after', () => {
  let client: TestClient;
  let uri: string;
  before(async () => {
    client = await startClient();
    uri = client.open('FROM nginx\nEXPOSE 8080:80\n');
  });
  after(() => client.stop());

  const answersRightly = async (): Promise<void> => {
    const hover = await client.hover(uri, 1, 2);
    assert.match(JSON.stringify(hover), /8080/);
  };

  /** Whatever is answered, an error in the protocol's form included, something is. */
  const answered = (method: string, params: unknown): Promise<unknown> =>
    client.request(method, params).catch((error: unknown) => {
      assert.ok(error instanceof Error, String(error));
    });

  const arriving = [...FRAMES.map(([name, bytes]) => [`a frame with ${name}`, bytes] as const), ...HEADERS];
  for (const [name, bytes] of arriving) {
    it(name, async () => {
      client.process.stdin?.write(bytes);
      await answersRightly();
    });
  }

  for (const method of METHODS) {
    it(`${method} with parameters of wrong shapes, and for documents that are not open`, async () => {
      const closed = client.open('FROM scratch\n');
      client.close(closed);
      for (const params of [null, [], [7], { textDocument: 7, uri: 7 }]) {
        await answered(method, params);
      }
      for (const named of [uri, closed, 'untitled:never', 'not a uri', 'file:///%00', '']) {
        for (const [, place] of PLACES) {
          await answered(method, {
            uri: named,
            textDocument: { uri: named },
            position: place,
            range: { start: place, end: place },
            context: place,
            data: { uri: named, id: place },
            line: place,
            ports: place,
            change: place,
            pick: place,
          });
        }
      }
      await answersRightly();
    });
  }

  it('methods that nobody knows', async () => {
    client.notify('$/nonsense', {});
    client.notify('textDocument/nonsense', null);
    await assert.rejects(client.request('$/nonsense', {}), { code: -32601 });
    await assert.rejects(client.request('workspace/nonsense', null), { code: -32601 });
    await answersRightly();
  });

  it('versions out of order: the text that came last counts', async () => {
    const other = client.open('FROM a\n');
    for (const [version, text] of [
      [9, 'FROM b\n'],
      [3, 'FROM nginx\nEXPOSE 9090:80\n'],
    ] as const) {
      client.notify('textDocument/didChange', {
        textDocument: { uri: other, version },
        contentChanges: [{ text }],
      });
    }
    assert.match(JSON.stringify(await client.hover(other, 1, 2)), /9090/);
    await answersRightly();
  });

  for (const [name, place] of PLACES) {
    it(`a change at places outside the document: ${name}`, async () => {
      const other = client.open('FROM a\n');
      client.notify('textDocument/didChange', {
        textDocument: { uri: other, version: 2 },
        contentChanges: [{ range: { start: place, end: place }, text: 'RUN b\n' }],
      });
      await client.lenses(other);
      // A whole text mends whatever came of it.
      client.change(other, 'FROM nginx\nEXPOSE 9090:80\n');
      assert.match(JSON.stringify(await client.hover(other, 1, 2)), /9090/);
      await answersRightly();
    });
  }

  it('2,000 open documents', async () => {
    const opened = Array.from({ length: 2000 }, (_, index) =>
      client.open(`FROM nginx\nEXPOSE ${10_000 + index}:80\n`),
    );
    assert.match(JSON.stringify(await client.hover(opened[1999] ?? '', 1, 2)), /11999/);
    for (const each of opened) {
      client.close(each);
    }
    await answersRightly();
  });

  it('all of it, with no bug in the log and no content of a document', () => {
    assert.deepEqual(
      client.log.filter((line) => line.startsWith('A bug') || line.includes('EXPOSE')),
      [],
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a client that disappears', () => {
  it('takes the server with it when its process is killed', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, [${JSON.stringify(SERVER)}, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize',
        params: { processId: process.pid, rootUri: null, capabilities: {} } });
      child.stdin.write('Content-Length: ' + body.length + '\\r\\n\\r\\n' + body);
      child.stdout.once('data', () => console.log(child.pid));`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const server = Number(line);
    assert.ok(isAlive(server));
    parent.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while (isAlive(server) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const survived = isAlive(server);
    if (survived) {
      process.kill(server, 'SIGKILL');
    }
    assert.equal(survived, false);
  });
});
