import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { Documents } from './documents.ts';
import { quietly } from './guard.ts';
import type { Log } from './log.ts';

/** Diagnostics for clients that don't ask for them. */
export interface PushDiagnostics {
  /** Sends those of a document soon. */
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
  /** Undefined for a document that is left alone. */
  readonly compute: (uri: string) => Promise<{ version: number; diagnostics: Diagnostic[] } | undefined>;
}

/** Sends diagnostics once all changes that have arrived together are applied. */
export function createPush({ connection, documents, log, compute }: PushOptions): PushDiagnostics {
  const waiting = new Set<string>();

  const publish = quietly(log, 'diagnostics', async (uri: string) => {
    waiting.delete(uri);
    const result = await compute(uri);
    const document = documents.get(uri);
    if (document === undefined) {
      return;
    }
    if (result === undefined) {
      await connection.sendDiagnostics({ uri, version: document.version, diagnostics: [] });
    } else if (result.version === document.version) {
      await connection.sendDiagnostics({ uri, ...result });
    }
  });

  const schedule = (uri: string): void => {
    if (!waiting.has(uri)) {
      waiting.add(uri);
      setTimeout(publish, 0, uri);
    }
  };

  return {
    schedule,
    scheduleAll: () => {
      documents.keys().forEach(schedule);
    },
    clear: (uri) => {
      void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => undefined);
    },
  };
}
