import assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The text of one document after a workspace edit, as a client applies it. */
export function textAfter(text: string, uri: string, edit: WorkspaceEdit | undefined): string {
  assert.ok(edit, 'there is an edit');
  const versioned = (edit.documentChanges ?? []).flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  const edits = [...versioned, ...(edit.changes?.[uri] ?? [])].flatMap((textEdit) =>
    'newText' in textEdit ? [textEdit] : [],
  );
  return TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 1, text), edits);
}
