import type {
  CodeAction,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  InitializeParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import {
  CONTEXT_CHOICES_REQUEST,
  COPIED_FILES_REQUEST,
  DOCKER_RUN_REQUEST,
  PICK_CONTEXT_REQUEST,
  SUMMARY_REQUEST,
  WHAT_IF_CHOICES_REQUEST,
  WHAT_IF_REQUEST,
} from '../../../shared/wire.ts';
import type {
  ContextChoices,
  CopiedFilesParams,
  CopiedFilesResult,
  DockerRunParams,
  DockerRunResult,
  PickContextParams,
  PickContextResult,
  SummaryParams,
  SummaryResult,
  WhatIfChoices,
  WhatIfParams,
  WhatIfResult,
} from '../../../shared/wire.ts';
import { createAnalyses } from './analyses.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { ChoicePlaces } from './context-choices.ts';
import { createConfiguration } from './configuration.ts';
import { createPicks } from './context-picks.ts';
import { createContexts, innermost } from './contexts.ts';
import { createDocuments } from './documents.ts';
import type { Features } from './features.ts';
import { createHistories } from './histories.ts';
import type { Handler } from './guard.ts';
import { guarded, quietly } from './guard.ts';
import type { Log } from './log.ts';
import { isPosition, isRange, uriOf } from './params.ts';
import { createPush } from './push-diagnostics.ts';
import { refresh } from './refresh.ts';
import type { Runtime } from './runtime.ts';
import { recordFrom } from './settings.ts';
import { watchFiles } from './watched-files.ts';
import { createFolders } from './workspace-folders.ts';

/** What a session is made of. */
export interface ServeOptions {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly abilities: ClientAbilities;
  readonly params: InitializeParams;
}

/** Puts the parts together and answers requests. Called once, while `initialize` is handled. */
export function serve({ connection, runtime, log, abilities, params }: ServeOptions): void {
  const { disk, rulePages } = runtime;
  const documents = createDocuments();
  const folders = createFolders(params, disk);
  const picks = createPicks(abilities.pickedContexts);
  const features = loadOnce(log);

  const redraw = (): void => {
    push?.scheduleAll();
    refresh(connection, abilities);
  };
  const configuration = createConfiguration({
    connection,
    abilities,
    log,
    onChange: () => {
      redraw();
      // Settings say which context is taken and how much of it is looked at.
      documents.keys().forEach(contexts.reload);
    },
  });
  const contexts = createContexts({
    disk,
    folders: folders.all,
    settings: configuration.of,
    clues: async (uri) => (await features()).contextClues(documents.get(uri)?.getText() ?? ''),
    picked: picks.of,
    onLoaded: (uri, { root, notes }, isNew) => {
      const { choice } = contexts.of(uri);
      for (const note of choice?.picked === 'lost' ? [...notes, choice.reason] : notes) {
        log.note(uri, note);
      }
      if (isNew) {
        redraw();
      }
      histories.load(root);
    },
  });
  const histories = createHistories({ enabled: abilities.runsGit && disk !== undefined, onLoaded: redraw });
  const analyses = createAnalyses({ documents, configuration, contexts, histories, features, log });
  const actionOptions = {
    abilities,
    rulePages,
    contextUri: ({ contextRoot }: Analysed, path: string) =>
      disk === undefined || contextRoot === undefined
        ? undefined
        : disk.uriOf(path.startsWith('/') ? path : `${contextRoot.replace(/\/$/, '')}/${path}`),
  };
  const placesOf = (uri: string): ChoicePlaces => {
    const place = disk?.placeOf(uri);
    return { disk, workspaceRoot: place === undefined ? undefined : innermost(folders.all(), place) };
  };
  const push = abilities.pullsDiagnostics
    ? undefined
    : createPush({
        connection,
        documents,
        log,
        compute: async (uri) => {
          const [analysed, { diagnosticsOf }] = await Promise.all([analyses.of(uri), features()]);
          return (
            analysed && { version: analysed.version, diagnostics: diagnosticsOf(analysed, actionOptions) }
          );
        },
      });

  documents.onDidOpen(({ document }) => {
    void configuration.of(document.uri);
  });
  documents.onDidChangeContent(({ document: { uri } }) => {
    analyses.changed(uri);
    push?.schedule(uri);
  });
  documents.onDidSave(({ document }) => {
    // Saving is a good moment to look again: files may have come that no client tells of.
    contexts.reload(document.uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    analyses.forget(uri);
    configuration.forget(uri);
    contexts.forget(uri);
    push?.clear(uri);
  });
  documents.listen(connection);

  const registerWatchers = watchFiles({ connection, abilities, contexts, disk, log });
  connection.onInitialized(
    quietly(log, 'start', () => {
      configuration.register();
      registerWatchers();
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(
          quietly(log, 'workspace folders', (event: unknown) => {
            folders.change(event);
            documents.keys().forEach(contexts.reload);
          }),
        );
      }
      return features();
    }),
  );

  /** A request about one document, answered from its analysis; the fallback where there is none. */
  const about = <P, R>(
    feature: string,
    fallback: R,
    answer: (analysed: Analysed, params: P, features: Features) => R,
  ): Handler<P, R> =>
    guarded<P, R>({ log, feature, fallback }, async (params, token) => {
      const [analysed, loaded] = await Promise.all([analyses.of(uriOf(params)), features()]);
      return analysed === undefined || token.isCancellationRequested
        ? fallback
        : answer(analysed, params, loaded);
    });

  /** The same for a person's question, which waits until the build context is loaded. */
  const asked = <P, R>(
    feature: string,
    answer: (analysed: Analysed, params: P, features: Features) => R | Promise<R>,
  ): Handler<P, R | null> =>
    guarded<P, R | null>({ log, feature, fallback: null }, async (params, token) => {
      const uri = uriOf(params);
      if (documents.get(uri) === undefined) {
        return null;
      }
      await contexts.ready(uri);
      const [analysed, loaded] = await Promise.all([analyses.of(uri), features()]);
      return analysed === undefined || token.isCancellationRequested
        ? null
        : answer(analysed, params, loaded);
    });

  connection.onHover(
    about('hover', null, (analysed, { position }: TextDocumentPositionParams, { hoverOf }) =>
      isPosition(position) ? hoverOf(analysed, position, abilities) : null,
    ),
  );
  connection.onCodeLens(
    about('code lens', [], (analysed, _params, { codeLenses }) => codeLenses(analysed, abilities)),
  );
  connection.languages.inlayHint.on(
    about('inlay hints', [], (analysed, { range }, { inlayHints }) =>
      isRange(range) ? inlayHints(analysed, range) : [],
    ),
  );
  connection.languages.diagnostics.on(
    about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostics',
      { kind: 'full', items: [] },
      (analysed, { previousResultId }, { diagnosticReport, diagnosticsOf }) =>
        diagnosticReport(diagnosticsOf(analysed, actionOptions), previousResultId),
    ),
  );
  connection.onCodeAction(
    about('code actions', [], (analysed, actionParams, { codeActions }) =>
      isRange(actionParams.range) ? codeActions(analysed, actionParams, actionOptions) : [],
    ),
  );
  connection.onCodeActionResolve((action, token) =>
    guarded<CodeAction, CodeAction>({ log, feature: 'code action', fallback: action }, async () => {
      const [analysed, { resolveCodeAction }] = await Promise.all([
        analyses.of(uriOf({ textDocument: recordFrom(action.data) })),
        features(),
      ]);
      return resolveCodeAction(analysed, action, actionOptions);
    })(action, token),
  );
  connection.onRequest(
    SUMMARY_REQUEST,
    about<SummaryParams, SummaryResult | null>('summary', null, (analysed, _params, { summaryOf }) =>
      summaryOf(analysed),
    ),
  );
  connection.onRequest(
    DOCKER_RUN_REQUEST,
    about<DockerRunParams, DockerRunResult | null>(
      'docker run',
      null,
      (analysed, { ports }, { dockerRunResult }) => dockerRunResult(analysed, ports),
    ),
  );
  connection.onRequest(
    WHAT_IF_REQUEST,
    asked<WhatIfParams, WhatIfResult | null>('what-if', (analysed, { change }, { whatIfResult }) =>
      whatIfResult(analysed, change, runtime),
    ),
  );
  connection.onRequest(
    WHAT_IF_CHOICES_REQUEST,
    asked<SummaryParams, WhatIfChoices>('what-if choices', (analysed, _params, { whatIfChoicesOf }) =>
      whatIfChoicesOf(analysed),
    ),
  );
  connection.onRequest(
    CONTEXT_CHOICES_REQUEST,
    asked<SummaryParams, ContextChoices | null>('build contexts', (analysed, _params, { contextChoicesOf }) =>
      contextChoicesOf(analysed, placesOf(analysed.uri)),
    ),
  );
  connection.onRequest(
    PICK_CONTEXT_REQUEST,
    guarded<PickContextParams, PickContextResult>(
      { log, feature: 'build context', fallback: { kind: 'picked', id: null } },
      async (pickParams) => {
        const uri = uriOf(pickParams);
        const { pickedContext } = await features();
        const result = pickedContext(recordFrom(pickParams)['pick'], placesOf(uri));
        if (result.kind === 'picked' && documents.get(uri) !== undefined) {
          picks.set(uri, result.id);
          contexts.reload(uri);
          await contexts.ready(uri);
        }
        return result;
      },
    ),
  );
  connection.onRequest(
    COPIED_FILES_REQUEST,
    asked<CopiedFilesParams, CopiedFilesResult>('copied files', (analysed, { line }, { copiedFilesResult }) =>
      copiedFilesResult(analysed, line, actionOptions),
    ),
  );
}

/** Loads what analyses at the first call. */
function loadOnce(log: Log): () => Promise<Features> {
  let loading: Promise<Features> | undefined;
  return () => {
    loading ??= import('./features.ts').then((features) => {
      features.reportRuleErrorsTo((rule, error) => {
        log.bug(`rule ${rule}`, error);
      });
      return features;
    });
    return loading;
  };
}
