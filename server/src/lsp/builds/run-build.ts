import type { CancellationToken } from 'vscode-languageserver';
import type { BuildOutputParams, BuildResult } from '../../../../shared/wire.ts';
import type { BuildEnd, BuildRequest } from '../../engine/build.ts';
import { duration } from '../../insights/words/measured-words.ts';
import { recordsOf, withBytes } from '../../measured/records.ts';
import { builtSteps } from '../../measured/vertex-steps.ts';
import type { Analysed } from '../analyses.ts';
import { gatherOutput } from './build-output.ts';
import { allowed, pathIn, requestOf, signalOf } from './build-requests.ts';
import { imageBytes } from './image-bytes.ts';
import type { MeasurementStore, Running } from './measurement-store.ts';
import type { Disk, Engine } from '../runtime.ts';

/** What a build needs. */
export interface RunBuildOptions {
  readonly engine: Engine | undefined;
  readonly disk: Disk | undefined;
  readonly store: MeasurementStore;
  readonly token: CancellationToken;
  /** Steps have come on. Called about once a second. */
  readonly onProgress: () => void;
  /** The build has ended. */
  readonly onMeasured: () => void;
  readonly onOutput: (output: BuildOutputParams) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Milliseconds between two looks at a running build: its seconds are shown. */
const TICK = 1000;

/** Builds what a document says, as a person has asked for, and keeps what it measured. */
export async function runBuildOf(
  analysed: Analysed,
  params: unknown,
  options: RunBuildOptions,
): Promise<BuildResult> {
  const { engine, disk, store, clock } = options;
  if (store.running.has(analysed.uri)) {
    return unavailable('This Dockerfile is being built already.');
  }
  const docker = allowed(engine, params);
  if (typeof docker === 'string') {
    return unavailable(docker);
  }
  const request = requestOf(analysed, { disk, path: pathIn(params) });
  if (typeof request === 'string') {
    return unavailable(request);
  }
  const started = clock();
  const end = await run(analysed, request, { ...options, engine: docker });
  return {
    kind: end.kind,
    message: endMessage(end, (clock() - started) / 1000),
    isOfCommand: end.kind === 'unavailable' && end.isOfCommand,
    measurements: store.get(analysed.uri) ?? null,
  };
}

/** Runs a build and keeps what it measured; what is shown follows it. */
async function run(
  { uri, analysis }: Analysed,
  request: BuildRequest,
  { engine, token, store, clock, ...tell }: RunBuildOptions & { readonly engine: Engine },
): Promise<BuildEnd> {
  const { model } = analysis;
  const { context } = analysis.facts;
  const live: Running = { model, context, vertexes: () => [] };
  const started = clock();
  store.begin();
  store.running.set(uri, live);
  const output = gatherOutput((text) => {
    tell.onOutput({ uri, text });
  });
  const ticking = setInterval(tell.onProgress, TICK);
  try {
    const end = await engine.build(request, {
      signal: signalOf(token),
      onProgress: (vertexes, text) => {
        live.vertexes = vertexes;
        output.add(text);
      },
    });
    if (end.vertexes.length > 0) {
      const now = clock();
      const steps = recordsOf(builtSteps(model, end.vertexes), {
        ...{ model, context, before: store.get(uri), now, running: false },
      });
      const image = end.kind === 'built' ? end.image : undefined;
      const bytes = await imageBytes(engine, { image, model, path: request.path });
      const sized = bytes === undefined ? steps : withBytes(steps, bytes, { model, context, now });
      store.set(uri, { steps: sized });
      store.end(started);
    }
    return end;
  } finally {
    clearInterval(ticking);
    output.end();
    store.running.delete(uri);
    tell.onMeasured();
  }
}

function unavailable(message: string): BuildResult {
  return { kind: 'unavailable', message, measurements: null };
}

function endMessage(end: BuildEnd, seconds: number): string {
  switch (end.kind) {
    case 'built':
      return `Built in ${duration(seconds)}.`;
    case 'failed':
      return `The build failed: ${end.message}`;
    case 'cancelled':
      return 'The build was cancelled.';
    case 'unavailable':
      return end.message;
  }
}
