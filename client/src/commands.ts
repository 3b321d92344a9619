import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ClientCommand } from '../../shared/wire.ts';
import { toggleAnnotations } from './annotations.ts';
import type { ContextPicks } from './context-picks.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { chooseDockerRun } from './docker-run.ts';
import { explain } from './explain.ts';
import { publishPort } from './publish-port.ts';
import { selectContext } from './select-context.ts';
import { showMenu } from './menu.ts';
import { requestSummary } from './summary.ts';
import { restartServer } from './restart.ts';

/** What commands work with. */
export interface CommandOptions {
  readonly client: BaseLanguageClient;
  readonly output: vscode.LogOutputChannel;
  /** Remembers across sessions. */
  readonly memory: vscode.Memento;
  readonly picks: ContextPicks;
}

/** How long a confirmation stays in the status bar, in milliseconds. */
const CONFIRMATION = 5000;

/** Registers every command: those of the palette, and those that lenses and the status bar run. */
export function registerCommands(options: CommandOptions): vscode.Disposable[] {
  const { client, output, memory, picks } = options;
  const commands: readonly (readonly [string, (...args: unknown[]) => unknown])[] = [
    ['strata.toggleAnnotations', () => toggleAnnotations(memory, activeDockerfile()?.document.uri)],
    [ClientCommand.publishPort, (uri, line) => publishPort(client, uri, line)],
    [ClientCommand.selectContext, (uri) => selectContext(client, picks, uri)],
    ['strata.copyDockerRun', () => copyDockerRun(client)],
    ['strata.copyDockerRunWithPorts', () => copyDockerRunWithPorts(client)],
    ['strata.restartServer', () => restart(client, output)],
    [
      'strata.showOutput',
      () => {
        output.show();
      },
    ],
    ['strata.menu', showMenu],
    [ClientCommand.explain, explain],
    [ClientCommand.copyText, (text) => (typeof text === 'string' ? copy(text) : undefined)],
  ];
  return commands.map(([id, run]) => vscode.commands.registerCommand(id, run));
}

async function restart(client: BaseLanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  await restartServer(client, output);
  confirm(vscode.l10n.t('Strata server restarted'));
}

async function copyDockerRun(client: BaseLanguageClient): Promise<void> {
  const editor = activeDockerfile();
  if (editor === undefined) {
    confirm(vscode.l10n.t('Open a Dockerfile to copy its docker run command'));
    return;
  }
  const summary = await requestSummary(client, editor.document.uri);
  if (summary === undefined) {
    confirm(vscode.l10n.t('Strata has no answer for this document.'));
  } else if (summary.dockerRun === null) {
    confirm(vscode.l10n.t('This Dockerfile exposes no port: there is nothing to publish'));
  } else {
    await copy(summary.dockerRun);
  }
}

async function copyDockerRunWithPorts(client: BaseLanguageClient): Promise<void> {
  const editor = activeDockerfile();
  if (editor === undefined) {
    confirm(vscode.l10n.t('Open a Dockerfile to copy its docker run command'));
    return;
  }
  const command = await chooseDockerRun(client, editor.document.uri);
  if (command !== undefined) {
    await copy(command);
  }
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  confirm(vscode.l10n.t('Copied: {0}', text));
}

function confirm(text: string): void {
  vscode.window.setStatusBarMessage(text, CONFIRMATION);
}
