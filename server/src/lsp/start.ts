import type { Connection, InitializeError, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { CodeActionKind, ErrorCodes, ResponseError, TextDocumentSyncKind } from './protocol.ts';
import { version } from '../../../package.json';
import type { ClientAbilities } from './client-abilities.ts';
import { abilitiesFrom } from './client-abilities.ts';
import { FIX_ALL } from './code-actions.ts';
import { createLog } from './log.ts';
import type { Runtime } from './runtime.ts';
import { serve } from './serve.ts';

/**
 * Runs the server on a connection until the client ends it. Nothing is read or analysed before `initialize` is answered, so
 * that editors start quickly.
 */
export function startServer(connection: Connection, runtime: Runtime): void {
  const log = createLog(connection.console);
  let started = false;
  connection.onInitialize((params) => {
    if (started) {
      return new ResponseError<InitializeError>(
        ErrorCodes.InvalidRequest,
        'The server is initialized already.',
        {
          retry: false,
        },
      );
    }
    started = true;
    const abilities = abilitiesFrom(params);
    serve({ connection, runtime, log, abilities, params });
    return { capabilities: capabilitiesFor(abilities, params), serverInfo: { name: 'strata', version } };
  });
  connection.listen();
}

function capabilitiesFor(
  abilities: ClientAbilities,
  { capabilities }: InitializeParams,
): InitializeResult['capabilities'] {
  const result: InitializeResult['capabilities'] = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.RefactorExtract,
        FIX_ALL,
      ],
      resolveProvider: abilities.resolvesEdits,
    },
  };
  if (abilities.pullsDiagnostics) {
    result.diagnosticProvider = {
      identifier: 'strata',
      interFileDependencies: false,
      workspaceDiagnostics: false,
    };
  }
  if (capabilities.workspace?.workspaceFolders === true) {
    result.workspace = { workspaceFolders: { supported: true, changeNotifications: true } };
  }
  return result;
}
