import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type {
  BuildOutputParams,
  BuildResult,
  CompareImageResult,
  ImagesResult,
} from '../../../shared/wire.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { BuildEnd, BuildRequest } from '../engine/build.ts';
import { imageSummary } from '../insights/image-words.ts';
import { duration, failureMessage } from '../insights/measured-words.ts';
import { matchImage } from '../measured/image-history.ts';
import type { ImageMatch } from '../measured/image-history.ts';
import { measuresOf, measurementsFrom, recordsOf, withBytes } from '../measured/records.ts';
import type { Measurements, StepMeasure, Vertex } from '../measured/types.ts';
import { builtSteps } from '../measured/vertex-steps.ts';
import type { Model } from '../model/types.ts';
import type { ComposeFacts } from '../ports/types.ts';
import type { Analysed } from './analyses.ts';
import { SOURCE } from './diagnostics.ts';
import { rangeOf } from './ranges.ts';
import type { Disk, Engine } from './runtime.ts';
import { recordFrom } from './settings.ts';

/** What builds and images have measured, and the builds that run. */
export interface Builds {
  /** What is known of the steps of a document as it is now, by node index. */
  measures(analysed: Analysed): ReadonlyMap<number, StepMeasure>;
  /** Files were written to: what reads them is no longer as it was measured. */
  touch(places: readonly string[]): void;
  /** Where the last build failed. */
  failures(analysed: Analysed): Diagnostic[];
  /** Builds what is in the document now; it must have been saved. */
  build(analysed: Analysed, params: unknown, token: CancellationToken): Promise<BuildResult>;
  images(analysed: Analysed, params: unknown, token: CancellationToken): Promise<ImagesResult>;
  compare(analysed: Analysed, params: unknown, token: CancellationToken): Promise<CompareImageResult>;
}

