import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { CONNECTION_STRATEGY } from '../lsp/connection-strategy.ts';
import { startServer } from '../lsp/start.ts';
import { clientDisk } from './client-disk.ts';

/** A web worker is its own port to the page that started it; Node's types do not know it. */
const port = globalThis as never;

const connection = createConnection(
  new BrowserMessageReader(port),
  new BrowserMessageWriter(port),
  CONNECTION_STRATEGY,
);
// No git: a browser runs no processes.
startServer(connection, { disk: clientDisk(connection) });
