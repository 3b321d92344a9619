import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LAYER_STACK_REQUEST } from '../../../shared/wire.ts';
import type { LayerStackParams, LayerStackResult } from '../../../shared/wire.ts';
import { activeDockerfile, LANGUAGE } from '../dockerfile-editor.ts';
import type { WhatIf } from '../what-if.ts';
import { pageHtml } from './page.ts';

/** The picture of the image beside the editor: one panel, which follows the Dockerfile that is looked at. */
export interface LayerStackView {
  show(): void;
  /** What is known may be more now. */
  update(): void;
  dispose(): void;
}

/** What the page says, as far as it can be trusted. */
type FromPage = Readonly<Partial<Record<'kind' | 'line' | 'focus' | 'width', unknown>>>;

/** How long typing, or pulling at the panel's side, must pause before the picture is drawn again, in milliseconds. */
const PAUSE = 150;

/** Makes the view; nothing is asked or shown before {@link LayerStackView.show}. */
export function createLayerStack(
  client: BaseLanguageClient,
  extensionUri: vscode.Uri,
  whatIf: WhatIf,
): LayerStackView {
  let panel: vscode.WebviewPanel | undefined;
  let shown: vscode.TextDocument | undefined;
  /** Pixels that the page has for the picture. */
  let width = 0;
  /** Pictures that were asked for, and the last one of them that is shown: an answer may come after a later one. */
  let asked = 0;
  let drawn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const post = (message: unknown): void => {
    void panel?.webview.postMessage(message);
  };

  const draw = async (): Promise<void> => {
    const document = shown;
    if (panel === undefined || document === undefined) {
      return;
    }
    const number = ++asked;
    const params: LayerStackParams = { uri: client.code2ProtocolConverter.asUri(document.uri), width };
    const answer = await client
      .sendRequest<LayerStackResult | null>(LAYER_STACK_REQUEST, params)
      // A server on its way out is told of by the client library.
      .catch(() => null);
    if (answer !== null && document === shown && number > drawn) {
      drawn = number;
      const { svg, style } = answer;
      post({ kind: 'draw', svg, style });
      markVerdicts();
      markSelection(vscode.window.activeTextEditor);
    }
  };

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void draw(), PAUSE);
  };

  const markVerdicts = (): void => {
    const steps = shown === undefined ? [] : whatIf.stepsOf(shown);
    post({
      kind: 'whatIf',
      verdicts: Object.fromEntries(steps.map(({ line, verdict, text }) => [line + 1, { verdict, text }])),
    });
  };

  const markSelection = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined && editor.document === shown) {
      post({ kind: 'select', line: instructionLine(editor) });
    }
  };

  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (panel !== undefined && editor?.document.languageId === LANGUAGE && editor.document !== shown) {
      shown = editor.document;
      void draw();
    }
  };

  const reveal = async (line: number, focus: boolean): Promise<void> => {
    if (shown === undefined || line < 1 || line > shown.lineCount) {
      return;
    }
    const { range } = shown.lineAt(line - 1);
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document === shown);
    await vscode.window.showTextDocument(shown, {
      viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
      preserveFocus: !focus,
      selection: new vscode.Range(range.start, range.start),
    });
  };

  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === shown) {
        soon();
      }
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      markSelection(textEditor);
    }),
    whatIf.onDidChange(markVerdicts),
  ];

  return {
    show: () => {
      const document = activeDockerfile()?.document ?? shown;
      if (document === undefined) {
        vscode.window.setStatusBarMessage(vscode.l10n.t('Open a Dockerfile to see its layers'), 5000);
        return;
      }
      shown = document;
      if (panel !== undefined) {
        panel.reveal(undefined, true);
        void draw();
        return;
      }
      const dist = vscode.Uri.joinPath(extensionUri, 'dist');
      const title = vscode.l10n.t('Layer Stack');
      const made = vscode.window.createWebviewPanel(
        'strata.layerStack',
        title,
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: false },
      );
      panel = made;
      made.onDidDispose(() => {
        panel = undefined;
        shown = undefined;
      });
      made.webview.onDidReceiveMessage((message: FromPage) => {
        if (message.kind === 'reveal' && typeof message.line === 'number') {
          void reveal(message.line, message.focus === true);
        } else if (typeof message.width === 'number') {
          ({ width } = message);
          if (message.kind === 'ready') {
            void draw();
          } else {
            soon();
          }
        }
      });
      made.webview.html = pageHtml(made.webview, {
        title,
        script: vscode.Uri.joinPath(dist, 'layer-stack.js'),
        nonce: crypto.randomUUID(),
      });
    },
    update: soon,
    dispose: () => {
      clearTimeout(timer);
      panel?.dispose();
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** The 1-based line of what the cursor is in: a comment belongs to the instruction below it. */
function instructionLine({ document, selection }: vscode.TextEditor): number {
  let { line } = selection.active;
  while (line < document.lineCount - 1 && document.lineAt(line).text.trimStart().startsWith('#')) {
    line++;
  }
  return line + 1;
}
