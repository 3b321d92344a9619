import * as vscode from 'vscode';

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
}

const ITEMS: readonly MenuItem[] = [
  { label: '$(layers) Toggle annotations', command: 'strata.toggleAnnotations' },
  { label: '$(layers-active) What rebuilds if I change…', command: 'strata.whatIf' },
  { label: '$(files) Show files this instruction copies', command: 'strata.showCopiedFiles' },
  { label: '$(play) Build and annotate', command: 'strata.build' },
  { label: '$(package) Compare with an image…', command: 'strata.compareWithImage' },
  { label: '$(folder) Select build context…', command: 'strata.selectContext' },
  { label: '$(copy) Copy docker run command', command: 'strata.copyDockerRun' },
  { label: '$(copy) Copy docker run command with other ports…', command: 'strata.copyDockerRunWithPorts' },
  { label: '$(plug) Publish port in Compose', command: 'strata.publishPortInCompose' },
  { label: '$(output) Show output', command: 'strata.showOutput' },
  { label: '$(debug-restart) Restart server', command: 'strata.restartServer' },
];

/** The status bar item's menu. */
export async function showMenu(): Promise<void> {
  const picked = await vscode.window.showQuickPick(ITEMS, { placeHolder: 'Strata' });
  if (picked !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}
