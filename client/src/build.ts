import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  BUILD_OUTPUT_NOTIFICATION,
  BUILD_REQUEST,
  COMPARE_IMAGE_REQUEST,
  ClientCommand,
  IMAGES_REQUEST,
} from '../../shared/wire.ts';
import type {
  BuildOutputParams,
  BuildParams,
  BuildResult,
  CompareImageParams,
  CompareImageResult,
  ImagesResult,
} from '../../shared/wire.ts';
import type { BuildMemory } from './build-memory.ts';
import { LANGUAGE, activeDockerfile } from './dockerfile-editor.ts';

/** How long a confirmation stays in the status bar, in milliseconds. */
const CONFIRMATION = 5000;

/** Registers the commands that ask Docker. Nothing is run before somebody runs one of them. */
export function registerBuild(client: BaseLanguageClient, memory: BuildMemory): vscode.Disposable[] {
  let channel: vscode.OutputChannel | undefined;
  const log = (): vscode.OutputChannel => (channel ??= vscode.window.createOutputChannel('Strata Build'));
  return [
    vscode.commands.registerCommand(ClientCommand.build, (uri: unknown) =>
      build(uri, { client, memory, log: log() }),
    ),
    vscode.commands.registerCommand('strata.compareWithImage', (uri: unknown) =>
      compareWithImage(uri, { client, memory }),
    ),
    client.onNotification(BUILD_OUTPUT_NOTIFICATION, ({ text }: BuildOutputParams) => {
      log().append(text);
    }),
    new vscode.Disposable(() => channel?.dispose()),
  ];
}

interface Options {
  readonly client: BaseLanguageClient;
  readonly memory: BuildMemory;
}

async function build(
  asked: unknown,
  options: Options & { readonly log: vscode.OutputChannel },
): Promise<void> {
  const { client, memory, log } = options;
  const document = await dockerfileToAsk(asked);
  // What is built is what lies on the disk.
  if (document === undefined || (document.isDirty && !(await document.save()))) {
    return;
  }
  const name = vscode.workspace.asRelativePath(document.uri);
  log.clear();
  log.appendLine(`Building ${name}`);
  const params = paramsOf(client, document);
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Building ${name}`, cancellable: true },
    (progress, token) => {
      const told = client.onNotification(BUILD_OUTPUT_NOTIFICATION, ({ text }: BuildOutputParams) => {
        const message = text.trimEnd().split('\n').pop()?.trim();
        if (message !== undefined) {
          progress.report({ message });
        }
      });
      return request<BuildResult>(client, BUILD_REQUEST, params, token).finally(() => {
        told.dispose();
      });
    },
  );
  if (result === undefined) {
    log.appendLine('The build was cancelled.');
    return;
  }
  log.appendLine(result.message);
  if (result.measurements !== null) {
    await memory.remember(params.uri, result.measurements);
  }
  if (result.kind === 'built') {
    vscode.window.setStatusBarMessage(`${name}: ${result.message}`, CONFIRMATION);
  } else if (result.kind === 'failed') {
    log.show(true);
  } else if (result.kind === 'unavailable') {
    void vscode.window.showErrorMessage(result.message);
  }
}

async function compareWithImage(asked: unknown, { client, memory }: Options): Promise<void> {
  const document = await dockerfileToAsk(asked);
  if (document === undefined) {
    return;
  }
  const params = paramsOf(client, document);
  const listed = await request<ImagesResult>(client, IMAGES_REQUEST, params);
  if (listed === undefined || listed.kind === 'refused') {
    if (listed !== undefined) {
      void vscode.window.showErrorMessage(listed.message);
    }
    return;
  }
  if (listed.images.length === 0) {
    void vscode.window.showInformationMessage('The Docker engine has no image with a name.');
    return;
  }
  const picked = await vscode.window.showQuickPick(
    listed.images.map(({ name, detail }) => ({ label: name, description: detail })),
    { title: 'Compare with an image', placeHolder: 'Choose the image that was built from this Dockerfile' },
  );
  if (picked === undefined) {
    return;
  }
  const compared: CompareImageParams = { ...params, image: picked.label };
  const result = await request<CompareImageResult>(client, COMPARE_IMAGE_REQUEST, compared);
  if (result === undefined) {
    return;
  }
  if (result.measurements !== null) {
    await memory.remember(params.uri, result.measurements);
  }
  if (result.kind === 'same') {
    void vscode.window.showInformationMessage(result.message);
  } else {
    void vscode.window.showWarningMessage(result.message);
  }
}

/** The Dockerfile that a lens names, else the one in the active editor; undefined, with words, where nothing may be run for it. */
async function dockerfileToAsk(asked: unknown): Promise<vscode.TextDocument | undefined> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage('Strata runs Docker only in workspaces that you trust.');
    return undefined;
  }
  const uri =
    typeof asked === 'string' ? vscode.Uri.parse(asked) : asked instanceof vscode.Uri ? asked : undefined;
  const document =
    uri === undefined ? activeDockerfile()?.document : await vscode.workspace.openTextDocument(uri);
  if (document?.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage('Open a Dockerfile first.');
    return undefined;
  }
  return document;
}

function paramsOf(client: BaseLanguageClient, { uri }: vscode.TextDocument): BuildParams {
  return {
    uri: client.code2ProtocolConverter.asUri(uri),
    trusted: vscode.workspace.isTrusted,
    // Of the machine's scope: no workspace can name a program that is then run.
    enginePath: vscode.workspace.getConfiguration('strata').get<string>('engine.path', 'docker'),
  };
}

/** The answer; undefined when the request was cancelled, or nobody answers. */
async function request<R>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token?: vscode.CancellationToken,
): Promise<R | undefined> {
  try {
    return (await client.sendRequest<R | null>(method, params, token)) ?? undefined;
  } catch {
    // Cancelled, or the server is on its way out; the client library tells when that is a problem.
    return undefined;
  }
}
