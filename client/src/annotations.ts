import * as vscode from 'vscode';

/** Under which the mode that was shown last is remembered. */
const REMEMBERED = 'strata.lastAnnotations';

const DEFAULT_MODE = 'codeLens';

/**
 * Switches annotations off, or on again as they were. Writes the setting where it is set already, the narrowest place
 * first, else for the user.
 */
export async function toggleAnnotations(
  memory: vscode.Memento,
  resource: vscode.Uri | undefined,
): Promise<void> {
  const section = vscode.workspace.getConfiguration('strata', resource);
  const mode = section.get<string>('annotations', DEFAULT_MODE);
  const target = narrowestTarget(section.inspect<string>('annotations'));
  if (mode !== 'off') {
    await memory.update(REMEMBERED, mode);
    await section.update('annotations', 'off', target);
    return;
  }
  const last = memory.get<string>(REMEMBERED, DEFAULT_MODE);
  // At the user's level the default needs no line in settings.json.
  const isDefault = target === vscode.ConfigurationTarget.Global && last === DEFAULT_MODE;
  await section.update('annotations', isDefault ? undefined : last, target);
}

type Inspected = ReturnType<vscode.WorkspaceConfiguration['inspect']>;

function narrowestTarget(inspected: Inspected): vscode.ConfigurationTarget {
  if (inspected?.workspaceFolderValue !== undefined) {
    return vscode.ConfigurationTarget.WorkspaceFolder;
  }
  return inspected?.workspaceValue === undefined
    ? vscode.ConfigurationTarget.Global
    : vscode.ConfigurationTarget.Workspace;
}
