import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';

/** How long a condition may take on a slow machine. Tests that pass never wait this long. */
const PATIENCE_MS = 30_000;
const POLL_MS = 25;

/**
 * Asks until `probe` gives something other than undefined and false, and returns that.
 * @param what the condition, for the message when it does not come true
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const result = await probe();
    if (result !== undefined && result !== false) {
      return result;
    }
    if (Date.now() > end) {
      throw new Error(`Still not so after ${PATIENCE_MS / 1000} s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Waits until `probe` gives a value that equals `expected`; the difference is shown when it never does. */
export async function eventually<T>(probe: () => T | Promise<T>, expected: T): Promise<void> {
  let last: T | undefined;
  try {
    await until('a value', async () => {
      last = await probe();
      try {
        assert.deepEqual(last, expected);
        return true;
      } catch {
        return false;
      }
    });
  } catch {
    assert.deepEqual(last, expected);
  }
}

/** A file of the workspace that the tests opened. */
export function workspaceUri(...names: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'The tests run in a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, ...names);
}

/** Writes a new file into the workspace. */
export async function writeFile(names: string[], text: string): Promise<vscode.Uri> {
  const uri = workspaceUri(...names);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Opens a file in the only editor. */
export async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Opens an untitled Dockerfile. */
export async function showUntitled(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content });
  return vscode.window.showTextDocument(document, { preview: false });
}

/**
 * Puts the cursor to a place (0-based, UTF-16) and waits until the editor on the screen has it there: the API tells the new
 * selection at once, while a key that is pressed right away would still go to the old place.
 */
export async function placeCursor(editor: vscode.TextEditor, line: number, character: number): Promise<void> {
  const place = new vscode.Selection(line, character, line, character);
  let there = editor.selection.isEqual(place);
  const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    there ||= textEditor === editor && selections[0]?.isEqual(place) === true;
  });
  try {
    editor.selection = place;
    await until(`the cursor at ${line}:${character}`, () => there);
  } finally {
    listener.dispose();
  }
}

/** Closes every editor without saving and forgets changed settings, so that each test starts alike. */
export async function startAfresh(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await configure('annotations', undefined);
  await configure('rules', undefined);
  await configure('builder', undefined);
}

/** Changes a setting of ours for this workspace; undefined brings the default back. */
export async function configure(name: string, value: unknown): Promise<void> {
  const section = vscode.workspace.getConfiguration('strata');
  for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.Global]) {
    const { workspaceValue, globalValue } = section.inspect(name) ?? {};
    const current = target === vscode.ConfigurationTarget.Workspace ? workspaceValue : globalValue;
    const wanted = target === vscode.ConfigurationTarget.Workspace ? value : undefined;
    if (current !== wanted) {
      await section.update(name, wanted, target);
    }
  }
}

/** Titles of the code lenses as `line: title | title`, with lines counted from 1. */
export async function lensLines(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100_000,
  );
  const lines = new Map<number, string[]>();
  for (const { range, command } of lenses) {
    const line = range.start.line + 1;
    lines.set(line, [...(lines.get(line) ?? []), command?.title ?? '(no title)']);
  }
  return [...lines].sort(([a], [b]) => a - b).map(([line, titles]) => `${line}: ${titles.join(' | ')}`);
}

/** Lens lines on the screen from top to bottom, or undefined where nobody can look at it. */
export async function lensesOnScreen(): Promise<string[] | undefined> {
  const boxes = await bridge?.boxes('.codelens-decoration');
  return boxes?.sort((a, b) => a.y - b.y).map(({ text }) => text);
}

/** What `lensesOnScreen` shows for lines that `lensLines` gives. */
export function asOnScreen(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^\d+: /, ''));
}

/** Our diagnostics of a file as `line rule`, with lines counted from 1. */
export function problems(uri: vscode.Uri): string[] {
  return strataDiagnostics(uri).map(({ range, code }) => `${range.start.line + 1} ${ruleId(code)}`);
}

/** Our diagnostics of a file. */
export function strataDiagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'strata');
}

/** The quick fixes at the first problem of a rule, the preferred one first, as VS Code's menu has them. */
export async function quickFixes(uri: vscode.Uri, rule: string): Promise<vscode.CodeAction[]> {
  const diagnostic = strataDiagnostics(uri).find(({ code }) => ruleId(code) === rule);
  assert.ok(diagnostic, `There is a diagnostic ${rule}.`);
  // Each problem has some. A document that was just opened again still shows those of before, and its server may not know it yet.
  const actions = await until(`quick fixes for ${rule}`, async () => {
    const found = await askedAgain(async () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        diagnostic.range,
        vscode.CodeActionKind.QuickFix.value,
        100,
      ),
    );
    return found.length > 0 && found;
  });
  return actions.sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
}

/** What is asked, once more where VS Code cancels it: it does so when a provider of any extension comes or goes meanwhile. */
async function askedAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.message === 'Canceled') {
      return ask();
    }
    throw error;
  }
}

/** Files in the workspace are named by their path inside it, everything else by its scheme. */
export function nameOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? path.relative(workspaceUri().fsPath, uri.fsPath) : uri.scheme;
}

function ruleId(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
