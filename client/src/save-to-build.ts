import * as vscode from 'vscode';
import { LANGUAGE } from './dockerfile-editor.ts';

/** Saves a document, since what is built lies on the disk; undefined where it was not saved. One without a name becomes another. */
export async function saveToBuild(document: vscode.TextDocument): Promise<vscode.TextDocument | undefined> {
  if (document.isUntitled) {
    return saveUntitled(document);
  }
  return !document.isDirty || (await document.save()) ? document : undefined;
}

/** VS Code's own dialog would take the first line for the name. */
async function saveUntitled(document: vscode.TextDocument): Promise<vscode.TextDocument | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Dockerfile to build it'),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'Dockerfile') }),
  });
  if (uri === undefined) {
    return undefined;
  }
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(document.getText()));
  // Everything of it is in the file: nobody needs to be asked whether it is to be kept.
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const saved = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(saved);
  return saved.languageId === LANGUAGE ? saved : vscode.languages.setTextDocumentLanguage(saved, LANGUAGE);
}
