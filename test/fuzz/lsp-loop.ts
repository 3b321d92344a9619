import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { setImmediate as turn, setTimeout as after } from 'node:timers/promises';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createConnection } from 'vscode-languageserver/node';
import { analyze } from '../../server/src/insights/analysis.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import { CONNECTION_STRATEGY } from '../../server/src/lsp/connection-strategy.ts';
import { givenUp } from '../../server/src/lsp/documents.ts';
import { startServer } from '../../server/src/lsp/start.ts';
import { createConversation } from '../../server/src/node/conversation.ts';
import { frameCutter } from '../../server/src/node/frames.ts';
import { createMessageReader } from '../../server/src/node/message-reader.ts';
import { createMessageWriter } from '../../server/src/node/message-writer.ts';
import { writtenLists } from '../../server/src/node/written-lists.ts';
import { positionAt } from '../../server/src/syntax/positions.ts';
import { METHODS } from '../lsp/methods.ts';
import { dockerfile, piece } from './texts.ts';

/** Something that a client does; `document` is one of three. */
type Step =
  | { readonly kind: 'open'; readonly document: number; readonly text: string }
  | {
      readonly kind: 'change';
      readonly document: number;
      readonly version: number;
      readonly changes: Change[];
    }
  | { readonly kind: 'close'; readonly document: number }
  | { readonly kind: 'ask'; readonly document: number; readonly method: string; readonly about: unknown }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'raw'; readonly bytes: string };

type Change = { readonly range: Range; readonly text: string } | { readonly text: string };

interface Range {
  readonly start: Place;
  readonly end: Place;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What is no message, or none that anybody knows. */
const BYTES = [
  '\r\n\r\n',
  'nonsense\r\n\r\n',
  'Content-Length: -5\r\n\r\n',
  'Content-Length: many\r\n\r\n{}',
  ...['{"jsonrpc":', '7', 'null', '[]', '{}', '{"jsonrpc":"2.0","method":"$/nonsense"}'].map(
    (body) => `Content-Length: ${body.length}\r\n\r\n${body}`,
  ),
];

const place = fc.record({
  line: fc.integer({ min: -1, max: 30 }),
  character: fc.integer({ min: -1, max: 60 }),
});
const range = fc.record({ start: place, end: place });
const document = fc.integer({ min: 0, max: 2 });

const open = fc.record({ kind: fc.constant('open' as const), document, text: dockerfile });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: open },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      document,
      version: fc.integer({ min: -1, max: 50 }),
      changes: fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.record({ range, text: piece }) },
          { weight: 1, arbitrary: fc.record({ text: dockerfile }) },
        ),
        { maxLength: 3 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), document }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      document,
      method: fc.constantFrom(...METHODS, 'workspace/nonsense'),
      about: fc.oneof(range, place, fc.constant(null), fc.jsonValue({ maxDepth: 2 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('raw' as const), bytes: fc.constantFrom(...BYTES) }),
  },
);

/** What a client may do to a server, one thing after another, some of it without waiting for answers. */
export const session: fc.Arbitrary<readonly Step[]> = fc
  .tuple(open, fc.array(step, { maxLength: 25, size: 'large' }))
  .map(([first, rest]) => [first, ...rest]);

/** Seconds after which a server that has not answered hangs. */
const PATIENCE = 20;

/**
 * Serves a session and throws unless every request is answered, nothing failed, and what is shown in the end is what an analysis of
 * the same texts says: no change was lost, and nothing is left of an earlier text.
 */
