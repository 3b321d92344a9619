import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainProgress } from '../measured/plain-progress.ts';
import { createPodmanProgress } from '../measured/podman-progress.ts';
import { createRawProgress } from '../measured/raw-progress.ts';
import type { ProgressReader, Vertex } from '../measured/types.ts';
import { buildxOf, isAtLeast } from './buildx.ts';
import type { Buildx } from './buildx.ts';
import { runDocker } from './docker-run.ts';
import type { DockerEnd } from './docker-run.ts';
import { engineProblem, problemIn } from './problems.ts';
import type { EngineProblem } from './problems.ts';

/** What is built, and how. Places are absolute. */
export interface BuildRequest {
  /** The engine's command. */
  readonly path: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly target: string | undefined;
  readonly args: ReadonlyMap<string, string>;
  readonly additionalContexts: ReadonlyMap<string, string>;
}

/** Who is told, and who can end it. */
export interface BuildListener {
  /** Stops the build with all its processes. */
  readonly signal?: AbortSignal | undefined;
  /** The steps have come on; `output` is new text for people. */
  readonly onProgress: (vertexes: () => readonly Vertex[], output: string) => void;
}

/** How a build ended, and what it did until then. */
export type BuildEnd = { readonly vertexes: readonly Vertex[] } & (
  | {
      readonly kind: 'built';
      /** The image's id, where the builder hands it to the engine. */
      readonly image: string | undefined;
    }
  /** `message`: what BuildKit says, in a line. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' }
  /** There was no build. */
  | ({ readonly kind: 'unavailable' } & EngineProblem)
);

/** The first buildx that knows `--progress=rawjson`. */
const RAW_SINCE = [0, 13] as const;

/**
 * Builds as `docker buildx build` (or `podman build`) does by itself: with the builder that the person has chosen, into wherever that puts
 * images, without a name for the image. Never rejects.
 */
export async function runBuild(request: BuildRequest, listener: BuildListener): Promise<BuildEnd> {
  const { path } = request;
  const { signal } = listener;
  const buildx = await buildxOf(path, signal);
  if (buildx.kind === 'stopped') {
    return { kind: 'cancelled', vertexes: [] };
  }
  if (buildx.kind === 'none') {
    return { ...buildx, kind: 'unavailable', vertexes: [] };
  }
  const { command, reader } = builderOf(buildx);
  const home = await mkdtemp(join(tmpdir(), 'strata-build-')).catch(() => undefined);
  if (home === undefined) {
    return { kind: 'unavailable', vertexes: [], message: 'There is no temporary folder to work with.' };
  }
  try {
    const idFile = join(home, 'id');
    const hear = (read: (chunk: string) => string) => (chunk: string) => {
      const output = read(chunk);
      listener.onProgress(reader.vertexes, output);
    };
    const { read, readErrors } = reader;
    const end = await runDocker([...command, '--iidfile', idFile, ...buildArguments(request)], {
      path,
      signal,
      onOutput: readErrors && hear(read),
      onError: hear(readErrors ?? read),
    });
    // A last line without an end counts, too.
    listener.onProgress(reader.vertexes, read('\n') + (readErrors?.('\n') ?? ''));
    return ended(end, { reader, path, image: await imageId(idFile) });
  } finally {
    await rm(home, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** How each of them builds, and who reads what it prints. */
function builderOf(builder: Extract<Buildx, { kind: 'buildx' | 'podman' }>): {
  readonly command: readonly string[];
  readonly reader: ProgressReader;
} {
  if (builder.kind === 'podman') {
    return { command: ['build'], reader: createPodmanProgress(Date.now) };
  }
  const isRaw = isAtLeast(builder.version, RAW_SINCE);
  const reader = isRaw
    ? createRawProgress((base64) => Buffer.from(base64, 'base64').toString('utf8'))
    : createPlainProgress();
  return { command: ['buildx', 'build', `--progress=${isRaw ? 'rawjson' : 'plain'}`], reader };
}

/** What follows `docker buildx build`; the context comes last, behind a mark that nothing after it is an option. */
function buildArguments({ dockerfile, context, target, args, additionalContexts }: BuildRequest): string[] {
  return [
    `--file=${dockerfile}`,
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...[...args].map(([name, value]) => `--build-arg=${name}=${value}`),
    ...[...additionalContexts].map(([name, place]) => `--build-context=${name}=${place}`),
    '--',
    context,
  ];
}

function ended(
  end: DockerEnd,
  {
    reader,
    path,
    image,
  }: { readonly reader: ProgressReader; readonly path: string; readonly image: string | undefined },
): BuildEnd {
  const vertexes = reader.vertexes();
  if (end.kind === 'stopped') {
    return { kind: 'cancelled', vertexes };
  }
  if (end.kind === 'ended' && end.code === 0) {
    return { kind: 'built', vertexes, image };
  }
  const remarks = reader.remarks();
  const problem =
    vertexes.length === 0 ? (engineProblem(end, path) ?? problemIn(remarks.join('\n'), path)) : undefined;
  if (problem !== undefined) {
    return { ...problem, kind: 'unavailable', vertexes };
  }
  const said = remarks.findLast((line) => /^error: /i.test(line)) ?? remarks[remarks.length - 1];
  const failed = vertexes.find(({ state }) => state === 'failed');
  const message = said?.replace(/^error: (failed to build: )?(failed to solve: )?/i, '') ?? failed?.error;
  return { kind: 'failed', vertexes, message: message ?? 'The build ended without a word.' };
}

async function imageId(file: string): Promise<string | undefined> {
  try {
    const id = (await readFile(file, 'utf8')).trim();
    return id === '' ? undefined : id;
  } catch {
    // A builder that keeps what it builds to itself writes none.
    return undefined;
  }
}
