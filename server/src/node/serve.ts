import { pipeline } from 'node:stream';
import type { Connection } from 'vscode-languageserver/node';
import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { CONNECTION_STRATEGY } from '../lsp/connection-strategy.ts';
import { startServer } from '../lsp/start.ts';
import { nodeDisk } from './disk.ts';
import { nodeEngine } from './engine.ts';
import { soundFrames } from './frames.ts';
import { nodeGit } from './git.ts';
import { createMessageWriter } from './message-writer.ts';

/** Serves LSP on standard input and output until the client ends it or goes away; ends the process then. */
export function serveStdio(): void {
  // The end of the input ends the frames, and with them the process; an error of it is nothing else.
  const input = pipeline(process.stdin, soundFrames(), () => undefined);
  // The library takes streams, readers and writers in any pair; its types know two pairs.
  const output = createMessageWriter(process.stdout) as unknown as NodeJS.WritableStream;
  serve(createConnection(input, output, CONNECTION_STRATEGY));
}

/** The same over Node's own channel between processes, which VS Code uses. */
export function serveIpc(): void {
  // Without its other end nobody could ever be answered.
  process.once('disconnect', () => process.exit(1));
  serve(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), CONNECTION_STRATEGY));
}

function serve(connection: Connection): void {
  startServer(connection, { disk: nodeDisk(), git: nodeGit(), engine: nodeEngine() });
}
