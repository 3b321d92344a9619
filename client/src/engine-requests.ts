import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { BuildParams } from '../../shared/wire.ts';
import { LANGUAGE, activeDockerfile } from './dockerfile-editor.ts';

/** The Dockerfile that a lens names, else the one in the active editor; undefined, with words, where nothing may be run for it. */
export async function dockerfileToAsk(asked: unknown): Promise<vscode.TextDocument | undefined> {
  if (!vscode.workspace.isTrusted) {
    void askForTrust();
    return undefined;
  }
  const uri =
    typeof asked === 'string' ? vscode.Uri.parse(asked) : asked instanceof vscode.Uri ? asked : undefined;
  const document =
    uri === undefined ? activeDockerfile()?.document : await vscode.workspace.openTextDocument(uri);
  if (document?.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile first.'));
    return undefined;
  }
  return document;
}

/** What the server is told of a document and of what may be run for it. */
export function paramsOf(client: BaseLanguageClient, { uri }: vscode.TextDocument): BuildParams {
  return {
    uri: client.code2ProtocolConverter.asUri(uri),
    trusted: vscode.workspace.isTrusted,
    // Of the machine's scope: no workspace can name a program that is then run.
    enginePath: vscode.workspace.getConfiguration('strata').get<string>('engine.path', 'docker'),
  };
}

/** The answer; undefined when the request was cancelled, or nobody answers. */
export async function request<R>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token?: vscode.CancellationToken,
): Promise<R | undefined> {
  try {
    // A second argument that is undefined would be sent as a second parameter.
    const answer =
      token === undefined
        ? client.sendRequest<R | null>(method, params)
        : client.sendRequest<R | null>(method, params, token);
    return (await answer) ?? undefined;
  } catch {
    // A server on its way out answers nothing, and the client library tells when that is a problem.
    if (client.isRunning() && token?.isCancellationRequested !== true) {
      void leadToOutput();
    }
    return undefined;
  }
}

async function askForTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t('Strata runs Docker only in workspaces that you trust.');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}

async function leadToOutput(): Promise<void> {
  const output = vscode.l10n.t('Show Output');
  const message = vscode.l10n.t('Strata has no answer: its output says why.');
  if ((await vscode.window.showErrorMessage(message, output)) === output) {
    await vscode.commands.executeCommand('strata.showOutput');
  }
}
