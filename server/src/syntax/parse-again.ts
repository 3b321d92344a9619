import { lineStartsFrom } from './lines.ts';
import { moved } from './moved.ts';
import { fileOf, newScan, readLines, type Scan } from './scan.ts';
import type { Dockerfile } from './types.ts';
import { lineBelow, unchangedSince, type Unchanged } from './unchanged.ts';

/** `parse` with what was read of an earlier version of the text, which is another one and holds an instruction. */
export function parseAgain(text: string, before: Dockerfile): Dockerfile {
  const same = unchangedSince(before, text);
  const scan = scanBelow(text, before, same);
  let next = same.above;
  let resumed = text.length;
  readLines(scan, () => {
    const old = scan.position - same.shift;
    let last = before.instructions[next];
    while (last !== undefined && lineBelow(before.text, last) < old) {
      next++;
      last = before.instructions[next];
    }
    if (
      last === undefined ||
      lineBelow(before.text, last) !== old ||
      scan.position < same.below ||
      scan.escape !== before.escape
    ) {
      return false;
    }
    resumed = scan.position;
    takeBelow(scan, before, { next: next + 1, old, lines: scan.line - 1 - last.endLine });
    return true;
  });
  const { from, shift } = same;
  return {
    ...fileOf(scan),
    lineStarts: lineStartsFrom(text, before.lineStarts, { from, to: resumed, shift }),
  };
}

/** The state below the instructions that a text has in common with an earlier one; at its start where there are none. */
function scanBelow(text: string, before: Dockerfile, { above, from }: Unchanged): Scan {
  const scan = { ...newScan(text), incremental: true };
  const last = before.instructions[above - 1];
  if (last === undefined) {
    return scan;
  }
  const { escape, directives } = before;
  return {
    ...scan,
    escape,
    directives: [...directives],
    instructions: before.instructions.slice(0, above),
    comments: before.comments.filter(({ span }) => span.start < from),
    problems: before.problems.filter(({ span }) => span.start < from),
    position: from,
    line: last.endLine + 1,
  };
}

/** Takes what is left of the old text as it was read then. */
function takeBelow(
  scan: Scan,
  before: Dockerfile,
  { next, old, lines }: { readonly next: number; readonly old: number; readonly lines: number },
): void {
  const below = moved(
    {
      instructions: before.instructions.slice(next),
      comments: before.comments.filter(({ span }) => span.start >= old),
      problems: before.problems.filter(({ span }) => span.start >= old),
    },
    { offset: scan.position - old, lines },
  );
  for (const one of below.instructions) {
    scan.instructions.push(one);
  }
  for (const one of below.comments) {
    scan.comments.push(one);
  }
  for (const one of below.problems) {
    scan.problems.push(one);
  }
}
