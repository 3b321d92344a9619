import type * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { BrowserMessageReader, BrowserMessageWriter } from 'vscode-languageclient/browser';

/** The worker that the server runs in. */
export interface ServerWorker {
  /** Starts a new one, and ends the one before: a server serves once. */
  readonly start: () => Promise<MessageTransports>;
  readonly end: () => void;
}

/** What is used of a browser's `Worker`, which is no type of Node's. */
interface BrowserWorker {
  terminate(): void;
}

/** Names the server's program; nothing runs before `start`. */
export function serverWorker(program: vscode.Uri): ServerWorker {
  let worker: BrowserWorker | undefined;
  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  return {
    start: () => {
      end();
      const { Worker } = globalThis as unknown as { Worker: new (address: string) => BrowserWorker };
      worker = new Worker(program.toString(true));
      return Promise.resolve({
        reader: new BrowserMessageReader(worker as never),
        writer: new BrowserMessageWriter(worker as never),
      });
    },
    end,
  };
}
