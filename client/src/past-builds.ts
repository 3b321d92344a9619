import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { PAST_BUILDS_REQUEST, USE_PAST_BUILD_REQUEST } from '../../shared/wire.ts';
import type { CompareImageResult, PastBuildsResult, UsePastBuildParams } from '../../shared/wire.ts';
import type { BuildMemory } from './build-memory.ts';
import { dockerfileToAsk, paramsOf, request } from './engine-requests.ts';
import { tellTrouble } from './engine-trouble.ts';

/** Shows what a build did that was started elsewhere; a person picks where the builder remembers several. */
export async function showLastBuild(
  asked: unknown,
  { client, memory }: { readonly client: BaseLanguageClient; readonly memory: BuildMemory },
): Promise<void> {
  const document = await dockerfileToAsk(asked);
  if (document === undefined) {
    return;
  }
  const params = paramsOf(client, document);
  const told = await waiting(vscode.l10n.t('Asking for the last builds'), (token) =>
    request<PastBuildsResult>(client, PAST_BUILDS_REQUEST, params, token),
  );
  if (told === undefined || told.kind === 'refused') {
    if (told !== undefined) {
      void tellTrouble(told, { severity: 'warning' });
    }
    return;
  }
  const items = told.builds.map(({ ref, label, detail }) => ({ ref, label, description: detail }));
  const picked =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, {
          title: vscode.l10n.t('Show the last build'),
          placeHolder: vscode.l10n.t('Choose a build of this Dockerfile, the last one first'),
        });
  if (picked === undefined) {
    return;
  }
  const chosen: UsePastBuildParams = { ...params, ref: picked.ref };
  const result = await waiting(vscode.l10n.t('Reading the build'), (token) =>
    request<CompareImageResult>(client, USE_PAST_BUILD_REQUEST, chosen, token),
  );
  await showCompared(result, { memory, uri: params.uri });
}

/** Keeps what was measured, and says what came of it. */
export async function showCompared(
  result: CompareImageResult | undefined,
  { memory, uri }: { readonly memory: BuildMemory; readonly uri: string },
): Promise<void> {
  if (result === undefined) {
    return;
  }
  if (result.measurements !== null) {
    await memory.remember(uri, result.measurements);
  }
  if (result.kind === 'same') {
    void vscode.window.showInformationMessage(result.message);
  } else {
    void tellTrouble(result, { severity: 'warning' });
  }
}

function waiting<T>(title: string, ask: (token: vscode.CancellationToken) => Promise<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) => ask(token));
}
