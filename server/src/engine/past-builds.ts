import { readFile, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dockerfileIn } from '../measured/past-source.ts';
import { createRawProgress } from '../measured/raw-progress.ts';
import type { Vertex } from '../measured/types.ts';
import { GIVEN_UP, ask, objectIn, objectsIn, text } from './ask.ts';
import type { AskOptions, Told } from './ask.ts';
import { buildxOf, isAtLeast } from './buildx.ts';
import { runDocker, WORKING_FOLDER } from './docker-run.ts';
import { engineProblem } from './problems.ts';
import type { EngineProblem } from './problems.ts';

/** A build that the builder remembers (`docker buildx history`), whoever started it. */
export interface PastBuild {
  /** Its name for the builder. */
  readonly ref: string;
  readonly state: 'built' | 'failed' | 'cancelled';
  /** In milliseconds since 1970. */
  readonly started: number;
  readonly ended: number;
  /** The stage that was built; undefined for the last one. */
  readonly target: string | undefined;
  readonly args: ReadonlyMap<string, string>;
  /** The ids that its image may have; none where it made none. */
  readonly images: readonly string[];
}

/** What such a build did. */
export interface PastBuildSteps {
  readonly build: PastBuild;
  readonly vertexes: readonly Vertex[];
  /** The Dockerfile as it was then; undefined where nobody knows. */
  readonly source: string | undefined;
}

/** The first buildx with `history inspect --format json`. */
const HISTORY_SINCE = [0, 21] as const;

/** Builds of one Dockerfile that are told, and inspections at a time: each is a process that asks the builder. */
const MOST = 10;
const PARALLEL = 4;

/** A reference as BuildKit makes them (identity/randomid.go); nothing else becomes an argument. */
const REF = /^[a-z0-9]+$/i;

/** Milliseconds for the log of a build. */
const LOG_LIMIT = 60_000;

/** The last builds of a Dockerfile that have ended, the newest first. Only those that were started on this machine. Never rejects. */
export async function pastBuilds(
  dockerfile: string,
  options: AskOptions,
): Promise<Told<readonly PastBuild[]>> {
  const problem = await historyProblem(options);
  if (problem !== undefined) {
    return { ...problem, kind: 'refused' };
  }
  const listed = await ask(['buildx', 'history', 'ls', '--no-trunc', '--format', 'json'], options);
  if (listed.kind === 'refused') {
    return listed;
  }
  const refs = objectsIn(listed.value).flatMap(({ ref, completed_at: ended }) => {
    // `builder/node/ref`, of which only the last part is asked for.
    const last = text(ref).split('/').pop() ?? '';
    return REF.test(last) && typeof ended === 'string' ? [last] : [];
  });
  const place = await realPlace(dockerfile);
  const found: PastBuild[] = [];
  for (let next = 0; next < refs.length && found.length < MOST; next += PARALLEL) {
    const some = refs.slice(next, next + PARALLEL).map((ref) => inspect(ref, { place, options }));
    const told = await Promise.all(some);
    found.push(...told.flatMap((one) => (one.kind === 'told' && one.value !== undefined ? [one.value] : [])));
    if (options.signal?.aborted === true) {
      return { kind: 'refused', message: GIVEN_UP };
    }
  }
  return { kind: 'told', value: found.slice(0, MOST) };
}

/** What one of them did. Never rejects. */
export async function pastBuild(
  ref: string,
  { dockerfile, ...options }: AskOptions & { readonly dockerfile: string },
): Promise<Told<PastBuildSteps>> {
  const inspected = REF.test(ref)
    ? await inspect(ref, { place: await realPlace(dockerfile), options })
    : undefined;
  if (inspected?.kind === 'refused') {
    return inspected;
  }
  const build = inspected?.value;
  if (build === undefined) {
    return { kind: 'refused', message: 'The builder knows no such build of this Dockerfile.' };
  }
  const reader = createRawProgress(fromBase64);
  const log = ['buildx', 'history', 'logs', '--progress=rawjson', ref];
  const end = await runDocker(log, { ...options, timeout: LOG_LIMIT, onError: reader.read });
  reader.read('\n');
  if (end.kind !== 'ended' || end.code !== 0) {
    const said = reader.remarks().at(-1) ?? GIVEN_UP;
    return { ...(engineProblem(end, options.path) ?? { message: said }), kind: 'refused' };
  }
  const source = (await keptSource(ref, options)) ?? (await unchangedSince(dockerfile, build.started));
  return { kind: 'told', value: { build, vertexes: reader.vertexes(), source } };
}

