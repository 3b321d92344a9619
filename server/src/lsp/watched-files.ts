import type { Connection, DidChangeWatchedFilesParams } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, FileChangeType } from './protocol.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { nameOf } from '../workspace/files.ts';
import { TEAM_FILE } from '../workspace/project-files.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { Contexts } from './contexts/contexts.ts';
import { gathering } from './gather.ts';
import { quietly } from './guard.ts';
import type { Log } from './log.ts';
import type { Disk } from './runtime.ts';
import { recordFrom } from './settings/settings.ts';

/** What watching needs. */
export interface WatchOptions {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly contexts: Pick<Contexts, 'invalidate'>;
  /** A team's file came, went or changed. */
  readonly onTeamFile: () => void;
  readonly disk: Disk | undefined;
  readonly log: Log;
}

/**
 * All files: any of them may be in a build context. Editors watch the whole workspace for themselves anyway, and what
 * happens in folders that are not looked into is dropped at once.
 */
const WATCHED = '**/*';

/** Looks at contexts again when their files change. Returns what asks the client to watch. */
export function watchFiles({
  connection,
  abilities,
  contexts,
  onTeamFile,
  disk,
  log,
}: WatchOptions): () => void {
  const gatherer = gathering(
    quietly(log, 'watched files', (events: readonly FileEvent[]) => {
      contexts.invalidate(events);
      if (events.some(({ path }) => nameOf(path) === TEAM_FILE)) {
        onTeamFile();
      }
    }),
  );

  connection.onDidChangeWatchedFiles(
    quietly(log, 'watched files', (params: DidChangeWatchedFilesParams) => {
      const { changes } = recordFrom(params);
      gatherer.add(Array.isArray(changes) ? eventsOf(changes, disk) : []);
    }),
  );

  return quietly(log, 'watched files', () =>
    abilities.registersWatchers && disk !== undefined
      ? connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: WATCHED }],
        })
      : undefined,
  );
}

function* eventsOf(changes: readonly unknown[], disk: Disk | undefined): Generator<FileEvent> {
  for (const change of changes) {
    const { uri, type } = recordFrom(change);
    const path = typeof uri === 'string' ? disk?.placeOf(uri) : undefined;
    if (path !== undefined) {
      yield { path, contentOnly: type === FileChangeType.Changed };
    }
  }
}