/** What builds need. */
export interface BuildsOptions {
  /** Undefined where nothing may be run: there is no engine, or nobody trusts the workspace. */
  readonly engine: Engine | undefined;
  readonly disk: Disk | undefined;
  /** What was measured in earlier sessions, as it came: by a document's URI. */
  readonly remembered: unknown;
  /** Steps have come on: annotations may be others. Called about once a second at most. */
  readonly onProgress: () => void;
  /** A build has ended, or an image was compared. */
  readonly onMeasured: () => void;
  readonly onOutput: (output: BuildOutputParams) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The code of the diagnostic at a step that failed. */
const FAILED = 'build/failed';

/** Milliseconds between two looks at a running build: its seconds are shown. */
const TICK = 1000;

/** Milliseconds for which output is gathered, and characters of a build's output that are handed on. */
const GATHERED = 200;
const MAX_OUTPUT = 5_000_000;

interface Running {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  vertexes: () => readonly Vertex[];
}

/** Makes a store that starts with what was remembered; malformed parts are passed over. Nothing is run before it is asked for. */
export function createBuilds(options: BuildsOptions): Builds {
  const { engine, disk, onProgress, onMeasured, onOutput, clock } = options;
  const known = new Map<string, Measurements>();
  const running = new Map<string, Running>();
  const touched = new Map<string, number>();
  let lastStart = -Infinity;
  for (const [uri, value] of Object.entries(recordFrom(options.remembered))) {
    const measurements = measurementsFrom(value);
    if (measurements !== undefined) {
      known.set(uri, measurements);
    }
  }

  /** What was written to below a context, by paths in it. */
  const touchedIn = (root: string | undefined): ReadonlyMap<string, number> => {
    const folder = `${root?.replace(/\/$/, '') ?? ''}/`;
    return new Map(
      [...touched].flatMap(([place, time]) =>
        place.startsWith(folder) ? [[place.slice(folder.length), time] as const] : [],
      ),
    );
  };

  const measures: Builds['measures'] = ({ uri, analysis, contextRoot }) => {
    const { model, facts } = analysis;
    const live = running.get(uri);
    const before = known.get(uri);
    if (live === undefined) {
      return before === undefined
        ? NONE
        : measuresOf(before, { model, context: facts.context, touched: touchedIn(contextRoot) });
    }
    const steps = recordsOf(builtSteps(live.model, live.vertexes()), {
      ...{ model: live.model, context: live.context, before, now: clock(), running: true },
    });
    return measuresOf({ steps }, { model, context: facts.context, live: true });
  };

  /** Runs a build and keeps what it measured; what is shown follows it. */
  const run = async (
    analysed: Analysed,
    request: BuildRequest,
    { engine: docker, signal }: { readonly engine: Engine; readonly signal: AbortSignal },
  ): Promise<BuildEnd> => {
    const { uri, analysis } = analysed;
    const { model } = analysis;
    const { context } = analysis.facts;
    const live: Running = { model, context, vertexes: () => [] };
    const started = clock();
    lastStart = started;
    running.set(uri, live);
    const output = gatherOutput((text) => {
      onOutput({ uri, text });
    });
    const ticking = setInterval(onProgress, TICK);
    try {
      const end = await docker.build(request, {
        signal,
        onProgress: (vertexes, text) => {
          live.vertexes = vertexes;
          output.add(text);
        },
      });
      const before = known.get(uri);
      if (end.vertexes.length > 0) {
        const now = clock();
        const steps = recordsOf(builtSteps(model, end.vertexes), {
          ...{ model, context, before, now, running: false },
        });
        const bytes = await bytesOf(docker, { end, model, path: request.path });
        const sized = bytes === undefined ? steps : withBytes(steps, bytes, { model, context, now });
        known.set(uri, { steps: sized });
        // Nobody knows which content of a file was built that was written to meanwhile.
        for (const [place, time] of touched) {
          if (time >= started) {
            touched.set(place, now + 1);
          }
        }
      }
      return end;
    } finally {
      clearInterval(ticking);
      output.end();
      running.delete(uri);
      onMeasured();
    }
  };

  return {
    measures,
    touch: (places) => {
      const now = clock();
      // Editors tell late: this is what was saved to be built.
      if (now - lastStart < LATE) {
        return;
      }
      for (const place of places) {
        touched.delete(place);
        touched.set(place, now);
      }
      for (const place of [...touched.keys()].slice(0, Math.max(0, touched.size - MAX_TOUCHED))) {
        touched.delete(place);
      }
      if (known.size > 0) {
        onProgress();
      }
    },
    failures: (analysed) => {
      const { file, nodes } = analysed.analysis.model;
      return [...measures(analysed).values()].flatMap((measure): Diagnostic[] => {
        const message = failureMessage(measure);
        const instruction = nodes[measure.node]?.instruction;
        if (message === undefined || instruction === undefined) {
          return [];
        }
        const { start, keyword } = instruction;
        const range = rangeOf(file, { start, end: start + keyword.length });
        return [{ range, severity: DiagnosticSeverity.Error, code: FAILED, source: SOURCE, message }];
      });
    },
    build: async (analysed, params, token) => {
      const { uri } = analysed;
      if (running.has(uri)) {
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
      const end = await run(analysed, request, { engine: docker, signal: signalOf(token) });
      return {
        kind: end.kind,
        message: endMessage(end, (clock() - started) / 1000),
        measurements: known.get(uri) ?? null,
      };
    },
    images: async ({ analysis, choice }, params, token) => {
      const docker = allowed(engine, params);
      if (typeof docker === 'string') {
        return { kind: 'refused', message: docker };
      }
      const told = await docker.images({ path: pathIn(params), signal: signalOf(token) });
      if (told.kind === 'refused') {
        return told;
      }
      const names = new Set([...namedImages(analysis.facts.compose), ...defaultImages(choice?.chosen)]);
      const sorted = [
        ...told.value.filter(({ name }) => names.has(name)),
        ...told.value.filter(({ name }) => !names.has(name)),
      ];
      return {
        kind: 'images',
        images: sorted.map(({ name, size, created }) => ({ name, detail: `${size}, ${created}` })),
      };
    },
    compare: async ({ uri, analysis }, params, token) => {
      const { image } = recordFrom(params);
      const docker = allowed(engine, params);
      if (typeof docker === 'string' || typeof image !== 'string') {
        const message = typeof docker === 'string' ? docker : 'Which image?';
        return { kind: 'refused', message, measurements: null };
      }
      const told = await docker.history(image, { path: pathIn(params), signal: signalOf(token) });
      if (told.kind === 'refused') {
        return { ...told, measurements: null };
      }
      const { model, facts } = analysis;
      const match = matchImage(model, told.value);
      const message = imageSummary(model, match, image);
      if (match.kind === 'different') {
        return { kind: 'different', message, measurements: null };
      }
      const before = known.get(uri)?.steps ?? [];
      const steps = withBytes(before, match.bytes, {
        ...{ model, context: facts.context, image, now: clock() },
      });
      const measurements: Measurements = { steps };
      known.set(uri, measurements);
      onMeasured();
      return { kind: 'same', message, measurements };
    },
  };
}

/** Milliseconds by which an editor's word of a changed file may come late. */
const LATE = 2000;

/** Files that are remembered to have been written to; the oldest are forgotten beyond so many. */
const MAX_TOUCHED = 2000;

const NONE: ReadonlyMap<number, StepMeasure> = new Map();

function unavailable(message: string): BuildResult {
  return { kind: 'unavailable', message, measurements: null };
}

/** The engine, or a sentence that says why it must not be asked. */
function allowed(engine: Engine | undefined, params: unknown): Engine | string {
  return engine === undefined || recordFrom(params)['trusted'] !== true
    ? 'Strata runs nothing here: there is no Docker command, or the workspace is not trusted.'
    : engine;
}

function pathIn(params: unknown): string {
  const { enginePath } = recordFrom(params);
  return typeof enginePath === 'string' && enginePath.trim() !== '' ? enginePath.trim() : 'docker';
}

function signalOf(token: CancellationToken): AbortSignal {
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
function requestOf(
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

/** Bytes of the layers of what was built, by node index; undefined where the image is not in the engine. */
async function bytesOf(
  engine: Engine,
  { end, model, path }: { readonly end: BuildEnd; readonly model: Model; readonly path: string },
): Promise<ReadonlyMap<number, number> | undefined> {
  if (end.kind !== 'built' || end.image === undefined) {
    return undefined;
  }
  const told = await engine.history(end.image, { path });
  const match: ImageMatch | undefined = told.kind === 'told' ? matchImage(model, told.value) : undefined;
  return match?.kind === 'same' ? match.bytes : undefined;
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

/** The images that the services of Compose name that build this Dockerfile. */
function namedImages(compose: ComposeFacts | undefined): string[] {
  return (compose?.uses ?? []).flatMap(({ service }) => {
    const image = service.node.entries.get('image')?.value;
    return image?.kind === 'scalar' && image.text !== undefined && !image.unsure ? [tagged(image.text)] : [];
  });
}

/** How Compose names the image of a service that says nothing else: its folder, then the service. */
function defaultImages(
  chosen: { readonly service: string | undefined; readonly file: string | undefined } | undefined,
): string[] {
  const { service, file } = chosen ?? {};
  const folder =
    file
      ?.split('/')
      .at(-2)
      ?.toLowerCase()
      .replace(/[^a-z0-9_-]/g, '') ?? '';
  return service === undefined ? [] : [`${folder}-${service}`, `${folder}_${service}`].map(tagged);
}

/** `shop:latest` for `shop`; the port of a registry is no tag. */
function tagged(name: string): string {
  return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;
}

/** Hands output on in pieces that are worth a message, and not more of it than anybody reads. */
function gatherOutput(send: (text: string) => void): { add: (text: string) => void; end: () => void } {
  let parts: string[] = [];
  let left = MAX_OUTPUT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (parts.length > 0) {
      send(parts.join(''));
      parts = [];
    }
  };
  return {
    add: (text) => {
      if (text === '' || left <= 0) {
        return;
      }
      left -= text.length;
      parts.push(left > 0 ? text : 'There is more output, which is not shown here.\n');
      timer ??= setTimeout(flush, GATHERED);
    },
    end: flush,
  };
}
