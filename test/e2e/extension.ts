import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The name of the extension under test, as the Marketplace would list it. */
const ID = 'strata.strata-dockerfile';

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(ID);
  assert.ok(found, `VS Code knows ${ID}.`);
  return found;
}
