import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, TextDocumentFilter } from 'vscode-languageclient';
import { RevealOutputChannelOn, State } from 'vscode-languageclient';
import { ClientCommand, SUMMARY_CHANGED_NOTIFICATION } from '../../shared/wire.ts';
import type { InitializationOptions } from '../../shared/wire.ts';
import { createBuildMemory } from './build-memory.ts';
import { registerBuild } from './build.ts';
import { registerCommands } from './commands.ts';
import { createContextPicks } from './context-picks.ts';
import { LANGUAGE } from './dockerfile-editor.ts';
import { createLayerStack } from './layer-stack/panel.ts';
import { restartServer } from './restart.ts';
import { registerRulePages } from './rule-pages.ts';
import { createStatusBar } from './status-bar.ts';
import { registerWhatIf } from './what-if-commands.ts';
import { createWhatIf } from './what-if.ts';

/** Makes the client for a kind of host: a desktop one starts a process, a browser one a worker. */
export type NewClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** Starts the server that crashed, as often as this within three minutes; after that the client says that it gave up. */
const MAX_RESTARTS = 4;

/** Files beside a Dockerfile that the server follows while they are edited: mistakes in them are shown there. */
const COMPANIONS: readonly TextDocumentFilter[] = [
  { language: 'dockercompose' },
  { language: 'yaml', pattern: '**/{compose,docker-compose}*.{yml,yaml}' },
  // Which language it has depends on the other extensions.
  { pattern: '**/*.dockerignore' },
  { language: 'json', pattern: '**/package.json' },
];

/** Files in folders that the server never enters (server/src/workspace/tree/never-entered.ts). */
const UNWATCHED = /\/(node_modules|\.git|\.hg|\.svn|\.venv|venv)\//;

/**
 * Starts the server and registers everything that people see. Returns at once: the editor does not wait for the server.
 * What it returns stops the server.
 */
export function startClient(context: vscode.ExtensionContext, newClient: NewClient): () => Promise<void> {
  const output = vscode.window.createOutputChannel('Strata', { log: true });
  const picks = createContextPicks(context.workspaceState);
  const buildMemory = createBuildMemory(context.workspaceState);
  const initializationOptions = (): InitializationOptions => ({
    commands: Object.values(ClientCommand),
    lineLinks: true,
    commandLinks: true,
    summaryChanges: true,
    pickedContexts: picks.all(),
    measurements: buildMemory.all(),
    trusted: vscode.workspace.isTrusted,
  });
  const client = newClient('strata', 'Strata', {
    // Any scheme: the server itself leaves alone what nobody edits, such as the other side of a diff.
    documentSelector: [{ language: LANGUAGE }, ...COMPANIONS],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    connectionOptions: { maxRestartCount: MAX_RESTARTS },
    initializationOptions,
    middleware: {
      workspace: {
        // An install changes tens of thousands of files there, and the server looks at none of them.
        didChangeWatchedFile: async (event, next) => {
          if (!isUnwatched(event.uri)) {
            await next(event);
          }
        },
      },
    },
    // What hovers quote of files stands in code spans; nothing but this command could be run from them.
    markdown: { isTrusted: { enabledCommands: [ClientCommand.selectContext] } },
  });
  /** A failure is in the output and, from the client library, in a message. */
  const onFailedStart = (error: unknown): void => {
    output.error(`The server did not start: ${String(error)}`);
  };
  const statusBar = createStatusBar(client);
  const whatIf = createWhatIf(client, context.extensionUri);
  const layerStack = createLayerStack(client, context.extensionUri, whatIf);
  context.subscriptions.push(
    output,
    statusBar,
    layerStack,
    whatIf,
    ...registerCommands({ client, output, memory: context.globalState, picks }),
    ...registerWhatIf(client, whatIf),
    ...registerRulePages(context.extensionUri),
    vscode.commands.registerCommand('strata.showLayerStack', () => {
      layerStack.show();
    }),
    ...registerBuild(client, buildMemory),
    // What a trusted workspace allows is told at the start.
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      restartServer(client, output).catch(onFailedStart);
    }),
    client.onNotification(SUMMARY_CHANGED_NOTIFICATION, () => {
      statusBar.update();
      whatIf.update();
      layerStack.update();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        statusBar.update();
        whatIf.update();
        layerStack.update();
      }
    }),
  );
  client.start().catch(onFailedStart);
  return async () => {
    await client.dispose();
  };
}

/** Whether a file lies in such a folder of the workspace; that the workspace itself lies in one does not matter. */
function isUnwatched(uri: string): boolean {
  return (
    UNWATCHED.test(uri) && UNWATCHED.test(`/${vscode.workspace.asRelativePath(vscode.Uri.parse(uri), false)}`)
  );
}
