import type { Connection, InitializeParams } from 'vscode-languageserver';
import { BUILD_OUTPUT_NOTIFICATION } from '../../../shared/wire.ts';
import { reportRuleErrorsTo } from '../rules/rule-errors.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { createAnalyses, type Analyses } from './analyses.ts';
import { createBuilds, type Builds } from './builds/builds.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { computeDiagnostics } from './diagnostics/compute.ts';
import type { DiagnosticOptions } from './diagnostics/diagnostics.ts';
import { createConfiguration } from './settings/configuration.ts';
import { cluesNow } from './contexts/clues-now.ts';
import type { ChoicePlaces } from './contexts/context-choices.ts';
import { createPicks, type ContextPicks } from './contexts/context-picks.ts';
import { innermost } from '../workspace/innermost.ts';
import { createContexts, type Contexts } from './contexts/contexts.ts';
import { createDocuments, dockerfilesAmong, type Documents } from './documents.ts';
import { createHistories } from './histories.ts';
import { later } from './later.ts';
import { lazily } from './lazily.ts';
import type { Log } from './log.ts';
import { createBoard } from './diagnostics/other-diagnostics.ts';
import { createOpenFiles } from './open-files.ts';
import type { OtherFiles } from './other-places.ts';
import { createPush, type PushDiagnostics } from './diagnostics/push-diagnostics.ts';
import { refresh, refreshAnnotations } from './refresh.ts';
import type { Runtime } from './runtime.ts';
import { createSharedLayers, type SharedLayersStore } from './shared-layers.ts';
import { withTeamSettings, type TeamConfiguration } from './settings/team-settings.ts';
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
  const open = createOpenFiles(documents, disk);
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
  const configuration = withTeamSettings({
    configuration: createConfiguration({ connection, abilities, log, onChange: onSettings, later }),
    disk,
    folders: folders.all,
    log,
  });
  const contexts = createContexts({
    disk,
    folders: folders.all,
    openTexts: open.texts,
    settings: configuration.of,
    clues: (uri) => cluesNow(uri, documents, analyses),
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
  const builds = lazily(() =>
    createBuilds({
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
    }),
  );
  const shared = lazily(() =>
    createSharedLayers({ disk, folders: folders.all, openTexts: open.texts, picked: picks.of }),
  );
  const diagnosticOptions = { abilities, ...open.others };
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
      openDocument: open.others.openDocument,
    }),
    compute: (uri) => computeDiagnostics(uri, { analyses, builds: builds.get, diagnosticOptions, sendsOwn }),
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
    others: open.others,
    diagnosticOptions,
    push,
    builds: builds.get,
    shared: shared.get,
    placesOf: (uri) => {
      const place = disk?.placeOf(uri);
      return { disk, workspaceRoot: place === undefined ? undefined : innermost(folders.all(), place) };
    },
    onSettings,
    onFiles: (events) => {
      contexts.invalidate(events);
      shared.made()?.invalidate(events);
      builds.made()?.touch(events.map((event) => event.path));
    },
    onWritten: (uri) => {
      if (writing.ended(uri)) {
        analyses.changed(uri);
        redraw();
      }
    },
    onNeighbours: () => {
      shared.made()?.forget();
    },
  };
}