async function historyProblem({ path, signal }: AskOptions): Promise<EngineProblem | undefined> {
  const buildx = await buildxOf(path, signal);
  switch (buildx.kind) {
    case 'none':
      return buildx;
    case 'stopped':
      return { message: GIVEN_UP };
    case 'podman':
      return { message: 'Podman keeps no history of builds. Build with Strata instead.' };
    case 'buildx':
      return isAtLeast(buildx.version, HISTORY_SINCE)
        ? undefined
        : {
            message: `This buildx (${buildx.version.join('.')}) has no history of builds that Strata can read: ${HISTORY_SINCE.join('.')} and newer have. Build with Strata instead, or update buildx.`,
          };
  }
}

/** A build that has ended; undefined for one of another Dockerfile. */
async function inspect(
  ref: string,
  { place, options }: { readonly place: string; readonly options: AskOptions },
): Promise<Told<PastBuild | undefined>> {
  const told = await ask(['buildx', 'history', 'inspect', '--format', 'json', ref], options);
  if (told.kind === 'refused') {
    return told;
  }
  const record = objectIn(told.value) ?? {};
  const { Context: context, Dockerfile: dockerfile, Status: status, Target: target } = record;
  const started = Date.parse(text(record['StartedAt']));
  const ended = Date.parse(text(record['CompletedAt']));
  // Paths are relative to the working folder of the command where that is shorter. What was not started here has none.
  const isOurs =
    typeof context === 'string' &&
    typeof dockerfile === 'string' &&
    (await realPlace(resolve(WORKING_FOLDER, context, dockerfile))) === place;
  if (!isOurs || !Number.isFinite(started) || !Number.isFinite(ended)) {
    return { kind: 'told', value: undefined };
  }
  return {
    kind: 'told',
    value: {
      ...{ ref, started, ended, target: typeof target === 'string' ? target : undefined },
      state: status === 'completed' ? 'built' : status === 'canceled' ? 'cancelled' : 'failed',
      args: new Map(listFrom(record['BuildArgs']).map(({ Name, Value }) => [text(Name), text(Value)])),
      images: listFrom(record['Attachments']).flatMap(({ Type: type, Digest: digest }) =>
        /\.image\.|\.manifest\./.test(text(type)) && /^sha256:[0-9a-f]+$/.test(text(digest))
          ? [text(digest)]
          : [],
      ),
    },
  };
}

async function keptSource(ref: string, options: AskOptions): Promise<string | undefined> {
  const told = await ask(['buildx', 'history', 'inspect', 'attachment', '--type=provenance', ref], options);
  return told.kind === 'told' ? dockerfileIn(objectIn(told.value), fromBase64) : undefined;
}

/** The text of a file that nobody has written to since: of a build that failed, BuildKit keeps no Dockerfile. */
async function unchangedSince(file: string, time: number): Promise<string | undefined> {
  try {
    const source = await readFile(file, 'utf8');
    // Looked at last, so that a change in between counts. No tool can set this time back.
    return (await stat(file)).ctimeMs < time ? source : undefined;
  } catch {
    return undefined;
  }
}

/** A place as the file system has it, so that links and other spellings compare equal; as it is where nothing stands there. */
async function realPlace(place: string): Promise<string> {
  return realpath(place).catch(() => resolve(place));
}

function fromBase64(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function listFrom(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? (value as unknown[]).flatMap((one) =>
        typeof one === 'object' && one !== null ? [one as Record<string, unknown>] : [],
      )
    : [];
}
