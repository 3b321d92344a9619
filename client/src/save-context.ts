import * as vscode from 'vscode';

/** How long a confirmation stays in the status bar, in milliseconds. */
const CONFIRMATION = 5000;

/**
 * Writes one Dockerfile's build context into `strata.context.folders` of its workspace folder, beside what stands there.
 * False when the settings could not be written, which a message then says.
 */
export async function saveContext(document: vscode.Uri, pattern: string, folder: string): Promise<boolean> {
  const section = vscode.workspace.getConfiguration('strata.context', document);
  const inspected = section.inspect<Record<string, string>>('folders');
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const target =
    several || inspected?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.ConfigurationTarget.Workspace;
  const before =
    target === vscode.ConfigurationTarget.WorkspaceFolder
      ? inspected?.workspaceFolderValue
      : inspected?.workspaceValue;
  try {
    await section.update('folders', { ...before, [pattern]: folder }, target);
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The build context was not saved: {0}', String(error)));
    return false;
  }
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Saved in settings: {0} is built with {1}', pattern, folder),
    CONFIRMATION,
  );
  return true;
}
