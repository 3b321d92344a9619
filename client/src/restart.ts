import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Stops the server and starts a new one, which is told anew what the client can do and whether it is trusted. */
export async function restartServer(
  client: BaseLanguageClient,
  output: vscode.LogOutputChannel,
): Promise<void> {
  try {
    await client.stop();
  } catch (error) {
    // It was not running, or did not end in time: a new one is started in either case.
    output.warn(`The server was not stopped: ${String(error)}`);
  }
  await client.start();
}
