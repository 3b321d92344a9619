import * as vscode from 'vscode';
import { eventually, lensLines, show, startAfresh, until, workspaceUri } from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');

describe('commands', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('Copy docker run command puts the command on the clipboard', async () => {
    await vscode.env.clipboard.writeText('something else');
    await show(dockerfile());
    await vscode.commands.executeCommand('strata.copyDockerRun');
    await eventually(async () => vscode.env.clipboard.readText(), 'docker run -p 3000:3000 IMAGE');
  });

  it('a click on the lens puts the same on the clipboard', async () => {
    await vscode.env.clipboard.writeText('something else');
    await show(dockerfile());
    const command = await until('the lens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        dockerfile(),
        100,
      );
      return lenses.map((lens) => lens.command).find((found) => found?.title.startsWith('Copy docker run'));
    });
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    await eventually(async () => vscode.env.clipboard.readText(), 'docker run -p 3000:3000 IMAGE');
  });

  it('Toggle annotations hides the lenses and brings them back', async () => {
    await show(dockerfile());
    const before = await until('lenses', async () => {
      const lines = await lensLines(dockerfile());
      return lines.length > 0 && lines;
    });
    await vscode.commands.executeCommand('strata.toggleAnnotations');
    await eventually(() => lensLines(dockerfile()), []);
    await vscode.commands.executeCommand('strata.toggleAnnotations');
    await eventually(() => lensLines(dockerfile()), before);
  });

  it('Show output opens our output', async () => {
    await show(dockerfile());
    await vscode.commands.executeCommand('strata.showOutput');
    await until('the output is visible', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output'),
    );
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
