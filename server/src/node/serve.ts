import { lstat } from 'node:fs';
import type { Connection } from 'vscode-languageserver/node';
import { createConnection, IPCMessageReader, IPCMessageWriter } from './protocol.ts';
import { CONNECTION_STRATEGY } from '../lsp/connection-strategy.ts';
import type { Lists } from '../lsp/lists.ts';
import { startServer } from '../lsp/start.ts';
import { createConversation } from './conversation.ts';
import { nodeDisk } from './disk.ts';
import { nodeEngine } from './engine.ts';
import { nodeGit } from './git.ts';
import { createMessageReader } from './message-reader.ts';
import { createMessageWriter } from './message-writer.ts';
import { writtenLists } from './written-lists.ts';

/** Serves LSP on standard input and output until the client ends it or goes away; ends the process then. */
export function serveStdio(): void {
  const { stdin, stdout } = process;
  const conversation = createConversation();
  const connection = createConnection(
    createMessageReader(stdin, conversation),
    createMessageWriter(stdout, conversation),
    CONNECTION_STRATEGY,
  );
  let code = 1;
  connection.onShutdown(() => {
    code = 0;
  });
  // A client that is gone is answered no more; that it said so before is what the protocol asks for.
  stdin.once('close', () => process.exit(code));
  stdin.once('end', () => process.exit(code));
  serve(connection, writtenLists);
}

/** The same over Node's own channel between processes, which VS Code uses. */
export function serveIpc(): void {
  // Without its other end nobody could ever be answered.
  process.once('disconnect', () => process.exit(1));
  serve(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), CONNECTION_STRATEGY));
}

function serve(connection: Connection, lists?: Lists): void {
  startServer(connection, { disk: nodeDisk(), git: nodeGit(), engine: nodeEngine(), lists, getReady });
}

/** Node makes the threads that read files when the first one is asked for, which takes as long as a dozen rules. */
function getReady(): void {
  lstat(process.execPath, () => undefined);
}
