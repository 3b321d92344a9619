import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';

/** Stops the server and starts a new one, which is told anew what the client can do and whether it is trusted. */
export async function restartServer(
  client: BaseLanguageClient,
  output: vscode.LogOutputChannel,
): Promise<void> {
  try {
    if (client.state === State.Starting) {
      // It can't be stopped before it is there, and what it is being told may be old by now.
      await client.start();
    }
    await client.stop();
  } catch (error) {
    // It was not running, or did not end in time: a new one is started in either case.
    output.warn(`The server was not stopped: ${String(error)}`);
  }
  await client.start();
}
