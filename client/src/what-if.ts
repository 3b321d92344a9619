import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WHAT_IF_REQUEST } from '../../shared/wire.ts';
import type { WhatIfChange, WhatIfParams, WhatIfResult, WhatIfStep } from '../../shared/wire.ts';
import { createDecorations } from './what-if-decorations.ts';

/** What is shown of one question at a time, until it is dismissed or its document is closed. */
export interface WhatIf {
  /** Asks and shows; says so where there is no answer. */
  ask(document: vscode.TextDocument, change: WhatIfChange): Promise<void>;
  /** What is shown of a document; empty when nothing is. */
  stepsOf(document: vscode.TextDocument): readonly WhatIfStep[];
  /** Other verdicts are shown than before, or none any more. */
  readonly onDidChange: vscode.Event<void>;
  /** Asks the same again, as after a restart of the server. */
  update(): void;
  dismiss(): void;
  dispose(): void;
}

/** True in `when` clauses while verdicts are shown. */
const SHOWN = 'strata.whatIfShown';

/** How long typing must pause before the server is asked again, in milliseconds. */
const PAUSE = 150;

/** Room that the summary has in the status bar, in characters; its tooltip has all of it. */
const ROOM = 72;

type Verdicts = Extract<WhatIfResult, { kind: 'verdicts' }>;

interface Question {
  readonly document: vscode.TextDocument;
  readonly change: WhatIfChange;
}

/** Makes the feature; nothing is asked or shown before {@link WhatIf.ask}. */
export function createWhatIf(client: BaseLanguageClient, extensionUri: vscode.Uri): WhatIf {
  const decorations = createDecorations(extensionUri);
  const item = vscode.window.createStatusBarItem('strata.whatIf', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Strata: What Rebuilds');
  item.command = 'strata.clearWhatIf';
  const changes = new vscode.EventEmitter<void>();
  let question: Question | undefined;
  let verdicts: Verdicts | undefined;
  let asking: vscode.CancellationTokenSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (verdicts !== undefined && editor.document === question?.document) {
        decorations.show(editor, verdicts.steps);
      } else {
        decorations.clear(editor);
      }
    }
    changes.fire();
  };

  const dismiss = (): void => {
    clearTimeout(timer);
    asking?.cancel();
    question = undefined;
    verdicts = undefined;
    item.hide();
    draw();
    void vscode.commands.executeCommand('setContext', SHOWN, false);
  };

  const show = ({ document }: Question, result: Verdicts): void => {
    verdicts = result;
    const { summary, notes } = result;
    item.text = `$(layers-active) ${summary.length > ROOM ? `${summary.slice(0, ROOM - 1)}…` : summary}`;
    const name = vscode.workspace.asRelativePath(document.uri);
    item.tooltip = [`${summary}.`, ...notes, vscode.l10n.t('{0}. Click to dismiss.', name)].join('\n\n');
    item.accessibilityInformation = {
      label: vscode.l10n.t('Strata: {0}. Activate to dismiss.', summary),
      role: 'button',
    };
    item.show();
    draw();
    void vscode.commands.executeCommand('setContext', SHOWN, true);
  };

  /** The answer, undefined when there is none, or when another question has come up meanwhile. */
  const request = async (asked: Question): Promise<WhatIfResult | undefined> => {
    asking?.cancel();
    const source = new vscode.CancellationTokenSource();
    asking = source;
    const params: WhatIfParams = {
      uri: client.code2ProtocolConverter.asUri(asked.document.uri),
      change: asked.change,
    };
    try {
      // A server that is still starting answers when it is ready.
      const answer = await client.sendRequest<WhatIfResult | null>(WHAT_IF_REQUEST, params, source.token);
      return source.token.isCancellationRequested || question !== asked ? undefined : (answer ?? noAnswer());
    } catch {
      // Cancelled, or the server is on its way out; the client library tells when that is a problem.
      return undefined;
    } finally {
      source.dispose();
    }
  };

  const askAgain = async (): Promise<void> => {
    const asked = question;
    const answer = asked && (await request(asked));
    if (asked === undefined || answer === undefined) {
      return;
    }
    if (answer.kind === 'unknown') {
      dismiss();
    } else if (answer.version === asked.document.version) {
      show(asked, answer);
    }
  };

  const update = (): void => {
    clearTimeout(timer);
    void askAgain();
  };

  const subscriptions = [
    vscode.window.onDidChangeVisibleTextEditors(draw),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document === question?.document) {
        dismiss();
      }
    }),
    // VS Code keeps a document for a while after its last tab is gone.
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length > 0 && question !== undefined && !hasTab(question.document.uri)) {
        dismiss();
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document !== question?.document || contentChanges.length === 0) {
        return;
      }
      question = { document, change: moved(question.change, contentChanges) };
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    }),
  ];

  return {
    ask: async (document, change) => {
      clearTimeout(timer);
      const asked: Question = { document, change };
      question = asked;
      const answer = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Strata: what rebuilds') },
        () => request(asked),
      );
      if (answer?.kind === 'verdicts') {
        show(asked, answer);
      } else if (answer !== undefined) {
        dismiss();
        void vscode.window.showInformationMessage(answer.message);
      }
    },
    stepsOf: (document) => (document === question?.document ? (verdicts?.steps ?? []) : []),
    onDidChange: changes.event,
    update,
    dismiss,
    dispose: () => {
      changes.dispose();
      clearTimeout(timer);
      asking?.cancel();
      subscriptions.forEach((subscription) => {
        subscription.dispose();
      });
      decorations.dispose();
      item.dispose();
    },
  };
}

function noAnswer(): WhatIfResult {
  return { kind: 'unknown', message: vscode.l10n.t('Strata has no answer for this document.') };
}

function hasTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
        (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString()),
    ),
  );
}

/** A question about an instruction follows it when lines above it come and go. */
function moved(change: WhatIfChange, edits: readonly vscode.TextDocumentContentChangeEvent[]): WhatIfChange {
  if (change.kind !== 'instruction') {
    return change;
  }
  const added = edits
    .filter(
      ({ range }) =>
        range.end.line < change.line || (range.end.line === change.line && range.end.character === 0),
    )
    .reduce(
      (lines, { range, text }) => lines + text.split('\n').length - 1 - (range.end.line - range.start.line),
      0,
    );
  return { kind: 'instruction', line: Math.max(0, change.line + added) };
}
