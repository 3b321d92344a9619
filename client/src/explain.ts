import * as vscode from 'vscode';

/** Puts the cursor at a place that the server names ({@link ExplainArguments} in shared/wire.ts) and shows its hover. */
export async function explain(uri: unknown, line: unknown, character: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof character !== 'number') {
    return;
  }
  const editor = await editorOf(vscode.Uri.parse(uri));
  const position = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(
    new vscode.Range(position, position),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
  await vscode.commands.executeCommand('editor.action.showHover');
}

/** The editor that shows a document, the active one first; it gets the focus, without which no hover is shown. */
function editorOf(uri: vscode.Uri): Thenable<vscode.TextEditor> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const candidates =
    activeTextEditor === undefined ? visibleTextEditors : [activeTextEditor, ...visibleTextEditors];
  const shown = candidates.find(({ document }) => document.uri.toString() === uri.toString());
  const column = shown?.viewColumn;
  return shown === undefined
    ? vscode.window.showTextDocument(uri)
    : vscode.window.showTextDocument(shown.document, column === undefined ? {} : { viewColumn: column });
}
