import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ReadRequest } from '../../../shared/wire.ts';
import type { FileKind, ListedItem, PlaceToRead } from '../../../shared/wire.ts';

/** Reads for a server that has no disk, through VS Code. What can't be read is null, whatever the reason is. */
export function answerReads(client: BaseLanguageClient): vscode.Disposable[] {
  const answers: readonly (readonly [string, (uri: vscode.Uri, maxBytes: number) => Promise<unknown>])[] = [
    [ReadRequest.list, list],
    [ReadRequest.readText, readText],
    [ReadRequest.kind, async (uri) => kindOf((await vscode.workspace.fs.stat(uri)).type)],
  ];
  return answers.map(([request, answer]) =>
    client.onRequest(request, ({ uri, maxBytes }: PlaceToRead) =>
      answer(vscode.Uri.parse(uri), maxBytes ?? 0).catch(() => null),
    ),
  );
}

async function list(folder: vscode.Uri): Promise<readonly ListedItem[]> {
  const found = await vscode.workspace.fs.readDirectory(folder);
  return found.map(([name, type]) => ({ name, kind: kindOf(type) }));
}

async function readText(file: vscode.Uri, maxBytes: number): Promise<string | null> {
  const { type, size } = await vscode.workspace.fs.stat(file);
  if ((type & vscode.FileType.File) === 0 || size > maxBytes) {
    return null;
  }
  const bytes = await vscode.workspace.fs.readFile(file);
  // A byte order mark stays, as it does where the server reads by itself.
  return bytes.length > maxBytes ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** A link has its bit beside that of what it leads to. */
function kindOf(type: vscode.FileType): FileKind {
  if ((type & vscode.FileType.SymbolicLink) !== 0) {
    return 'symlink';
  }
  return type === vscode.FileType.File ? 'file' : type === vscode.FileType.Directory ? 'directory' : 'other';
}
