import type { CancellationToken } from 'vscode-languageserver';
import type { BuildRequest } from '../../engine/build.ts';
import type { Analysed } from '../analyses.ts';
import type { Disk, Engine } from '../runtime.ts';
import { recordFrom } from '../settings/settings.ts';

/** The engine, or a sentence that says why it must not be asked. */
export function allowed(engine: Engine | undefined, params: unknown): Engine | string {
  return engine === undefined || recordFrom(params)['trusted'] !== true
    ? 'Strata runs nothing here: there is no Docker command, or the workspace is not trusted.'
    : engine;
}

/** The engine's command that a request names; `docker` where it names none. */
export function pathIn(params: unknown): string {
  const { enginePath } = recordFrom(params);
  return typeof enginePath === 'string' && enginePath.trim() !== '' ? enginePath.trim() : 'docker';
}

/** What stops a process when a request is cancelled. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  if (token.isCancellationRequested) {
    controller.abort();
  }
  return controller.signal;
}

/** What is built as Strata takes it to be built, or a sentence that says why nothing is. */
export function requestOf(
  { uri, analysis, contextRoot, choice }: Analysed,
  { disk, path }: { readonly disk: Disk | undefined; readonly path: string },
): BuildRequest | string {
  const dockerfile = disk?.placeOf(uri);
  if (dockerfile === undefined || contextRoot === undefined) {
    return 'Only a Dockerfile in a folder can be built: save it first.';
  }
  const { target, buildArgs } = analysis.model.options;
  return {
    ...{ path, dockerfile, target, context: contextRoot },
    args: buildArgs ?? new Map(),
    additionalContexts: choice?.chosen.additionalContexts ?? new Map(),
  };
}
