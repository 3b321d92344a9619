import path from 'node:path';
import type * as vscode from 'vscode';
import { runCompiled } from '../../../shared/node/run-compiled.ts';
import { codeFolder } from './code-folder.ts';
import type * as main from './main.ts';

let extension: typeof main | undefined;

/** Called by VS Code: runs the extension beside this file, which is kept compiled in the folder that VS Code gives it. */
export function activate(context: vscode.ExtensionContext): void {
  const { exports } = runCompiled(
    path.join(__dirname, 'client-main.cjs'),
    path.join(codeFolder(context), 'client'),
  );
  extension = exports as typeof main;
  extension.activate(context);
}

/** Called by VS Code at the end. */
export async function deactivate(): Promise<void> {
  await extension?.deactivate();
}
