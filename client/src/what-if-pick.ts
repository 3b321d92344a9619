import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WHAT_IF_CHOICES_REQUEST } from '../../shared/wire.ts';
import type { SummaryParams, WhatIfChange, WhatIfChoices } from '../../shared/wire.ts';
import { askServer } from './ask-server.ts';

/** Lets a person say what changes; undefined when they changed their mind, or there is nothing to ask. */
export async function pickChange(
  client: BaseLanguageClient,
  editor: vscode.TextEditor,
): Promise<WhatIfChange | undefined> {
  const choices = await requestChoices(client, editor.document.uri);
  if (choices === undefined) {
    return undefined;
  }
  const items = firstItems(choices);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no instruction in this Dockerfile yet.'),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('What rebuilds if I change…'),
    placeHolder: vscode.l10n.t('Type the name of a file, or choose what changes'),
    matchOnDescription: false,
  });
  return picked?.change ?? picked?.next?.(choices, editor);
}

interface Item extends vscode.QuickPickItem {
  readonly change?: WhatIfChange;
  /** Asks further. */
  readonly next?: (
    choices: WhatIfChoices,
    editor: vscode.TextEditor,
  ) => Promise<WhatIfChange | undefined> | undefined;
}

async function requestChoices(
  client: BaseLanguageClient,
  uri: vscode.Uri,
): Promise<WhatIfChoices | undefined> {
  const params: SummaryParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return askServer(client, WHAT_IF_CHOICES_REQUEST, params);
}

function firstItems(choices: WhatIfChoices): Item[] {
  const items: Item[] = [];
  if (choices.files !== null && vscode.workspace.isTrusted) {
    items.push(
      {
        label: `$(git-commit) ${vscode.l10n.t('My uncommitted changes')}`,
        change: { kind: 'since', ref: 'HEAD', trusted: true },
      },
      {
        label: `$(git-compare) ${vscode.l10n.t('Everything since a branch, tag or commit…')}`,
        next: pickRef,
      },
    );
  }
  if (choices.instructions.length > 0) {
    items.push({ label: `$(edit) ${vscode.l10n.t('An instruction…')}`, next: pickInstruction });
  }
  if (choices.arguments.length > 0) {
    items.push({ label: `$(symbol-parameter) ${vscode.l10n.t('A build argument…')}`, next: pickArgument });
  }
  if (choices.files !== null && choices.files.length > 1) {
    items.push({ label: `$(checklist) ${vscode.l10n.t('Several files…')}`, next: pickFiles });
  }
  return [...items, ...fileItems(choices, (path) => ({ kind: 'files', paths: [path], uris: [] }))];
}

/** Files in two groups, with a note where not all of them are listed. */
function fileItems(
  { files, total }: WhatIfChoices,
  changeOf: (path: string) => WhatIfChange | undefined,
): Item[] {
  const all = files ?? [];
  const item = (path: string, description: string): Item => {
    const change = changeOf(path);
    return { label: path, description, ...(change === undefined ? {} : { change }) };
  };
  const kept = all.filter(({ ignored }) => !ignored).map(({ path }) => item(path, ''));
  const ignored = all
    .filter((file) => file.ignored)
    .map(({ path }) => item(path, vscode.l10n.t('ignored: rebuilds nothing')));
  const note =
    all.length < total
      ? [separator(vscode.l10n.t('{0} more files are not listed: ask from the Explorer', total - all.length))]
      : [];
  return [
    ...(kept.length > 0 ? [separator(vscode.l10n.t('files of the build context')), ...kept] : []),
    ...(ignored.length > 0 ? [separator(vscode.l10n.t('left out by the ignore file')), ...ignored] : []),
    ...note,
  ];
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function pickFiles(choices: WhatIfChoices): Promise<WhatIfChange | undefined> {
  const picked = await vscode.window.showQuickPick(
    fileItems(choices, () => undefined),
    {
      title: vscode.l10n.t('What rebuilds if I change these files'),
      placeHolder: vscode.l10n.t('Choose files'),
      canPickMany: true,
    },
  );
  return picked === undefined || picked.length === 0
    ? undefined
    : { kind: 'files', paths: picked.map(({ label }) => label), uris: [] };
}

async function pickRef(): Promise<WhatIfChange | undefined> {
  const ref = await vscode.window.showInputBox({
    title: vscode.l10n.t('What rebuilds if the last build was of this commit'),
    prompt: vscode.l10n.t('A branch, tag or commit'),
    placeHolder: vscode.l10n.t('main, v1.2, HEAD~3'),
    validateInput: (text) =>
      /^\s*-/.test(text) || /\S\s+\S/.test(text)
        ? vscode.l10n.t('This is not a name of a commit.')
        : undefined,
  });
  const name = ref?.trim() ?? '';
  return name === '' ? undefined : { kind: 'since', ref: name, trusted: vscode.workspace.isTrusted };
}

/** Instructions in the order of the file; the one at the cursor is first, so that Enter takes it. */
async function pickInstruction(
  { instructions }: WhatIfChoices,
  editor: vscode.TextEditor,
): Promise<WhatIfChange | undefined> {
  const items = instructions.map(({ line, text }): Item => ({
    label: text,
    description: vscode.l10n.t('line {0}', line + 1),
    change: { kind: 'instruction', line },
  }));
  const { line } = editor.selection.active;
  const at = instructions.findLastIndex((instruction) => instruction.line <= line);
  const [here] = items.splice(Math.max(at, 0), 1);
  const picked = await vscode.window.showQuickPick(
    here === undefined
      ? items
      : [separator(vscode.l10n.t('at the cursor')), here, separator(vscode.l10n.t('instructions')), ...items],
    {
      title: vscode.l10n.t('What rebuilds if I change an instruction'),
      placeHolder: vscode.l10n.t('Choose an instruction'),
    },
  );
  return picked?.change;
}

async function pickArgument({ arguments: names }: WhatIfChoices): Promise<WhatIfChange | undefined> {
  const picked = await vscode.window.showQuickPick(
    names.map(({ name, lines }): Item => ({
      label: name,
      description:
        lines.length === 1
          ? vscode.l10n.t('line {0}', lines.join(''))
          : vscode.l10n.t('lines {0}', lines.join(', ')),
      change: { kind: 'argument', name },
    })),
    {
      title: vscode.l10n.t('What rebuilds if --build-arg gives another value'),
      placeHolder: vscode.l10n.t('Choose a build argument'),
    },
  );
  return picked?.change;
}
