import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SummaryResult } from '../../shared/wire.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { requestSummary } from './summary.ts';

/** The items in the status bar: what the image is, and which build context is taken where that is worth a word. */
export interface StatusBar {
  /** Asks the server again. */
  update(): void;
  dispose(): void;
}

/** How long typing must pause before the server is asked, in milliseconds. */
const PAUSE = 150;

/** Shows the summary of the active Dockerfile. What was shown stays until the next answer, so that nothing flickers. */
export function createStatusBar(client: BaseLanguageClient): StatusBar {
  const item = vscode.window.createStatusBarItem('strata.summary', vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t('Strata: Dockerfile Layers');
  item.command = 'strata.menu';
  const context = vscode.window.createStatusBarItem('strata.context', vscode.StatusBarAlignment.Right, 99.9);
  context.name = vscode.l10n.t('Strata: Build Context');
  context.command = 'strata.selectContext';
  let shown: string | undefined;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    shown = undefined;
    item.hide();
    context.hide();
  };

  const ask = async (): Promise<void> => {
    const document = activeDockerfile()?.document;
    const number = ++asked;
    if (document === undefined) {
      hide();
      return;
    }
    const uri = document.uri.toString();
    if (shown !== uri) {
      hide();
    }
    const summary = await requestSummary(client, document.uri);
    if (number !== asked) {
      return;
    }
    if (summary === undefined) {
      hide();
      return;
    }
    shown = uri;
    item.text = `$(layers) ${summary.text}`;
    item.tooltip = summary.tooltip;
    item.accessibilityInformation = {
      label: vscode.l10n.t('Strata: {0}. {1}', summary.text, summary.tooltip),
    };
    item.show();
    showContext(summary.context);
  };

  const showContext = (shownContext: SummaryResult['context']): void => {
    if (shownContext === null) {
      context.hide();
      return;
    }
    context.text = `$(folder) ${shownContext.text}`;
    context.tooltip = `${shownContext.tooltip}\n\n${vscode.l10n.t('Click to choose another.')}`;
    // Its text is in the tooltip, too.
    const label = vscode.l10n.t('{0} Activate to choose another.', shownContext.tooltip);
    context.accessibilityInformation = { label, role: 'button' };
    context.show();
  };

  const update = (): void => {
    clearTimeout(timer);
    void ask();
  };

  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  };

  const subscriptions = [
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument((document) => {
      // Also when a document's language becomes Dockerfile: its editor stays the active one.
      if (document === vscode.window.activeTextEditor?.document) {
        later();
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === activeDockerfile()?.document) {
        later();
      }
    }),
  ];

  return {
    update,
    dispose: () => {
      clearTimeout(timer);
      subscriptions.forEach((subscription) => {
        subscription.dispose();
      });
      item.dispose();
      context.dispose();
    },
  };
}
