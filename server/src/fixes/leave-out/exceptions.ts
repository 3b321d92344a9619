import type { ContextSnapshot } from '../../context/types.ts';
import { ignoreLines, type IgnoreLine } from '../context-reads/ignore-lines.ts';

/** An ignore file without the lines that bring some paths back. */
export interface WithoutExceptions {
  readonly text: string | undefined;
  /** The lines that went, as written, each once. */
  readonly taken: readonly string[];
}

/**
 * Takes the `!` lines for these very paths out: behind a pattern that leaves a path out they would be dead, and in front of one
 * the two would contradict each other. Undefined where a line brings back a part of such a path: that is a decision of its own.
 */
export function withoutExceptions(
  { ignore }: ContextSnapshot,
  paths: readonly string[],
): WithoutExceptions | undefined {
  const text = ignore?.text;
  if (text?.includes('!') !== true) {
    return { text, taken: [] };
  }
  const wanted = new Set(paths);
  const exceptions = ignoreLines(text).filter(({ pattern }) => pattern.startsWith('!'));
  if (exceptions.some(({ pattern }) => isBelowAny(pattern.slice(1), wanted))) {
    return undefined;
  }
  const taken = exceptions.filter(({ pattern }) => wanted.has(pattern.slice(1)));
  return { text: withoutLines(text, taken), taken: [...new Set(taken.map((line) => line.text))] };
}

function isBelowAny(path: string, folders: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (folders.has(path.slice(0, slash))) {
      return true;
    }
  }
  return false;
}

function withoutLines(text: string, lines: readonly IgnoreLine[]): string {
  const kept: string[] = [];
  let done = 0;
  for (const { span } of lines) {
    kept.push(text.slice(done, text.lastIndexOf('\n', span.start) + 1));
    const end = text.indexOf('\n', span.end) + 1;
    done = end === 0 ? text.length : end;
  }
  return kept.join('') + text.slice(done);
}
