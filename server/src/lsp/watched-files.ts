import type { Connection, DidChangeWatchedFilesParams } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { FileEvent } from '../workspace/context-store.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { Contexts } from './contexts.ts';
import { quietly } from './guard.ts';
import type { Log } from './log.ts';
import type { Disk } from './runtime.ts';
import { recordFrom } from './settings.ts';

/** What watching needs. */
export interface WatchOptions {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly contexts: Contexts;
  readonly disk: Disk | undefined;
  readonly log: Log;
}

/** Files whose coming, going or text changes what is said of a Dockerfile (context/wanted-texts.ts). */
const WATCHED: readonly string[] = [
  '**/.dockerignore',
  '**/*.dockerignore',
  '**/{compose,docker-compose}*.{yml,yaml}',
  '**/docker-bake*.{hcl,json}',
  '**/.env',
  '**/{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,pnpm-workspace.yaml,bun.lock,bun.lockb}',
  '**/{.npmrc,.yarnrc,.yarnrc.yml,bunfig.toml}',
  '**/{requirements*.txt,constraints*.txt,pyproject.toml,poetry.lock,poetry.toml,Pipfile,Pipfile.lock,uv.lock}',
  '**/{go.mod,go.sum,go.work,Cargo.toml,Cargo.lock,Gemfile,Gemfile.lock,composer.json,composer.lock}',
];

/** A burst of events (a checkout, an install) is gathered for so long, in milliseconds. */
const QUIET_TIME = 200;

/** Loads contexts again when their files change. Returns what asks the client to watch. */
export function watchFiles({ connection, abilities, contexts, disk, log }: WatchOptions): () => void {
  let gathered: FileEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = quietly(log, 'watched files', () => {
    const events = gathered;
    gathered = [];
    contexts.invalidate(events);
  });

  connection.onDidChangeWatchedFiles(
    quietly(log, 'watched files', (params: DidChangeWatchedFilesParams) => {
      const { changes } = recordFrom(params);
      for (const change of Array.isArray(changes) ? (changes as unknown[]) : []) {
        const { uri, type } = recordFrom(change);
        const path = typeof uri === 'string' ? disk?.placeOf(uri) : undefined;
        if (path !== undefined) {
          gathered.push({ path, contentOnly: type === FileChangeType.Changed });
        }
      }
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET_TIME);
    }),
  );

  return quietly(log, 'watched files', () =>
    abilities.registersWatchers && disk !== undefined
      ? connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: WATCHED.map((globPattern) => ({ globPattern })),
        })
      : undefined,
  );
}
