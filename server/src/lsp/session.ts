import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { BUILD_OUTPUT_NOTIFICATION } from '../../../shared/wire.ts';
import { reportRuleErrorsTo } from '../rules/rule-errors.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { sameOptions } from '../model/build-again.ts';
import { turn } from '../workspace/slices.ts';
import { createAnalyses, type Analyses } from './analyses.ts';
import { createBuilds, type Builds } from './builds.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { cluesOf, contextClues } from '../insights/context-clues.ts';
import { diagnosticsOf, otherDiagnosticsOf, type DiagnosticOptions } from './diagnostics.ts';
import { createConfiguration } from './configuration.ts';
import type { ChoicePlaces } from './contexts/context-choices.ts';
import { createPicks, type ContextPicks } from './contexts/context-picks.ts';
import { innermost } from '../workspace/innermost.ts';
import { createContexts, type Contexts } from './contexts/contexts.ts';
import { createDocuments, dockerfilesAmong, type Documents } from './documents.ts';
import { createHistories } from './histories.ts';
import { later } from './later.ts';
import type { Log } from './log.ts';
import { createBoard } from './other-diagnostics.ts';
import type { OtherFiles } from './other-places.ts';
import { createPush, type PushDiagnostics } from './push-diagnostics.ts';
import { refresh, refreshAnnotations } from './refresh.ts';
import type { Runtime } from './runtime.ts';
import { createSharedLayers, type SharedLayersStore } from './shared-layers.ts';
import { withTeamSettings, type TeamConfiguration } from './team-settings.ts';
import { createFolders, type WorkspaceFolders } from './workspace-folders.ts';
import { createWriting, type Writing } from './writing.ts';

/** What a session is made of. */
export interface SessionOptions {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly abilities: ClientAbilities;
  readonly params: InitializeParams;
}

/** What the server knows while a client is there. */
export interface Session extends Omit<SessionOptions, 'params'> {
  readonly documents: Documents;
  readonly writing: Writing;
  readonly folders: WorkspaceFolders;
  readonly picks: ContextPicks;
  readonly configuration: TeamConfiguration;
  readonly contexts: Contexts;
  readonly analyses: Analyses;
  readonly others: OtherFiles;
  readonly diagnosticOptions: DiagnosticOptions;
  readonly push: PushDiagnostics;
  /** What builds and images measured. */
  readonly builds: () => Builds;
  /** Which layers the Dockerfiles of a project share. */
  readonly shared: () => SharedLayersStore;
  readonly placesOf: (uri: string) => ChoicePlaces;
  /** Settings are other ones now: they say which context is taken, and how much of it is looked at. */
  readonly onSettings: () => void;
  /** Files were made, changed or removed. */
  readonly onFiles: (events: readonly FileEvent[]) => void;
  /** A document was saved: nobody writes in it any more, so that what waited for that is told. */
  readonly onWritten: (uri: string) => void;
  /** Other Dockerfiles or what they are built with are not what they were. */
  readonly onNeighbours: () => void;
}

/** Puts the parts together. Called once, while `initialize` is handled. */
export function createSession({ connection, runtime, log, abilities, params }: SessionOptions): Session {
  const { disk } = runtime;
  const writing = createWriting();
  const documents = createDocuments(writing.changed);
  const folders = createFolders(params, disk);
  const picks = createPicks(abilities.pickedContexts);
  reportRuleErrorsTo((rule, error) => {
    log.bug(`rule ${rule}`, error);
  });

  const redraw = (): void => {
    push.scheduleAll();
    refresh(connection, abilities);
  };
  const onSettings = (): void => {
    redraw();
    dockerfilesAmong(documents).forEach(contexts.reload);
  };
  const openTexts = (): ReadonlyMap<string, string> =>
    new Map(documents.all().map((document) => [disk?.placeOf(document.uri) ?? '', document.getText()]));
  const openAt = (place: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => disk?.placeOf(uri) === place);
  const configuration = withTeamSettings({
    configuration: createConfiguration({ connection, abilities, log, onChange: onSettings, later }),
    disk,
    folders: folders.all,
    log,
  });
  const contexts = createContexts({
    disk,
    folders: folders.all,
    openTexts,
    settings: configuration.of,
    clues: async (uri) => {
      const analysed = await analyses.of(uri);
      // What was asked about the document is answered before anything is read.
      await turn();
      if (analysed === undefined) {
        return contextClues(documents.get(uri)?.getText() ?? '');
      }
      const { model } = analysed.analysis;
      // A model of its own, and its memory, only where what is known of the build makes another one.
      return sameOptions(model.options, {}) ? cluesOf(model) : contextClues(model.file.text, model.file);
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
    later,
  });
  const histories = createHistories({ git: abilities.runsGit ? runtime.git : undefined, onLoaded: redraw });
  const analyses = createAnalyses({
    documents,
    configuration,
    contexts,
    histories,
    writing: writing.of,
    log,
  });
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
  const diagnosticOptions = { abilities, ...others };
  let made: Builds | undefined;
  const builds = (): Builds =>
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
  let sharing: SharedLayersStore | undefined;
  const shared = (): SharedLayersStore =>
    (sharing ??= createSharedLayers({
      disk,
      folders: folders.all,
      openTexts,
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
      const analysed = await analyses.of(uri);
      return (
        analysed && {
          version: analysed.version,
          own: sendsOwn
            ? [...diagnosticsOf(analysed, diagnosticOptions), ...builds().failures(analysed)]
            : [],
          others: otherDiagnosticsOf(analysed, diagnosticOptions),
        }
      );
    },
  });

  return {
    connection,
    runtime,
    log,
    abilities,
    documents,
    writing,
    folders,
    picks,
    configuration,
    contexts,
    analyses,
    others,
    diagnosticOptions,
    push,
    builds,
    shared,
    placesOf,
    onSettings,
    onFiles: (events) => {
      contexts.invalidate(events);
      sharing?.invalidate(events);
      made?.touch(events.map((event) => event.path));
    },
    onWritten: (uri) => {
      if (writing.ended(uri)) {
        analyses.changed(uri);
        redraw();
      }
    },
    onNeighbours: () => {
      sharing?.forget();
    },
  };
}
