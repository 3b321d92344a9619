import * as vscode from 'vscode';
import { ClientCommand } from '../../shared/wire.ts';

/** Of the pages' addresses: `strata-rule:/cache/copy-before-install.md`. package.json names it, too. */
const SCHEME = 'strata-rule';

/** Markdown by rule. */
type Pages = ReadonlyMap<string, string>;

/** Registers the rules' pages, which VS Code can then open and nobody can edit, and the command that shows one. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable[] {
  let read: Pages | undefined;
  const pages = async (): Promise<Pages> => (read ??= await readPages(extensionUri));
  return [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async ({ path }) => (await pages()).get(ruleOf(path)),
    }),
    vscode.commands.registerCommand(ClientCommand.showRule, async (rule: unknown) => {
      await showRule(await pages(), rule);
    }),
  ];
}

/** What scripts/rule-pages.mjs writes when the extension is built. */
async function readPages(extensionUri: vscode.Uri): Promise<Pages> {
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'rule-pages.json');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, string>>));
}

/** Without a rule, as from the palette, a person chooses one. What is no rule leads nowhere, whoever asks for it. */
async function showRule(pages: Pages, given: unknown): Promise<void> {
  const rule = given ?? (await pickRule(pages));
  if (rule === undefined) {
    return;
  }
  if (typeof rule !== 'string' || !pages.has(rule)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Strata has no rule of that name.'));
    return;
  }
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // Somebody has switched off VS Code's own extension for Markdown.
    await vscode.window.showTextDocument(page);
  }
}

async function pickRule(pages: Pages): Promise<string | undefined> {
  const items = [...pages].map(([label, text]) => ({ label, detail: summaryOf(text) }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Show documentation of a rule'),
    placeHolder: vscode.l10n.t('Choose a rule'),
    matchOnDetail: true,
  });
  return picked?.label;
}

function ruleOf(path: string): string {
  return path.replace(/^\//, '').replace(/\.md$/, '');
}

/** The paragraph below the heading. */
function summaryOf(page: string): string {
  return page.split('\n', 3)[2] ?? '';
}
