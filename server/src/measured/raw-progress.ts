import { createLineReader } from './lines.ts';
import { createTail, plainLine } from './tail.ts';
import type { Tail } from './tail.ts';
import type { ProgressReader, Vertex } from './types.ts';

/**
 * A reader of `docker buildx build --progress=rawjson`: a `SolveStatus` of BuildKit's client/graph.go a line, times as Go writes
 * them. Lines that are none are remarks of buildx.
 * @param decode turns Base64 into text, for which plain JavaScript has nothing
 */
export function createRawProgress(decode: (base64: string) => string): ProgressReader {
  const lines = createLineReader();
  const remarks = createTail();
  const vertexes = new Map<string, Draft>();
  const logs = new Map<string, Tail>();
  const names = new Map<string, string>();

  const readVertex = (value: unknown): string => {
    const { digest, name, started, completed, cached, error } = recordFrom(value);
    if (typeof digest !== 'string' || typeof name !== 'string') {
      return '';
    }
    // Builds that share a step name it each in its own way.
    const key = `${digest} ${name}`;
    let draft = vertexes.get(key);
    if (draft === undefined) {
      if (vertexes.size >= MAX_VERTEXES) {
        return '';
      }
      draft = { digest, name, spans: new Map(), cached: false, error: undefined, isShown: false };
      vertexes.set(key, draft);
      names.set(digest, name);
    }
    const begin = timeFrom(started);
    if (begin !== undefined && (draft.spans.has(begin) || draft.spans.size < MAX_SPANS)) {
      draft.spans.set(begin, timeFrom(completed));
    }
    draft.cached ||= cached === true;
    if (typeof error === 'string' && error !== '') {
      draft.error = error;
    }
    if (draft.isShown || completed === undefined) {
      return '';
    }
    draft.isShown = true;
    const { state, seconds } = finished(draft, []);
    return `${name}: ${state === 'done' ? `${(seconds ?? 0).toFixed(1)} s` : state}\n`;
  };

  const readLog = (value: unknown): string => {
    const { vertex, data } = recordFrom(value);
    if (typeof vertex !== 'string' || typeof data !== 'string' || !names.has(vertex)) {
      return '';
    }
    const text = decode(data);
    let tail = logs.get(vertex);
    if (tail === undefined) {
      tail = createTail();
      logs.set(vertex, tail);
    }
    tail.add(text);
    return text
      .split('\n')
      .map(plainLine)
      .filter((line) => line !== '')
      .map((line) => `  ${line}\n`)
      .join('');
  };

  const readLine = (line: string): string => {
    const status = statusIn(line);
    if (status === undefined) {
      remarks.add(`${line}\n`);
      return `${plainLine(line)}\n`;
    }
    return [...listFrom(status['vertexes']).map(readVertex), ...listFrom(status['logs']).map(readLog)].join(
      '',
    );
  };

  return {
    read: (chunk) => lines.read(chunk).map(readLine).join(''),
    vertexes: () =>
      [...vertexes.values()].map((draft) => finished(draft, logs.get(draft.digest)?.lines() ?? [])),
    remarks: remarks.lines,
  };
}

/** A build of the largest Dockerfiles for several platforms has some hundred; a stage of one may be begun a few times. */
const MAX_VERTEXES = 20_000;
const MAX_SPANS = 1000;

interface Draft {
  readonly digest: string;
  readonly name: string;
  /** When it was begun, and ended: BuildKit may interrupt its work. */
  readonly spans: Map<number, number | undefined>;
  cached: boolean;
  error: string | undefined;
  isShown: boolean;
}

function finished({ name, spans, cached, error }: Draft, output: readonly string[]): Vertex {
  const open = [...spans].filter(([, end]) => end === undefined).map(([begin]) => begin);
  // A later beginning ends what was never said to have ended, such as a check whether the cache has it.
  const since =
    open.length > 0 && Math.max(...spans.keys()) === Math.max(...open) ? Math.max(...open) : undefined;
  const ran = [...spans].reduce((sum, [begin, end]) => sum + Math.max(0, (end ?? begin) - begin), 0) / 1000;
  const state =
    error !== undefined
      ? /\bcontext canceled\b|^canceled$/i.test(error)
        ? 'cancelled'
        : 'failed'
      : since !== undefined
        ? 'running'
        : cached
          ? 'cached'
          : spans.size > 0
            ? 'done'
            : 'waiting';
  const seconds = state === 'waiting' || state === 'cached' ? undefined : ran;
  return { name, state, seconds, since: state === 'running' ? since : undefined, output, error };
}

function statusIn(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    return recordFrom(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Go's `2026-11-21T12:44:00.966295511Z` in milliseconds; undefined for anything else. */
function timeFrom(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value.replace(/(\.\d{3})\d+/, '$1')) : NaN;
  return Number.isFinite(time) ? time : undefined;
}

function recordFrom(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function listFrom(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
