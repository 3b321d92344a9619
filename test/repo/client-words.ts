import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What the extension's sources say to people. */
export interface ClientWords {
  /** The texts that go through `vscode.l10n.t`, sorted, each once. */
  readonly messages: readonly string[];
  /** What does not, or not so that it can be collected: `client/src/menu.ts:12: 'Restart server'`. */
  readonly problems: readonly string[];
}

/** The file with the texts that translations are made of. */
export const BUNDLE = 'l10n/bundle.l10n.json';

/** That file's content for the sources as they are; @vscode/l10n-dev writes the same form. */
export function bundleText(): string {
  const { messages } = clientWords();
  return `${JSON.stringify(Object.fromEntries(messages.map((message) => [message, message])), undefined, 2)}\n`;
}

/** Reads every source of the extension. */
export function clientWords(): ClientWords {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const paths = readdirSync(`${root}client/src`, { recursive: true, encoding: 'utf8' })
    .map((path) => `client/src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
  const found = paths.map((path) => wordsOf(path, readFileSync(root + path, 'utf8')));
  return {
    messages: [...new Set(found.flatMap(({ messages }) => messages))].sort(),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** The words in one source. */
export function wordsOf(path: string, text: string): ClientWords {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const messages: string[] = [];
  const problems: string[] = [];
  const report = (node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`${path}:${line + 1}: ${node.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      return;
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'vscode.l10n.t') {
      const [message, ...values] = node.arguments;
      if (message !== undefined && ts.isStringLiteralLike(message)) {
        messages.push(message.text);
      } else {
        report(node);
      }
      values.forEach(visit);
      return;
    }
    if (ts.isCallExpression(node) && LOG.test(node.expression.getText())) {
      return;
    }
    const literal = literalText(node);
    if (literal !== undefined && (isSentence(literal) || (isShown(node) && /\p{L}/u.test(literal)))) {
      report(node);
    }
    node.forEachChild(visit);
  };
  // A page of markup and style, whose words are handed to it.
  if (!text.includes('<!doctype html>')) {
    visit(source);
  }
  return { messages, problems };
}

/** The log is read by those who mend Strata, in the language of its sources. */
const LOG = /^output\.(error|warn|info|debug|trace)$/;

/** Names of parts of VS Code's interface that hold words, and of our functions that make such parts. */
const SHOWN =
  /^(label|description|detail|title|tooltip|placeHolder|placeholder|prompt|openLabel|contentText|message|separator|confirm|show(Information|Warning|Error)Message|setStatusBarMessage)$/;

/** Names that no language translates. */
const NAMES = /^(Strata|Docker|Compose)$/;

/** The words of a literal or of a template, without icons and values; undefined for other nodes. */
function literalText(node: ts.Node): string | undefined {
  const text = ts.isStringLiteralLike(node)
    ? node.text
    : ts.isTemplateExpression(node)
      ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('\0')
      : undefined;
  const words = text?.replaceAll(/\$\([\w-]+\)/g, '').trim();
  return words !== undefined && NAMES.test(words) ? undefined : words;
}

/** Whether there are two words beside each other. */
function isSentence(text: string): boolean {
  return /\p{L} +\S*\p{L}/u.test(text);
}

/** Whether a literal is given, maybe by way of operators, to something that is shown. */
function isShown(node: ts.Node): boolean {
  let child = node;
  let { parent } = node;
  while (
    ts.isParenthesizedExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== child) ||
    (ts.isBinaryExpression(parent) &&
      (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || isAssignedTo(parent, child)))
  ) {
    if (isAssignedTo(parent, child)) {
      return true;
    }
    child = parent;
    ({ parent } = parent);
  }
  if (ts.isPropertyAssignment(parent)) {
    return parent.initializer === child && SHOWN.test(parent.name.getText());
  }
  return (
    ts.isCallExpression(parent) &&
    parent.arguments.some((argument) => argument === child) &&
    SHOWN.test(lastName(parent.expression))
  );
}

/** Whether `child` is assigned to a property that is shown. */
function isAssignedTo(parent: ts.Node, child: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    parent.right === child &&
    SHOWN.test(lastName(parent.left))
  );
}

function lastName(node: ts.Expression): string {
  return ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();
}
