import type {
  CodeAction,
  CodeActionParams,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { Answering } from './answering.ts';
import type { ActionOptions } from './code-actions.ts';
import { dockerfilesAmong, isCompanion } from './documents.ts';
import type { Features } from './features.ts';
import { guarded } from './guard.ts';
import { isPosition, isRange, uriOf } from './params.ts';
import type { Session } from './session.ts';
import { recordFrom } from './settings.ts';

/** Answers what any editor asks: hovers, lenses, hints, diagnostics and code actions. */
export function answerEditor(session: Session, { about }: Answering): void {
  const { connection, runtime, log, abilities, documents, analyses, features } = session;
  const { diagnosticOptions, builds, shared } = session;
  const lensAbilities = { ...abilities, builds: abilities.builds && runtime.engine !== undefined };
  const withMeasures = (loaded: Features): ActionOptions => ({
    ...diagnosticOptions,
    measures: (analysed) => builds(loaded).measures(analysed),
  });

  connection.onHover(
    about('hover', null, async (analysed, { position }: TextDocumentPositionParams, loaded) =>
      isPosition(position)
        ? loaded.hoverOf(analysed, position, abilities, {
            measures: builds(loaded).measures(analysed),
            shared: await shared(loaded).soon(analysed),
          })
        : null,
    ),
  );
  connection.onCodeLens(
    about('code lens', [], (analysed, _params, loaded) =>
      loaded.codeLenses(analysed, lensAbilities, {
        measures: builds(loaded).measures(analysed),
        lists: runtime.lists,
      }),
    ),
  );
  connection.languages.inlayHint.on(
    about('inlay hints', [], (analysed, { range }, loaded) =>
      isRange(range) ? loaded.inlayHints(analysed, range, builds(loaded).measures(analysed)) : [],
    ),
  );
  connection.languages.diagnostics.on(
    about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostics',
      { kind: 'full', items: [] },
      (analysed, { previousResultId }, loaded) =>
        loaded.diagnosticReport(
          [...loaded.diagnosticsOf(analysed, diagnosticOptions), ...builds(loaded).failures(analysed)],
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
      const [all, loaded] = await Promise.all([
        Promise.all(dockerfiles.map((dockerfile) => analyses.of(dockerfile))),
        features(),
      ]);
      const options = withMeasures(loaded);
      return token.isCancellationRequested
        ? []
        : all.flatMap((analysed) => (analysed ? loaded.codeActions(analysed, actionParams, options) : []));
    })(actionParams, token),
  );
  connection.onCodeActionResolve((action, token) =>
    guarded<CodeAction, CodeAction>({ log, feature: 'code action', fallback: action }, async () => {
      const [analysed, loaded] = await Promise.all([
        analyses.of(uriOf({ textDocument: recordFrom(action.data) })),
        features(),
      ]);
      return loaded.resolveCodeAction(analysed, action, withMeasures(loaded));
    })(action, token),
  );
}
