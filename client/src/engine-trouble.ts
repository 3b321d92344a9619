import * as vscode from 'vscode';
import { ENGINE_SETTING } from '../../shared/wire.ts';
import type { Refusal } from '../../shared/wire.ts';

/** How it is said, and where more of it is. */
export interface TroubleOptions {
  readonly severity: 'error' | 'warning';
  /** Has what Docker said; undefined where nothing more was said. */
  readonly log?: vscode.OutputChannel | undefined;
}

/** Says why Docker did not do what it was asked, with buttons for where that can be changed or read. */
export async function tellTrouble(
  { message, isOfCommand }: Pick<Refusal, 'message' | 'isOfCommand'>,
  { severity, log }: TroubleOptions,
): Promise<void> {
  const settings = vscode.l10n.t('Open Settings');
  const output = vscode.l10n.t('Show Output');
  // VS Code cuts a message without buttons to one line.
  const buttons = [...(isOfCommand === true ? [settings] : []), ...(log === undefined ? [] : [output])];
  const picked = await (severity === 'error'
    ? vscode.window.showErrorMessage(message, ...buttons)
    : vscode.window.showWarningMessage(message, ...buttons));
  if (picked === settings) {
    // A setting of the machine on which Docker is, which has a page of its own where that is another one.
    const page = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
    await vscode.commands.executeCommand(`workbench.action.${page}`, { query: `@id:${ENGINE_SETTING}` });
  } else if (picked === output) {
    log?.show(true);
  }
}
