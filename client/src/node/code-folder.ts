import path from 'node:path';
import type * as vscode from 'vscode';

/** Where what V8 compiled of client and server is kept: a folder of the user's that VS Code gives the extension. */
export function codeFolder({ globalStorageUri }: vscode.ExtensionContext): string {
  return path.join(globalStorageUri.fsPath, 'code');
}