export async function checkSession(steps: readonly Step[]): Promise<void> {
  const client = startClient();
  const texts = new Map<string, TextDocument>();
  await client.ask('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  client.send({ method: 'initialized', params: {} });
  const asked: Promise<unknown>[] = [];
  for (const one of steps) {
    await take(one, { client, texts, asked });
  }
  await answered(Promise.all(asked));
  for (const document of texts.values()) {
    await checkShown(client, document);
  }
  assert.deepEqual(client.bugs, []);
}

interface Running {
  readonly client: Client;
  /** The open documents as a client has them. */
  readonly texts: Map<string, TextDocument>;
  readonly asked: Promise<unknown>[];
}

async function take(one: Step, { client, texts, asked }: Running): Promise<void> {
  switch (one.kind) {
    case 'open': {
      const uri = uriOf(one.document);
      const textDocument = { uri, languageId: 'dockerfile', version: 1, text: one.text };
      texts.set(uri, TextDocument.create(uri, 'dockerfile', 1, one.text));
      client.send({ method: 'textDocument/didOpen', params: { textDocument } });
      return;
    }
    case 'change': {
      const { version, changes } = one;
      const uri = uriOf(one.document);
      const text = texts.get(uri);
      if (text !== undefined && changes.length > 0) {
        texts.set(uri, TextDocument.update(text, changes, version));
      }
      const params = { textDocument: { uri, version }, contentChanges: changes };
      client.send({ method: 'textDocument/didChange', params });
      return;
    }
    case 'close': {
      const uri = uriOf(one.document);
      texts.delete(uri);
      client.send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
      return;
    }
    case 'ask': {
      const { about, method } = one;
      const uri = uriOf(one.document);
      const params = {
        ...{ uri, textDocument: { uri }, position: about, range: about, context: about },
        ...{ data: { uri, id: about }, line: about, ports: about, change: about, pick: about },
      };
      asked.push(client.ask(method, params));
      return;
    }
    case 'cancel':
      client.send({ method: '$/cancelRequest', params: { id: client.last() } });
      return;
    case 'wait':
      await turn();
      return;
    case 'raw':
      client.write(one.bytes);
  }
}

async function checkShown(client: Client, document: TextDocument): Promise<void> {
  const params = { textDocument: { uri: document.uri } };
  // What waits while somebody writes is told then (docs/decisions/0015-while-it-is-written.md).
  client.send({ method: 'textDocument/didSave', params });
  const [report, shown] = await answered(
    Promise.all([client.ask('textDocument/diagnostic', params), client.ask('textDocument/codeLens', params)]),
  );
  if (givenUp(document) !== undefined) {
    assert.deepEqual([report, shown], [{ kind: 'full', items: [] }, []]);
    return;
  }
  const analysis = analyze({ text: document.getText() });
  const { items } = report as { items: { code: string; message: string; range: Range }[] };
  assert.deepEqual(
    items.map(({ code, message, range: { start } }) => ({ code, message, start })),
    analysis.findings.map(({ rule, message, span }) => ({
      code: rule,
      message,
      start: positionAt(analysis.model.file, span.start),
    })),
  );
  assert.deepEqual(
    (shown as { command: { title: string } }[]).map(({ command }) => command.title),
    lenses(analysis).flatMap(({ parts }) => parts.map((part) => part.text)),
  );
}

async function answered<T>(all: Promise<T>): Promise<T> {
  const stop = new AbortController();
  try {
    return await Promise.race([all, lateness(stop.signal)]);
  } finally {
    stop.abort();
  }
}

/** Second by second, since a machine that sleeps is no server that hangs. */
async function lateness(signal: AbortSignal): Promise<never> {
  for (let second = 0; second < PATIENCE && !signal.aborted; second++) {
    await after(1000, undefined, { signal }).catch(() => undefined);
  }
  return assert.fail('a request is not answered');
}

function uriOf(number: number): string {
  return `untitled:Dockerfile-${number}`;
}

interface Client {
  readonly write: (bytes: string) => void;
  readonly send: (message: object) => void;
  /** Resolves with the result, or with the error. */
  readonly ask: (method: string, params: unknown) => Promise<unknown>;
  /** The number of the request that was sent last. */
  readonly last: () => number;
  /** What the server says of bugs. */
  readonly bugs: string[];
}

/** A server of this process, and its client: with its streams it is forgotten. */
function startClient(): Client {
  const toServer = new PassThrough();
  const fromServer = new PassThrough();
  const conversation = createConversation();
  const connection = createConnection(
    createMessageReader(toServer, conversation),
    createMessageWriter(fromServer, conversation),
    CONNECTION_STRATEGY,
  );
  startServer(connection, { disk: undefined, lists: writtenLists });
  const waiting = new Map<unknown, (answer: unknown) => void>();
  const bugs: string[] = [];
  fromServer.on(
    'data',
    frameCutter((body) => {
      const { id, method, params, result, error } = JSON.parse(body.toString()) as Record<string, unknown>;
      if (method === 'window/logMessage' && JSON.stringify(params).includes('A bug in Strata')) {
        bugs.push(JSON.stringify(params));
      }
      if (method === undefined) {
        waiting.get(id)?.(error ?? result);
        waiting.delete(id);
      }
    }),
  );
  let last = 0;
  const write = (bytes: string): void => {
    toServer.write(bytes);
  };
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  return {
    write,
    send,
    ask: (method, params) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        send({ id: last, method, params });
      }),
    last: () => last,
    bugs,
  };
}
