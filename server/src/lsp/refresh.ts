import type { Connection } from 'vscode-languageserver';
import { CodeLensRefreshRequest, DiagnosticRefreshRequest, InlayHintRefreshRequest } from './protocol.ts';
import { SUMMARY_CHANGED_NOTIFICATION } from '../../../shared/wire.ts';
import type { ClientAbilities } from './client-abilities.ts';

/** Asks the client to ask again for everything that is drawn. What it answers, or that it fails, is of no concern. */
export function refresh(connection: Connection, abilities: ClientAbilities): void {
  if (abilities.refreshesDiagnostics) {
    connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined);
  }
  refreshAnnotations(connection, abilities);
  if (abilities.wantsSummaryChanges) {
    connection.sendNotification(SUMMARY_CHANGED_NOTIFICATION).catch(() => undefined);
  }
}

/** The same for annotations alone. */
export function refreshAnnotations(connection: Connection, abilities: ClientAbilities): void {
  const requests = [
    abilities.refreshesCodeLenses && CodeLensRefreshRequest.type,
    abilities.refreshesInlayHints && InlayHintRefreshRequest.type,
  ];
  for (const type of requests) {
    if (type !== false) {
      connection.sendRequest(type).catch(() => undefined);
    }
  }
}
