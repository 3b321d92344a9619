import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { COPIED_FILES_REQUEST } from '../../shared/wire.ts';
import type { CopiedFilesParams, CopiedFilesResult } from '../../shared/wire.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { askServer } from './ask-server.ts';

type Files = Extract<CopiedFilesResult, { kind: 'files' }>;

interface Item extends vscode.QuickPickItem {
  readonly uri?: string | null;
}

/** Lists the files that the instruction at a zero-based line reads, or the one at the cursor; opens what is chosen. */
export async function showCopiedFiles(
  client: BaseLanguageClient,
  uri: unknown,
  line: unknown,
): Promise<void> {
  const editor = activeDockerfile();
  const document =
    typeof uri === 'string' ? uri : editor && client.code2ProtocolConverter.asUri(editor.document.uri);
  const at = typeof line === 'number' ? line : editor?.selection.active.line;
  const result = document === undefined || at === undefined ? undefined : await request(client, document, at);
  if (document === undefined || result === undefined) {
    return;
  }
  if (result.kind === 'unknown') {
    void vscode.window.showInformationMessage(result.message);
    return;
  }
  const files = result.kind === 'files' ? result : await chooseInstruction(client, document, result);
  if (files?.kind === 'files') {
    pickFile(files);
  }
}

async function request(
  client: BaseLanguageClient,
  uri: string,
  line: number,
): Promise<CopiedFilesResult | undefined> {
  const params: CopiedFilesParams = { uri, line };
  return askServer(client, COPIED_FILES_REQUEST, params);
}

async function chooseInstruction(
  client: BaseLanguageClient,
  uri: string,
  { instructions }: Extract<CopiedFilesResult, { kind: 'choose' }>,
): Promise<CopiedFilesResult | undefined> {
  const picked = await vscode.window.showQuickPick(
    instructions.map(({ line, text }) => ({
      label: text,
      description: vscode.l10n.t('line {0}', line + 1),
      line,
    })),
    {
      title: vscode.l10n.t('Show files this instruction copies'),
      placeHolder: vscode.l10n.t('Choose an instruction'),
    },
  );
  return picked && request(client, uri, picked.line);
}

/** Keeps its list while ignored files are shown and hidden. */
function pickFile(files: Files): void {
  const pick = vscode.window.createQuickPick<Item>();
  let showsIgnored = false;
  const fill = (): void => {
    pick.items = itemsOf(files, showsIgnored);
    const icon = new vscode.ThemeIcon(showsIgnored ? 'eye-closed' : 'eye');
    const tooltip = showsIgnored
      ? vscode.l10n.t('Hide what is left out')
      : vscode.l10n.t('Show what is left out ({0})', files.leftOutTotal);
    pick.buttons = files.leftOutTotal > 0 ? [{ iconPath: icon, tooltip }] : [];
  };
  pick.title = `${files.title}: ${files.summary}`;
  pick.placeholder = vscode.l10n.t('Choose a file to open it');
  pick.matchOnDescription = true;
  fill();
  pick.onDidTriggerButton(() => {
    showsIgnored = !showsIgnored;
    fill();
  });
  pick.onDidAccept(() => {
    const uri = pick.selectedItems[0]?.uri;
    if (typeof uri === 'string') {
      pick.hide();
      void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri));
    }
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  pick.show();
}

function itemsOf({ files, total, leftOut, leftOutTotal, complete }: Files, showsIgnored: boolean): Item[] {
  const items: Item[] = files.map(({ path, uri, size }) => ({ label: path, description: size, uri }));
  if (files.length < total) {
    items.push(separator(vscode.l10n.t('{0} more files are not listed', total - files.length)));
  }
  if (!complete) {
    items.push(separator(vscode.l10n.t('there may be more: folders that were not looked into, or symlinks')));
  }
  if (showsIgnored) {
    items.push(
      separator(vscode.l10n.t('left out')),
      ...leftOut.map(({ path, uri, folder, by }) => ({
        label: folder ? `${path}/` : path,
        description: vscode.l10n.t('left out by {0}', by),
        uri: folder ? null : uri,
      })),
    );
    if (leftOut.length < leftOutTotal) {
      items.push(separator(vscode.l10n.t('{0} more are not listed', leftOutTotal - leftOut.length)));
    }
  }
  return items.length > 0
    ? items
    : [{ label: vscode.l10n.t('No file of the build context is copied.'), uri: null }];
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
