import { runDocker } from './docker-run.ts';
import type { DockerEnd } from './docker-run.ts';
import { engineProblem } from './problems.ts';
import type { EngineProblem } from './problems.ts';

/** An answer of the engine, or why there is none. */
export type Told<T> =
  { readonly kind: 'told'; readonly value: T } | ({ readonly kind: 'refused' } & EngineProblem);

/** How the engine is asked. */
export interface AskOptions {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

/** What is said of a question that was stopped, or that nothing answered. */
export const GIVEN_UP = 'The question was given up.';

/** Milliseconds that a question may take. */
const LIMIT = 30_000;

/** What the engine's command prints. Never rejects. */
export async function ask(args: readonly string[], { path, signal }: AskOptions): Promise<Told<string>> {
  const end = await runDocker(args, { path, signal, timeout: LIMIT });
  if (end.kind === 'ended' && end.code === 0) {
    return { kind: 'told', value: end.stdout };
  }
  return { ...(engineProblem(end, path) ?? { message: lastWords(end, path) }), kind: 'refused' };
}

function lastWords(end: DockerEnd, path: string): string {
  if (end.kind !== 'ended') {
    return GIVEN_UP;
  }
  const said = end.stderr.trim().split('\n').pop() ?? '';
  return said === '' ? `The command ${path} ended with ${end.code} and said nothing.` : said;
}

/** One JSON object a line; what is none is passed over. */
export function objectsIn(output: string): Readonly<Record<string, unknown>>[] {
  return output.split('\n').flatMap((line) => {
    const value = objectIn(line);
    return value === undefined ? [] : [value];
  });
}

/** A JSON object; undefined for anything else. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A text as it is; anything else as an empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
