import * as vscode from 'vscode';
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
  await client.start().catch((error: unknown) => {
    output.error(`The server did not start: ${String(error)}`);
    // A client that never got as far as a connection keeps to that failure (vscode-languageclient, client.ts).
    throw new Error(vscode.l10n.t('The Strata server did not start. Reload the window to try again.'), {
      cause: error,
    });
  });
}
