import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BUILD_REQUEST, COMPARE_IMAGE_REQUEST, ClientCommand, IMAGES_REQUEST } from '../../shared/wire.ts';
import type { BuildResult, CompareImageParams, CompareImageResult, ImagesResult } from '../../shared/wire.ts';
import type { BuildMemory } from './build-memory.ts';
import { createBuildOutput, type BuildOutput } from './build-output.ts';
import { dockerfileToAsk, paramsOf, request } from './engine-requests.ts';
import { tellTrouble } from './engine-trouble.ts';
import { showCompared, showLastBuild } from './past-builds.ts';
import { saveToBuild } from './save-to-build.ts';

/** How long a confirmation stays in the status bar, in milliseconds. */
const CONFIRMATION = 5000;

/** Registers the commands that ask Docker. Nothing is run before somebody runs one of them. */
export function registerBuild(client: BaseLanguageClient, memory: BuildMemory): vscode.Disposable[] {
  let channel: vscode.OutputChannel | undefined;
  const log = (): vscode.OutputChannel =>
    (channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Strata Build')));
  const output = createBuildOutput(client, (text) => {
    log().append(text);
  });
  return [
    vscode.commands.registerCommand(ClientCommand.build, (uri: unknown) =>
      build(uri, { client, memory, log: log(), output }),
    ),
    vscode.commands.registerCommand('strata.compareWithImage', (uri: unknown) =>
      compareWithImage(uri, { client, memory }),
    ),
    vscode.commands.registerCommand('strata.showLastBuild', (uri: unknown) =>
      showLastBuild(uri, { client, memory }),
    ),
    new vscode.Disposable(() => {
      output.dispose();
      channel?.dispose();
    }),
  ];
}

interface Options {
  readonly client: BaseLanguageClient;
  readonly memory: BuildMemory;
}

interface BuildOptions extends Options {
  /** All builds write there. */
  readonly log: vscode.OutputChannel;
  readonly output: BuildOutput;
}

async function build(asked: unknown, options: BuildOptions): Promise<void> {
  const { client, memory, log, output } = options;
  const found = await dockerfileToAsk(asked);
  const document = found && (await saveToBuild(found));
  if (document === undefined) {
    return;
  }
  const name = vscode.workspace.asRelativePath(document.uri);
  if (!output.isFollowed()) {
    log.clear();
  }
  const title = vscode.l10n.t('Building {0}', name);
  log.appendLine(title);
  const params = paramsOf(client, document);
  const { result, isCancelled } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const leave = output.follow(params.uri, (text) => {
        const message = text.trimEnd().split('\n').pop()?.trim();
        if (message !== undefined) {
          progress.report({ message });
        }
      });
      try {
        const answer = await request<BuildResult>(client, BUILD_REQUEST, params, token);
        return { result: answer, isCancelled: token.isCancellationRequested };
      } finally {
        leave();
      }
    },
  );
  if (result === undefined) {
    log.appendLine(
      isCancelled
        ? vscode.l10n.t('The build was cancelled.')
        : vscode.l10n.t('Strata has no answer for this document.'),
    );
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
    void tellTrouble(result, { severity: 'error', log });
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
      void tellTrouble(listed, { severity: 'error' });
    }
    return;
  }
  if (listed.images.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The Docker engine has no image with a name.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    listed.images.map(({ name, detail }) => ({ label: name, description: detail })),
    {
      title: vscode.l10n.t('Compare with an image'),
      placeHolder: vscode.l10n.t('Choose the image that was built from this Dockerfile'),
    },
  );
  if (picked === undefined) {
    return;
  }
  const compared: CompareImageParams = { ...params, image: picked.label };
  const result = await request<CompareImageResult>(client, COMPARE_IMAGE_REQUEST, compared);
  await showCompared(result, { memory, uri: params.uri });
}
