import { blameIndex } from '../../context/ignore/blame.ts';
import { readIgnoreLines } from '../../context/ignore/lines.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Span } from '../../syntax/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** A line of an ignore file that holds a pattern. */
export interface IgnoreLine {
  /** 1-based. */
  readonly line: number;
  /** As written, without blanks around it. */
  readonly text: string;
  /** Of that text: offsets into the ignore file. */
  readonly span: Span;
  /** Cleaned, as BuildKit reads it, with its `!`. */
  readonly pattern: string;
}

/** The patterns of an ignore file with their places: the same patterns in the same order as those of `readIgnoreLines`. */
export function ignoreLines(text: string): readonly IgnoreLine[] {
  const lines: IgnoreLine[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const [index, written] of text.slice(start).split('\n').entries()) {
    const [pattern] = readIgnoreLines(written).patterns;
    if (pattern !== undefined) {
      const trimmed = written.trim();
      const from = start + written.indexOf(trimmed);
      lines.push({
        line: index + 1,
        text: trimmed,
        span: { start: from, end: from + trimmed.length },
        pattern,
      });
    }
    start += written.length + 1;
  }
  return lines;
}

/** The line that leaves a path out; undefined where that is not known (see `blameIndex`). Remembered with the snapshot. */
export function lineThatDrops(context: ContextSnapshot, path: string): IgnoreLine | undefined {
  const { lines, blame, known } = remembered(context);
  if (!known.has(path)) {
    known.set(path, lines[blame(path) ?? -1]);
  }
  return known.get(path);
}

const remembered = rememberedWith(({ ignore }: ContextSnapshot) => {
  const text = ignore?.text ?? '';
  return {
    lines: ignoreLines(text),
    blame: blameIndex(text),
    known: new Map<string, IgnoreLine | undefined>(),
  };
});

/** True when the ignore file can be named by a path of the context: one beside a Dockerfile elsewhere can't. */
export function isInsideContext({ ignore, entries }: ContextSnapshot): boolean {
  return ignore !== undefined && entries.has(ignore.path);
}
