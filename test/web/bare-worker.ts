import assert from 'node:assert/strict';
import { createContext, Script } from 'node:vm';
import { ReadRequest } from '../../shared/wire.ts';
import type { PlaceToRead } from '../../shared/wire.ts';

/** What a worker has besides the language itself and that the server uses. `Buffer`, `process` and `require` are not among it. */
const WORKER_GLOBALS = {
  AbortController,
  TextDecoder,
  TextEncoder,
  URL,
  clearTimeout,
  performance,
  queueMicrotask,
  setTimeout,
};

const READS: ReadonlySet<string> = new Set(Object.values(ReadRequest));

/** A server in a context that has a worker's globals only. */
export interface BareWorker {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** Resolves when the server asks or tells this the next time. */
  next(method: string): Promise<void>;
  /** URIs that the server asked to read. */
  readonly read: readonly string[];
}

interface Message {
  readonly jsonrpc?: '2.0';
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Runs a bundle. `answer` reads files, by the request's method; undefined is null. Where settings are asked for, there are none. */
export function bareWorker(
  program: string,
  answer: (method: string, place: PlaceToRead) => unknown,
): BareWorker {
  const read: string[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  const expected = new Map<string, () => void>();
  let lastId = 0;
  const scope: Record<string, unknown> & { onmessage?: (event: { data: unknown }) => void } = {
    ...WORKER_GLOBALS,
    addEventListener: () => undefined,
    postMessage: (message: Message) => {
      // A worker's messages are copies; so is what crosses the border of a context here.
      take(structuredCopy(message));
    },
  };
  const send = (message: Message): void => {
    queueMicrotask(() => scope.onmessage?.({ data: structuredCopy({ jsonrpc: '2.0', ...message }) }));
  };
  const look = (method: string, place: PlaceToRead): unknown => {
    read.push(place.uri);
    return answer(method, place);
  };
  const take = ({ id, method, params, ...rest }: Message): void => {
    if (method === undefined) {
      waiting.get(id ?? -1)?.(rest);
      return;
    }
    expected.get(method)?.();
    if (id !== undefined) {
      send({ id, result: READS.has(method) ? (look(method, params as PlaceToRead) ?? null) : [null] });
    }
  };
  scope['self'] = scope;
  new Script(program).runInContext(createContext(scope));
  return {
    read,
    request: (method, params) =>
      new Promise((resolve) => {
        lastId += 1;
        waiting.set(lastId, ({ result, error }) => {
          assert.equal(error, undefined);
          resolve(result);
        });
        send({ id: lastId, method, params });
      }),
    notify: (method, params) => {
      send({ method, params });
    },
    next: (method) =>
      new Promise((resolve) => {
        expected.set(method, resolve);
      }),
  };
}

function structuredCopy(message: Message): Message {
  return JSON.parse(JSON.stringify(message)) as Message;
}
