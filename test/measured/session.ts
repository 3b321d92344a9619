import type { CancellationToken, InitializeParams } from 'vscode-languageserver';
import type { BuildEnd, BuildListener, BuildRequest } from '../../server/src/engine/build.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { createBuilds } from '../../server/src/lsp/builds/builds.ts';
import type { Builds } from '../../server/src/lsp/builds/builds.ts';
import type { Analysed } from '../../server/src/lsp/analyses.ts';
import { codeLenses } from '../../server/src/lsp/code-lens.ts';
import { abilitiesFrom } from '../../server/src/lsp/client-abilities.ts';
import type { Disk, Engine } from '../../server/src/lsp/runtime.ts';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings/settings.ts';
import type { Vertex } from '../../server/src/measured/types.ts';
import { nodeDisk } from '../../server/src/node/disk.ts';

/** The document of the tests, and its text. */
export const URI = 'file:///shop/Dockerfile';
export const TEXT = 'FROM x\nRUN a\nRUN b\n';
/** Nobody cancels. */
export const NEVER: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** A document as it is analysed, built with an argument. */
export function analysedOf(text: string): Analysed {
  const analysis = analyze({ text, build: { target: undefined, buildArgs: new Map([['A', '1']]) } });
  return {
    ...{ uri: URI, version: 1, analysis, settings: DEFAULT_SETTINGS },
    ...{ history: undefined, contextRoot: '/shop', choice: undefined },
  };
}

/** A piece of work of a build. */
export function vertex(name: string, state: Vertex['state'], output: readonly string[] = []): Vertex {
  const seconds = state === 'waiting' || state === 'cached' ? undefined : 2;
  return { name, state, seconds, since: undefined, output, error: state === 'failed' ? 'exit 1' : undefined };
}

/** Builds, and what came of them. */
export interface Session {
  readonly builds: Builds;
  readonly requests: BuildRequest[];
  readonly output: string[];
  /** How often everything was asked to be drawn again. */
  readonly redrawn: () => number;
}

/** Builds with an engine that does this. */
export function session(
  run: (listener: BuildListener, request: BuildRequest) => Promise<BuildEnd> | BuildEnd,
  {
    engine = {},
    remembered,
    without = false,
  }: { engine?: Partial<Engine>; remembered?: unknown; without?: boolean } = {},
): Session {
  const requests: BuildRequest[] = [];
  const output: string[] = [];
  let redrawn = 0;
  const docker: Engine = {
    build: async (request, listener) => {
      requests.push(request);
      return run(listener, request);
    },
    history: () => Promise.resolve({ kind: 'refused', message: 'no image' }),
    images: () => Promise.resolve({ kind: 'refused', message: 'no images' }),
    pastBuilds: () => Promise.resolve({ kind: 'refused', message: 'no history' }),
    pastBuild: () => Promise.resolve({ kind: 'refused', message: 'no history' }),
    changedSince: () => Promise.resolve(new Set()),
    ...engine,
  };
  const disk: Disk = nodeDisk();
  const builds = createBuilds({
    engine: without ? undefined : docker,
    disk,
    remembered,
    onProgress: () => undefined,
    onMeasured: () => {
      redrawn++;
    },
    onOutput: ({ text }) => output.push(text),
    clock: () => time.now,
  });
  return { builds, requests, output, redrawn: () => redrawn };
}

/** The clock of the sessions; lenses say `just now` of it. */
export const time = { now: 0 };

/** What a client sends of a workspace that somebody trusts. */
export const TRUSTED = { uri: URI, trusted: true, enginePath: '' };

/** What lenses show besides what they always do: `line: title`. */
export function shown({ builds }: Session, text = TEXT): string[] {
  const analysed = analysedOf(text);
  const abilities = abilitiesFrom({ processId: null, capabilities: {} } as unknown as InitializeParams);
  const titles = (measures?: ReturnType<Builds['measures']>): string[] =>
    codeLenses(analysed, abilities, { measures }).map(
      ({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`,
    );
  const always = new Set(titles());
  return titles(builds.measures(analysed)).filter((title) => !always.has(title));
}
