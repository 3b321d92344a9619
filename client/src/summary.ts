import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SUMMARY_REQUEST } from '../../shared/wire.ts';
import type { SummaryParams, SummaryResult } from '../../shared/wire.ts';
import { askServer } from './ask-server.ts';

/** Asks the server about an open document; undefined when there is nothing to say or no server to ask. */
export async function requestSummary(
  client: BaseLanguageClient,
  uri: vscode.Uri,
): Promise<SummaryResult | undefined> {
  if (!client.isRunning()) {
    return undefined;
  }
  const params: SummaryParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return askServer(client, SUMMARY_REQUEST, params);
}
