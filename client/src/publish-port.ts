import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { PUBLISH_CHOICES_REQUEST } from '../../shared/wire.ts';
import type { PublishChoice, PublishChoicesParams, PublishChoicesResult } from '../../shared/wire.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { askServer } from './ask-server.ts';

/**
 * Adds what a Dockerfile exposes to the `ports` of a Compose service and shows the change, which is not saved. The place is
 * that of an EXPOSE ({@link PlaceArguments} in shared/wire.ts); without one it is the active Dockerfile.
 */
export async function publishPort(client: BaseLanguageClient, uri: unknown, line: unknown): Promise<void> {
  const active = activeDockerfile()?.document.uri;
  const target = typeof uri === 'string' ? uri : active && client.code2ProtocolConverter.asUri(active);
  if (target === undefined) {
    return;
  }
  const params: PublishChoicesParams = { uri: target, line: typeof line === 'number' ? line : null };
  const result = await askServer<PublishChoicesResult>(client, PUBLISH_CHOICES_REQUEST, params);
  if (result?.kind === 'refused') {
    void vscode.window.showInformationMessage(result.message);
  }
  const choice = result?.kind === 'choices' ? await pick(result.choices) : undefined;
  if (choice !== undefined) {
    await add(client, choice);
  }
}

async function pick(choices: readonly PublishChoice[]): Promise<PublishChoice | undefined> {
  if (choices.length === 1) {
    return choices[0];
  }
  const picked = await vscode.window.showQuickPick(
    choices.map((choice) => ({
      label: choice.service,
      description: choice.mappings.join(', '),
      detail: choice.file,
      choice,
    })),
    {
      title: vscode.l10n.t('Publish port in Compose'),
      placeHolder: vscode.l10n.t('Choose the service that publishes it'),
    },
  );
  return picked?.choice;
}

async function add(client: BaseLanguageClient, { uri, version, edit }: PublishChoice): Promise<void> {
  const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const { start, end } = edit.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const isDone =
    (version === null || document.version === version) &&
    (await editor.edit((builder) => {
      builder.replace(range, edit.newText);
    }));
  if (!isDone) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The Compose file has changed meanwhile: try again.'),
    );
    return;
  }
  const at = document.offsetAt(range.start);
  const added = new vscode.Range(
    document.positionAt(at + edit.newText.length - edit.newText.trimStart().length),
    document.positionAt(at + edit.newText.trimEnd().length),
  );
  editor.selection = new vscode.Selection(added.end, added.end);
  editor.revealRange(added, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
