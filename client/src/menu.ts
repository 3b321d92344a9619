import * as vscode from 'vscode';
import { activeDockerfile } from './dockerfile-editor.ts';

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
}

/** The status bar item's menu. */
export async function showMenu(): Promise<void> {
  const picked = await vscode.window.showQuickPick(items(activeDockerfile()?.document), {
    placeHolder: 'Strata',
  });
  if (picked !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}

/** Made when the menu is shown: nobody waits at the start for words that few look at. What can't work here is left out. */
function items(document: vscode.TextDocument | undefined): readonly MenuItem[] {
  return [
    { label: `$(layers) ${vscode.l10n.t('Show layer stack')}`, command: 'strata.showLayerStack' },
    { label: `$(eye) ${vscode.l10n.t('Toggle annotations')}`, command: 'strata.toggleAnnotations' },
    { label: `$(layers-active) ${vscode.l10n.t('What rebuilds if I change…')}`, command: 'strata.whatIf' },
    {
      label: `$(files) ${vscode.l10n.t('Show files this instruction copies')}`,
      command: 'strata.showCopiedFiles',
    },
    { label: `$(folder) ${vscode.l10n.t('Select build context…')}`, command: 'strata.selectContext' },
    ...(runsDocker() ? engineItems() : []),
    ...(/^[ \t]*EXPOSE\s/im.test(document?.getText() ?? '') ? portItems() : []),
    { label: `$(output) ${vscode.l10n.t('Show output')}`, command: 'strata.showOutput' },
    { label: `$(debug-restart) ${vscode.l10n.t('Restart server')}`, command: 'strata.restartServer' },
  ];
}

/** As in the palette, where a workspace is virtual only if all of its folders are. */
function runsDocker(): boolean {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  const isVirtual = workspaceFolders.length > 0 && workspaceFolders.every(({ uri }) => uri.scheme !== 'file');
  return isTrusted && !isVirtual;
}

function engineItems(): readonly MenuItem[] {
  return [
    { label: `$(play) ${vscode.l10n.t('Build and annotate')}`, command: 'strata.build' },
    { label: `$(package) ${vscode.l10n.t('Compare with an image…')}`, command: 'strata.compareWithImage' },
    { label: `$(history) ${vscode.l10n.t('Show the last build…')}`, command: 'strata.showLastBuild' },
  ];
}

function portItems(): readonly MenuItem[] {
  return [
    { label: `$(copy) ${vscode.l10n.t('Copy docker run command')}`, command: 'strata.copyDockerRun' },
    {
      label: `$(copy) ${vscode.l10n.t('Copy docker run command with other ports…')}`,
      command: 'strata.copyDockerRunWithPorts',
    },
    { label: `$(plug) ${vscode.l10n.t('Publish port in Compose')}`, command: 'strata.publishPortInCompose' },
  ];
}
