import * as vscode from 'vscode';

/** VS Code's own id of the language. */
export const LANGUAGE = 'dockerfile';

/** The active editor if it shows a Dockerfile. */
export function activeDockerfile(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.languageId === LANGUAGE ? editor : undefined;
}
