import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from '../start-client.ts';
import { answerReads } from './answer-reads.ts';
import { serverWorker } from './server-worker.ts';

let stop: (() => Promise<void>) | undefined;

/** Called by VS Code in a browser when the first Dockerfile is opened or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const server = serverWorker(vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js'));
  const stopClient = startClient(context, (id, name, options) => {
    const client = new LanguageClient(id, name, server.start, options);
    context.subscriptions.push(...answerReads(client));
    return client;
  });
  stop = async () => {
    await stopClient();
    server.end();
  };
}

/** Called when the page is closed or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await stop?.();
  stop = undefined;
}
