import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ClientCommand } from '../../shared/wire.ts';
import { showCopiedFiles } from './copied-files.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { dockerfileFor } from './what-if-explorer.ts';
import { pickChange } from './what-if-pick.ts';
import type { WhatIf } from './what-if.ts';

/** Registers the commands that ask what an instruction reads and what a change rebuilds. */
export function registerWhatIf(client: BaseLanguageClient, whatIf: WhatIf): vscode.Disposable[] {
  const commands: readonly (readonly [string, (...args: unknown[]) => unknown])[] = [
    [ClientCommand.whatIf, (uri, line) => ask(client, whatIf, uri, line)],
    [
      'strata.clearWhatIf',
      () => {
        whatIf.dismiss();
      },
    ],
    ['strata.whichLayers', (uri, uris) => askAboutFiles(client, whatIf, uri, uris)],
    [ClientCommand.showCopiedFiles, (uri, line) => showCopiedFiles(client, uri, line)],
  ];
  return commands.map(([id, run]) => vscode.commands.registerCommand(id, run));
}

/** About the instruction at a line that a lens names, or about what a person picks. */
async function ask(client: BaseLanguageClient, whatIf: WhatIf, uri: unknown, line: unknown): Promise<void> {
  if (typeof uri === 'string' && typeof line === 'number') {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    await whatIf.ask(document, { kind: 'instruction', line });
    return;
  }
  const editor = activeDockerfile();
  const change = editor && (await pickChange(client, editor));
  if (editor !== undefined && change !== undefined) {
    await whatIf.ask(editor.document, change);
  }
}

/** The Explorer hands over the file that was clicked and all that are selected; the palette nothing. */
async function askAboutFiles(
  client: BaseLanguageClient,
  whatIf: WhatIf,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const many = (Array.isArray(selected) ? (selected as unknown[]) : []).filter(
    (uri) => uri instanceof vscode.Uri,
  );
  const one = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
  const files = many.length > 0 ? many : one === undefined ? [] : [one];
  const [file] = files;
  const editor = file && (await dockerfileFor(file));
  if (editor !== undefined) {
    const uris = files.map((uri) => client.code2ProtocolConverter.asUri(uri));
    await whatIf.ask(editor.document, { kind: 'files', paths: [], uris });
  }
}
