import * as vscode from 'vscode';
import type { WhatIfStep, WhatIfVerdict } from '../../shared/wire.ts';

/** Draws verdicts in editors: a sign in the gutter and words behind the instruction's first line. */
export interface WhatIfDecorations {
  /** Draws these and nothing else. */
  show(editor: vscode.TextEditor, steps: readonly WhatIfStep[]): void;
  clear(editor: vscode.TextEditor): void;
  dispose(): void;
}

const VERDICTS: readonly WhatIfVerdict[] = ['rebuilt', 'depends', 'cached', 'unused'];

/** Makes the decorations. Signs differ in form, words say the same, so that nobody needs the colors. */
export function createDecorations(extensionUri: vscode.Uri): WhatIfDecorations {
  const icon = (verdict: WhatIfVerdict, theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'client', 'icons', `${verdict}-${theme}.svg`);
  const types = new Map(
    VERDICTS.map((verdict) => [
      verdict,
      vscode.window.createTextEditorDecorationType({
        gutterIconSize: 'contain',
        light: { gutterIconPath: icon(verdict, 'light') },
        dark: { gutterIconPath: icon(verdict, 'dark') },
        after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
        // What is typed at the end of the line stands in front of the words.
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
      }),
    ]),
  );
  return {
    show: (editor, steps) => {
      const { document } = editor;
      for (const [verdict, type] of types) {
        const options = steps
          .filter((step) => step.verdict === verdict && step.line < document.lineCount)
          .map(({ line, text }) => ({
            range: document.lineAt(line).range,
            // Screen readers say nothing of what is drawn; the hover they do read. No markup: the words may quote names of files.
            hoverMessage: new vscode.MarkdownString().appendText(text),
            renderOptions: { after: { contentText: text } },
          }));
        editor.setDecorations(type, options);
      }
    },
    clear: (editor) => {
      for (const type of types.values()) {
        editor.setDecorations(type, []);
      }
    },
    dispose: () => {
      for (const type of types.values()) {
        type.dispose();
      }
    },
  };
}
