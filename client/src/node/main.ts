import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient } from '../start-client.ts';
import { codeFolder } from './code-folder.ts';
import { SERVER_PROCESS } from './server-process.ts';

let stop: (() => Promise<void>) | undefined;

/** Called by VS Code when the first Dockerfile is opened or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const transport = TransportKind.ipc;
  const args = ['--code-cache', codeFolder(context)];
  stop = startClient(
    context,
    (id, name, options) =>
      new LanguageClient(
        id,
        name,
        {
          run: { module, transport, args, options: SERVER_PROCESS },
          debug: {
            module,
            transport,
            options: { ...SERVER_PROCESS, execArgv: [...SERVER_PROCESS.execArgv, '--nolazy'] },
          },
        },
        options,
      ),
  );
}

/** Called when VS Code closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await stop?.();
  stop = undefined;
}
