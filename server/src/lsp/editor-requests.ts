import type {
  CodeAction,
  CodeActionParams,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Answering } from './answering.ts';
import { resolveCodeAction } from './action-edit.ts';
import { codeActions, type ActionOptions } from './code-actions.ts';
import { dockerfilesAmong, isCompanion } from './documents.ts';
import { codeLenses } from './code-lens.ts';
import { diagnosticReport, diagnosticsOf } from './diagnostics/diagnostics.ts';
import { hoverOf } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { guarded } from './guard.ts';
import { isPosition, isRange, uriOf } from './params.ts';
import { turn } from '../workspace/slices.ts';
import type { Session } from './session.ts';
import { recordFrom } from './settings/settings.ts';

/** Answers what any editor asks: hovers, lenses, hints, diagnostics and code actions. */
export function answerEditor(session: Session, { about }: Answering): void {
  const { connection, runtime, log, abilities, documents, analyses } = session;
  const { diagnosticOptions, builds, shared } = session;
  const lensAbilities = { ...abilities, builds: abilities.builds && runtime.engine !== undefined };
  const options: ActionOptions = {
    ...diagnosticOptions,
    measures: (analysed) => builds().measures(analysed),
  };

  connection.onHover(
    about('hover', null, async (analysed, { position }: TextDocumentPositionParams) =>
      isPosition(position)
        ? hoverOf(analysed, position, abilities, {
            measures: builds().measures(analysed),
            shared: await shared().soon(analysed),
          })
        : null,
    ),
  );
  const drawn = new WeakSet<TextDocument>();
  connection.onCodeLens(
    about(
      'code lens',
      [],
      (analysed) =>
        codeLenses(analysed, lensAbilities, {
          measures: builds().measures(analysed),
          lists: runtime.lists,
        }),
      async (uri) => {
        const document = documents.get(uri);
        if (document !== undefined && !drawn.has(document)) {
          drawn.add(document);
          // The diagnostics of a document that was just opened are sent before its lenses are made.
          await analyses.of(uri);
          await turn();
        }
      },
    ),
  );
  connection.languages.inlayHint.on(
    about('inlay hints', [], (analysed, { range }) =>
      isRange(range) ? inlayHints(analysed, range, builds().measures(analysed)) : [],
    ),
  );
  connection.languages.diagnostics.on(
    about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostics',
      { kind: 'full', items: [] },
      (analysed, { previousResultId }) =>
        diagnosticReport(
          [...diagnosticsOf(analysed, diagnosticOptions), ...builds().failures(analysed)],
          previousResultId,
        ),
    ),
  );
  connection.onCodeAction((actionParams, token) =>
    guarded<CodeActionParams, CodeAction[]>({ log, feature: 'code actions', fallback: [] }, async () => {
      const uri = uriOf(actionParams);
      const document = documents.get(uri);
      if (document === undefined || !isRange(actionParams.range)) {
        return [];
      }
      // In a file that stands beside Dockerfiles, all of them may have something to say.
      const dockerfiles = isCompanion(document) ? dockerfilesAmong(documents) : [uri];
      const all = await Promise.all(dockerfiles.map((dockerfile) => analyses.of(dockerfile)));
      return token.isCancellationRequested
        ? []
        : all.flatMap((analysed) => (analysed ? codeActions(analysed, actionParams, options) : []));
    })(actionParams, token),
  );
  connection.onCodeActionResolve((action, token) =>
    guarded<CodeAction, CodeAction>({ log, feature: 'code action', fallback: action }, async () => {
      const analysed = await analyses.of(uriOf({ textDocument: recordFrom(action.data) }));
      return resolveCodeAction(analysed, action, options);
    })(action, token),
  );
}
