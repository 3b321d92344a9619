import type { CancellationToken } from 'vscode-languageserver';
import type { CompareImageResult, PastBuildsResult } from '../../../../shared/wire.ts';
import type { PastBuild } from '../../engine/past-builds.ts';
import {
  NO_PAST_BUILDS,
  NO_SOURCE,
  pastBuildChoice,
  pastBuildSummary,
} from '../../insights/words/past-build-words.ts';
import { pastRecords } from '../../measured/past-records.ts';
import { recordsOf, withBytes } from '../../measured/records.ts';
import { readPaths } from '../../measured/step-keys.ts';
import type { StepRecord, Vertex } from '../../measured/types.ts';
import { builtSteps } from '../../measured/vertex-steps.ts';
import { buildModel } from '../../model/build.ts';
import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import type { Analysed } from '../analyses.ts';
import { allowed, pathIn, signalOf } from './build-requests.ts';
import { imageBytes } from './image-bytes.ts';
import type { MeasurementStore } from './measurement-store.ts';
import type { Disk, Engine } from '../runtime.ts';
import { recordFrom } from '../settings/settings.ts';

/** What reading builds of others needs. */
export interface PastBuildOptions {
  readonly engine: Engine | undefined;
  readonly disk: Disk | undefined;
  readonly store: MeasurementStore;
  readonly token: CancellationToken;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The builds of a document that the builder remembers, whoever started them. */
export async function pastBuildsFor(
  analysed: Analysed,
  params: unknown,
  { engine, disk, token, clock }: PastBuildOptions,
): Promise<PastBuildsResult> {
  const asked = askedFor(analysed, params, { engine, disk });
  if (typeof asked === 'string') {
    return { kind: 'refused', message: asked };
  }
  const { docker, dockerfile, path } = asked;
  const told = await docker.pastBuilds(dockerfile, { path, signal: signalOf(token) });
  if (told.kind === 'refused') {
    return told;
  }
  const now = clock();
  return told.value.length === 0
    ? { kind: 'refused', message: NO_PAST_BUILDS }
    : {
        kind: 'builds',
        builds: told.value.map((build) => ({ ref: build.ref, ...pastBuildChoice(build, now) })),
      };
}

/** Takes what such a build did as what the last build did: only of steps that the document still has. */
export async function usePastBuild(
  analysed: Analysed,
  params: unknown,
  { engine, disk, store, token, clock }: PastBuildOptions,
): Promise<CompareImageResult> {
  const { ref } = recordFrom(params);
  const asked = askedFor(analysed, params, { engine, disk });
  if (typeof asked === 'string' || typeof ref !== 'string') {
    return refused(typeof asked === 'string' ? asked : 'Which build?');
  }
  const { docker, dockerfile, path } = asked;
  const told = await docker.pastBuild(ref, { dockerfile, path, signal: signalOf(token) });
  if (told.kind === 'refused') {
    return { ...told, measurements: null };
  }
  const { build, vertexes, source } = told.value;
  if (source === undefined) {
    return refused(NO_SOURCE);
  }
  const { uri, analysis } = analysed;
  const { model } = analysis;
  const { context } = analysis.facts;
  const before = store.get(uri);
  const then = buildModel(parse(source), {
    ...model.options,
    target: build.target,
    buildArgs: build.args,
  });
  const made = await recordsOfBuild(build, {
    ...{ vertexes, model: then, engine: docker, path },
  });
  const changed = await changedIn(analysed, { engine: docker, since: build.started });
  const { records, kept } = pastRecords(made, { model, context, changed, before });
  const isSame = withoutReturns(source) === withoutReturns(model.file.text);
  const message = pastBuildSummary(build, { total: made.length, kept, isSame, now: clock() });
  if (kept === 0) {
    return { kind: isSame ? 'same' : 'different', message, measurements: null };
  }
  const measurements = { steps: records };
  store.set(uri, measurements);
  return { kind: isSame ? 'same' : 'different', message, measurements };
}

function refused(message: string): CompareImageResult {
  return { kind: 'refused', message, measurements: null };
}

function askedFor(
  { uri }: Analysed,
  params: unknown,
  { engine, disk }: Pick<PastBuildOptions, 'engine' | 'disk'>,
): { readonly docker: Engine; readonly dockerfile: string; readonly path: string } | string {
  const docker = allowed(engine, params);
  if (typeof docker === 'string') {
    return docker;
  }
  const dockerfile = disk?.placeOf(uri);
  return dockerfile === undefined
    ? 'Only a Dockerfile in a folder has builds.'
    : { docker, dockerfile, path: pathIn(params) };
}

/** What a build did, by the Dockerfile of then. */
async function recordsOfBuild(
  build: PastBuild,
  {
    vertexes,
    model,
    engine,
    path,
  }: {
    readonly vertexes: readonly Vertex[];
    readonly model: Model;
    readonly engine: Engine;
    readonly path: string;
  },
): Promise<readonly StepRecord[]> {
  const now = build.ended;
  const context = undefined;
  const records = recordsOf(builtSteps(model, vertexes), {
    ...{ model, context, before: undefined, now, running: false },
  });
  for (const image of build.images) {
    const bytes = await imageBytes(engine, { image, model, path });
    if (bytes !== undefined) {
      return withBytes(records, bytes, { model, context, now });
    }
  }
  return records;
}

/** Paths of the context that steps read and that have changed since a time. */
async function changedIn(
  { analysis, contextRoot }: Analysed,
  { engine, since }: { readonly engine: Engine; readonly since: number },
): Promise<ReadonlySet<string>> {
  if (contextRoot === undefined) {
    return new Set();
  }
  const { model, facts } = analysis;
  const folder = `${contextRoot.replace(/\/$/, '')}/`;
  const paths = new Set(model.nodes.flatMap((node) => readPaths(node, facts.context)));
  const changed = await engine.changedSince(
    [...paths].map((path) => folder + path),
    since,
  );
  return new Set([...changed].map((place) => place.slice(folder.length)));
}

function withoutReturns(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
