import type { Connection, ResponseMessage } from 'vscode-languageserver/node';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  LSPErrorCodes,
  Message,
} from 'vscode-languageserver/node';
import { startServer } from '../lsp/start.ts';
import { nodeDisk } from './disk.ts';
import { nodeGit } from './git.ts';

/** Serves LSP on standard input and output until the client ends it or goes away; ends the process then. */
export function serveStdio(): void {
  serve(createConnection(process.stdin, process.stdout, STRATEGY));
}

/** The same over Node's own channel between processes, which VS Code uses. */
export function serveIpc(): void {
  // Without its other end nobody could ever be answered.
  process.once('disconnect', () => process.exit(1));
  serve(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), STRATEGY));
}

/** A request that is cancelled before its turn is answered at once and never run. */
const STRATEGY = {
  cancelUndispatched: (message: Message): ResponseMessage | undefined =>
    Message.isRequest(message)
      ? {
          jsonrpc: '2.0',
          id: message.id,
          error: { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' },
        }
      : undefined,
};

function serve(connection: Connection): void {
  startServer(connection, { disk: nodeDisk(), git: nodeGit() });
}
