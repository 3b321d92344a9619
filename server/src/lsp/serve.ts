import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  InitializeParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import {
  BUILD_OUTPUT_NOTIFICATION,
  BUILD_REQUEST,
  COMPARE_IMAGE_REQUEST,
  CONTEXT_CHOICES_REQUEST,
  COPIED_FILES_REQUEST,
  DOCKER_RUN_REQUEST,
  PUBLISH_CHOICES_REQUEST,
  LAYER_STACK_REQUEST,
  IMAGES_REQUEST,
  PAST_BUILDS_REQUEST,
  PICK_CONTEXT_REQUEST,
  SUMMARY_REQUEST,
  USE_PAST_BUILD_REQUEST,
  WHAT_IF_CHOICES_REQUEST,
  WHAT_IF_REQUEST,
} from '../../../shared/wire.ts';
import type {
  BuildParams,
  BuildResult,
  CompareImageParams,
  CompareImageResult,
  ContextChoices,
  CopiedFilesParams,
  CopiedFilesResult,
  DockerRunParams,
  DockerRunResult,
  LayerStackResult,
  ImagesResult,
  PastBuildsResult,
  PickContextParams,
  PublishChoicesParams,
  PublishChoicesResult,
  PickContextResult,
  SummaryParams,
  SummaryResult,
  UsePastBuildParams,
  WhatIfChoices,
  WhatIfParams,
  WhatIfResult,
} from '../../../shared/wire.ts';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { turn } from '../workspace/slices.ts';
import { createAnalyses } from './analyses.ts';
import type { Analysed } from './analyses.ts';
import type { Builds } from './builds.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { ChoicePlaces } from './context-choices.ts';
import type { ActionOptions } from './code-actions.ts';
import { createConfiguration } from './configuration.ts';
import { createPicks } from './context-picks.ts';
import { createContexts, innermost } from './contexts.ts';
import { createDocuments, dockerfilesAmong, isCompanion } from './documents.ts';
import * as analysing from './features.ts';
import type { Features } from './features.ts';
import { createHistories } from './histories.ts';
import type { Handler } from './guard.ts';
import { guarded, quietly } from './guard.ts';
import type { Log } from './log.ts';
import { isPosition, isRange, uriOf } from './params.ts';
import { createBoard } from './other-diagnostics.ts';
import type { OtherFiles } from './other-places.ts';
import { createPush } from './push-diagnostics.ts';
import { refresh, refreshAnnotations } from './refresh.ts';
import type { Runtime } from './runtime.ts';
import { recordFrom } from './settings.ts';
import type { SharedLayersStore } from './shared-layers.ts';
import { withTeamSettings } from './team-settings.ts';
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
  const features = reportingTo(log);

  const redraw = (): void => {
    push.scheduleAll();
    refresh(connection, abilities);
  };
  const onSettings = (): void => {
    redraw();
    // Settings say which context is taken and how much of it is looked at.
    dockerfilesAmong(documents).forEach(contexts.reload);
  };
  const openAt = (place: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => disk?.placeOf(uri) === place);
  const configuration = withTeamSettings({
    configuration: createConfiguration({ connection, abilities, log, onChange: onSettings }),
    disk,
    folders: folders.all,
    log,
  });
  const contexts = createContexts({
    disk,
    folders: folders.all,
    openText: (place) => openAt(place)?.getText(),
    settings: configuration.of,
    clues: async (uri) => {
      const [analysed, loaded] = await Promise.all([analyses.of(uri), features()]);
      // What was asked about the document is answered before anything is read.
      await turn();
      return analysed !== undefined && analysed.choice === undefined
        ? loaded.cluesOf(analysed.analysis.model)
        : loaded.contextClues(documents.get(uri)?.getText() ?? '');
    },
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
    onRelocated: (isNew) => {
      if (isNew) {
        redraw();
      } else {
        push.scheduleAll();
      }
    },
    onNote: (uri, note) => {
      log.note(uri, note);
    },
  });
  const histories = createHistories({ git: abilities.runsGit ? runtime.git : undefined, onLoaded: redraw });
  const analyses = createAnalyses({ documents, configuration, contexts, histories, features, log });
  const uriAt = (place: string): string | undefined => openAt(place)?.uri ?? disk?.uriOf(place);
  const others: OtherFiles = {
    contextUri: ({ contextRoot }, path) =>
      contextRoot === undefined
        ? undefined
        : uriAt(path.startsWith('/') ? path : `${contextRoot.replace(/\/$/, '')}/${path}`),
    composeUri: uriAt,
    openDocument: (uri) => {
      const document = documents.get(uri);
      return document && { version: document.version, text: document.getText() };
    },
  };
  const actionOptions = { abilities, rulePages, ...others };
  const lensAbilities = { ...abilities, builds: abilities.builds && runtime.engine !== undefined };
  let made: Builds | undefined;
  const builds = ({ createBuilds }: Features): Builds =>
    (made ??= createBuilds({
      engine: abilities.runsGit ? runtime.engine : undefined,
      disk,
      remembered: abilities.measurements,
      onProgress: () => {
        refreshAnnotations(connection, abilities);
      },
      onMeasured: redraw,
      clock: Date.now,
      onOutput: (output) => {
        connection.sendNotification(BUILD_OUTPUT_NOTIFICATION, output).catch(() => undefined);
      },
    }));
  const withMeasures = (loaded: Features): ActionOptions => ({
    ...actionOptions,
    measures: (analysed) => builds(loaded).measures(analysed),
  });
  let sharing: SharedLayersStore | undefined;
  const shared = ({ createSharedLayers }: Features): SharedLayersStore =>
    (sharing ??= createSharedLayers({
      disk,
      folders: folders.all,
      openTexts: () =>
        new Map(documents.all().map((document) => [disk?.placeOf(document.uri) ?? '', document.getText()])),
      picked: picks.of,
    }));
  const placesOf = (uri: string): ChoicePlaces => {
    const place = disk?.placeOf(uri);
    return { disk, workspaceRoot: place === undefined ? undefined : innermost(folders.all(), place) };
  };
  const sendsOwn = !abilities.pullsDiagnostics;
  const push = createPush({
    connection,
    documents,
    log,
    sendsOwn,
    board: createBoard({
      send: (published) => {
        void connection.sendDiagnostics(published).catch(() => undefined);
      },
      openDocument: others.openDocument,
    }),
    compute: async (uri) => {
      const [analysed, loaded] = await Promise.all([analyses.of(uri), features()]);
      const { diagnosticsOf, otherDiagnosticsOf } = loaded;
      return (
        analysed && {
          version: analysed.version,
          own: sendsOwn
            ? [...diagnosticsOf(analysed, actionOptions), ...builds(loaded).failures(analysed)]
            : [],
          others: otherDiagnosticsOf(analysed, actionOptions),
        }
      );
    },
  });

  documents.onDidOpen(
    quietly(log, 'opened document', async ({ document }) => {
      if (!isCompanion(document)) {
        void configuration.of(document.uri);
        await analyses.ahead(document.uri);
      }
    }),
  );
  documents.onDidChangeContent(
    quietly(log, 'changed document', ({ document }) => {
      if (isCompanion(document)) {
        contexts.relocate();
        sharing?.forget();
        return;
      }
      analyses.changed(document.uri);
      push.schedule(document.uri);
    }),
  );
  documents.onDidSave(
    quietly(log, 'saved document', ({ document }) => {
      // Saving is a good moment to look again: files may have come that no client tells of.
      contexts.reload(document.uri);
      sharing?.forget();
    }),
  );
  documents.onDidClose(
    quietly(log, 'closed document', ({ document }) => {
      if (isCompanion(document)) {
        contexts.relocate();
        sharing?.forget();
        return;
      }
      const { uri } = document;
      analyses.forget(uri);
      configuration.forget(uri);
      contexts.forget(uri);
      push.clear(uri);
    }),
  );
  documents.listen(connection);

  const registerWatchers = watchFiles({
    connection,
    abilities,
    contexts: {
      invalidate: (events) => {
        contexts.invalidate(events);
        sharing?.invalidate(events);
        made?.touch(events.map((event) => event.path));
      },
    },
    onTeamFile: () => {
      configuration.reread();
      onSettings();
    },
    disk,
    log,
  });
  connection.onInitialized(
    quietly(log, 'start', () => {
      configuration.register();
      registerWatchers();
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(
          quietly(log, 'workspace folders', (event: unknown) => {
            folders.change(event);
            dockerfilesAmong(documents).forEach(contexts.reload);
          }),
        );
      }
    }),
  );

  /** A request about one document, answered from its analysis; the fallback where there is none. */
  const about = <P, R>(
    feature: string,
    fallback: R,
    answer: (analysed: Analysed, params: P, features: Features) => R | Promise<R>,
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
    answer: (analysed: Analysed, params: P, features: Features, token: CancellationToken) => R | Promise<R>,
  ): Handler<P, R | null> =>
    guarded<P, R | null>({ log, feature, fallback: null }, async (params, token) => {
      const uri = uriOf(params);
      const document = documents.get(uri);
      if (document === undefined || isCompanion(document)) {
        return null;
      }
      await contexts.ready(uri);
      const [analysed, loaded] = await Promise.all([analyses.of(uri), features()]);
      return analysed === undefined || token.isCancellationRequested
        ? null
        : answer(analysed, params, loaded, token);
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
      loaded.codeLenses(analysed, lensAbilities, builds(loaded).measures(analysed)),
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
          [...loaded.diagnosticsOf(analysed, actionOptions), ...builds(loaded).failures(analysed)],
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
  connection.onRequest(
    SUMMARY_REQUEST,
    about<SummaryParams, SummaryResult | null>('summary', null, (analysed, _params, { summaryOf }) =>
      summaryOf(analysed),
    ),
  );
  connection.onRequest(
    LAYER_STACK_REQUEST,
    about<SummaryParams, LayerStackResult | null>('layer stack', null, async (analysed, _params, loaded) =>
      loaded.layerStackResult(analysed, builds(loaded).measures(analysed), await shared(loaded).of(analysed)),
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
    PUBLISH_CHOICES_REQUEST,
    asked<PublishChoicesParams, PublishChoicesResult>(
      'publish port',
      (analysed, { line }, { publishChoicesOf }) => publishChoicesOf(analysed, line, others),
    ),
  );
  connection.onRequest(
    WHAT_IF_REQUEST,
    asked<WhatIfParams, WhatIfResult | null>('what-if', (analysed, { change }, loaded) =>
      loaded.whatIfResult(analysed, change, { runtime, measures: builds(loaded).measures(analysed) }),
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
          sharing?.forget();
          contexts.reload(uri);
          await contexts.ready(uri);
        }
        return result;
      },
    ),
  );
  connection.onRequest(
    BUILD_REQUEST,
    asked<BuildParams, BuildResult>('build', (analysed, buildParams, loaded, token) =>
      builds(loaded).build(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    IMAGES_REQUEST,
    asked<BuildParams, ImagesResult>('images', (analysed, buildParams, loaded, token) =>
      builds(loaded).images(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    COMPARE_IMAGE_REQUEST,
    asked<CompareImageParams, CompareImageResult>('image', (analysed, imageParams, loaded, token) =>
      builds(loaded).compare(analysed, imageParams, token),
    ),
  );
  connection.onRequest(
    PAST_BUILDS_REQUEST,
    asked<BuildParams, PastBuildsResult>('past builds', (analysed, buildParams, loaded, token) =>
      builds(loaded).past(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    USE_PAST_BUILD_REQUEST,
    asked<UsePastBuildParams, CompareImageResult>('past build', (analysed, pastParams, loaded, token) =>
      builds(loaded).usePast(analysed, pastParams, token),
    ),
  );
  connection.onRequest(
    COPIED_FILES_REQUEST,
    asked<CopiedFilesParams, CopiedFilesResult>('copied files', (analysed, { line }, { copiedFilesResult }) =>
      copiedFilesResult(analysed, line, actionOptions),
    ),
  );
}

/**
 * What analyses; errors of rules go to the log. It is loaded with everything else: a dynamic import within one script makes
 * esbuild wrap each of its modules in a function, which costs more than start-up saves.
 */
function reportingTo(log: Log): () => Promise<Features> {
  analysing.reportRuleErrorsTo((rule, error) => {
    log.bug(`rule ${rule}`, error);
  });
  const ready = Promise.resolve(analysing);
  return () => ready;
}
