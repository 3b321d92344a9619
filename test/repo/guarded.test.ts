import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const FOLDER = fileURLToPath(new URL('../../server/src/lsp/', import.meta.url));

/** Wrap a handler so that a bug in it is logged and nothing else; `about` and `asked` of answering.ts are made of the first. */
const GUARDS = /^(guarded|quietly|about|asked)$/;

/** What listens to the client: `connection.onHover`, `connection.languages.inlayHint.on`, `documents.onDidOpen`. */
const LISTENS = /^(connection|documents)(\.\w+)*\.on\w*$/;

/** An answer to `initialize` that stands in for a failed one would be a server that does nothing. */
const UNGUARDED = ['connection.onInitialize'];

describe('what listens to the client', () => {
  it('is guarded: a bug in one feature takes no other down', () => {
    const all = readdirSync(FOLDER)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => listeners(name, readFileSync(FOLDER + name, 'utf8')));
    assert.ok(all.length > 20);
    assert.deepEqual(
      all.filter(({ guard }) => guard === undefined || !GUARDS.test(guard)).map(({ listens }) => listens),
      UNGUARDED,
    );
  });
});

interface Listener {
  readonly listens: string;
  /** The function that made the handler; undefined where none did. */
  readonly guard: string | undefined;
}

function listeners(name: string, text: string): readonly Listener[] {
  const found: Listener[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && LISTENS.test(node.expression.getText())) {
      const handler = node.arguments.at(-1);
      found.push({ listens: node.expression.getText(), guard: handler && guardOf(handler) });
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** `about` of `about<P, R>(…)`, and `guarded` of `(params, token) => guarded(…)(params, token)`. */
function guardOf(handler: ts.Expression): string | undefined {
  let made: ts.Node = handler;
  while (ts.isCallExpression(made) || (ts.isArrowFunction(made) && !ts.isBlock(made.body))) {
    made = ts.isCallExpression(made) ? made.expression : made.body;
  }
  return ts.isIdentifier(made) ? made.text : undefined;
}
