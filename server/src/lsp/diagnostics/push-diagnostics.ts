import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { OtherDiagnostics } from './diagnostics.ts';
import { dockerfilesAmong } from '../documents.ts';
import type { Documents } from '../documents.ts';
import { quietly } from '../guard.ts';
import type { Log } from '../log.ts';
import type { OtherDiagnosticsBoard } from './other-diagnostics.ts';

/** Diagnostics that no client asks for: those of other files, and all of them for clients that don't ask. */
export interface PushDiagnostics {
  /** Sends those of a Dockerfile soon. */
  schedule(uri: string): void;
  scheduleAll(): void;
  /** Takes back those of a document that was closed. */
  clear(uri: string): void;
}

/** What pushing needs. */
export interface PushOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly log: Log;
  /** What Dockerfiles report of other files. */
  readonly board: OtherDiagnosticsBoard;
  /** False for a client that asks for a document's own diagnostics. */
  readonly sendsOwn: boolean;
  /** Undefined for a document that is left alone. */
  readonly compute: (uri: string) => Promise<Computed | undefined>;
}

/** The diagnostics that come of one Dockerfile. */
export interface Computed {
  readonly version: number;
  readonly own: Diagnostic[];
  readonly others: ReadonlyMap<string, OtherDiagnostics>;
}

/** Milliseconds after which those of other files follow, where nobody looks while typing here. */
const LATER = 100;

/** Sends diagnostics once all changes that have arrived together are applied. */
export function createPush(options: PushOptions): PushDiagnostics {
  const { connection, documents, log, board, sendsOwn, compute } = options;
  const waiting = new Set<string>();

  const publish = quietly(log, 'diagnostics', async (uri: string) => {
    waiting.delete(uri);
    const result = await compute(uri);
    const document = documents.get(uri);
    if (document === undefined) {
      return;
    }
    const { version, own, others } = result ?? {
      version: document.version,
      own: [],
      others: new Map<string, OtherDiagnostics>(),
    };
    if (version !== document.version) {
      return;
    }
    board.report(uri, others);
    if (sendsOwn) {
      await connection.sendDiagnostics({ uri, version, diagnostics: own });
    }
  });

  const schedule = (uri: string): void => {
    if (!waiting.has(uri)) {
      waiting.add(uri);
      setTimeout(publish, sendsOwn ? 0 : LATER, uri);
    }
  };

  return {
    schedule,
    scheduleAll: () => {
      dockerfilesAmong(documents).forEach(schedule);
    },
    clear: (uri) => {
      board.forget(uri);
      if (sendsOwn) {
        void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => undefined);
      }
    },
  };
}
