import { parseRegexp } from './go-regexp-parse.ts';
import type { Assertion, Piece } from './go-regexp-parse.ts';

/**
 * A matcher for the regular expressions that moby/patternmatcher makes of patterns, with the meaning of Go's `regexp`
 * (RE2) and its promise: time linear in the text, whatever the pattern. JavaScript's engine keeps neither.
 * Returns undefined where Go refuses the expression.
 */
export function compileRegexp(source: string): ((text: string) => boolean) | undefined {
  const alternatives = parseRegexp(source);
  if (alternatives === undefined) {
    return undefined;
  }
  const program = assemble(alternatives);
  return program === undefined ? undefined : (text) => run(program, text);
}

/** A program of a set-of-states machine (Thompson): `read` consumes one character, the others don't. */
type Step =
  | { readonly op: 'read'; readonly test: (point: number) => boolean }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'fork'; readonly targets: number[] }
  | { readonly op: 'match' };

/** More steps than any pattern that people write; an expression of this size is refused, as Go refuses larger ones. */
const MAX_STEPS = 100_000;

interface Program {
  readonly steps: readonly Step[];
  /** Where each alternative starts. */
  readonly starts: readonly number[];
  /** True when no alternative can begin after the text's start. */
  readonly anchored: boolean;
}

function assemble(alternatives: readonly (readonly Piece[])[]): Program | undefined {
  const steps: Step[] = [];
  const starts: number[] = [];
  for (const pieces of alternatives) {
    starts.push(steps.length);
    if (!emitPieces(steps, pieces)) {
      return undefined;
    }
    steps.push({ op: 'match' });
  }
  const anchored = starts.every((start) => {
    const first = steps[start];
    return first?.op === 'assert' && first.assertion === 'start';
  });
  return { steps, starts, anchored };
}

/** Groups hold no groups (see the parser), so this goes two calls deep at most. */
function emitPieces(steps: Step[], pieces: readonly Piece[]): boolean {
  for (const piece of pieces) {
    for (let count = 0; count < piece.min; count += 1) {
      if (!emitAtom(steps, piece)) {
        return false;
      }
    }
    if (piece.max === undefined) {
      const loop: number[] = [];
      const head = steps.length;
      steps.push({ op: 'fork', targets: loop });
      if (!emitAtom(steps, piece)) {
        return false;
      }
      steps.push({ op: 'fork', targets: [head] });
      loop.push(head + 1, steps.length);
      continue;
    }
    const exits: number[][] = [];
    for (let count = piece.min; count < piece.max; count += 1) {
      const targets = [steps.length + 1];
      exits.push(targets);
      steps.push({ op: 'fork', targets });
      if (!emitAtom(steps, piece)) {
        return false;
      }
    }
    for (const targets of exits) {
      targets.push(steps.length);
    }
  }
  return true;
}

function emitAtom(steps: Step[], { atom }: Piece): boolean {
  if (steps.length > MAX_STEPS) {
    return false;
  }
  if (atom.kind === 'group') {
    return emitPieces(steps, atom.pieces);
  }
  steps.push(
    atom.kind === 'read' ? { op: 'read', test: atom.test } : { op: 'assert', assertion: atom.assertion },
  );
  return true;
}

function run({ steps, starts, anchored }: Program, text: string): boolean {
  const points = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  /** The position at which a step was last added, so that no step is added twice at one position. */
  const seen = new Int32Array(steps.length).fill(-1);
  let current: number[] = [];
  const todo: number[] = [];
  for (let at = 0; at <= points.length; at += 1) {
    // A search: a match may start anywhere, unless each alternative asks for the text's start.
    const waiting = at === 0 ? starts : anchored ? current : [...current, ...starts];
    if (waiting.length === 0) {
      return false;
    }
    const next: number[] = [];
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      todo.push(waiting[index] ?? 0);
    }
    while (todo.length > 0) {
      const index = todo.pop() ?? 0;
      if (seen[index] === at) {
        continue;
      }
      seen[index] = at;
      const step = steps[index];
      if (step === undefined) {
        continue;
      }
      if (step.op === 'match') {
        return true;
      }
      if (step.op === 'fork') {
        todo.push(...step.targets);
      } else if (step.op === 'assert') {
        if (holds(step.assertion, points, at)) {
          todo.push(index + 1);
        }
      } else if (at < points.length && step.test(points[at] ?? 0)) {
        next.push(index + 1);
      }
    }
    current = next;
  }
  return false;
}

function holds(assertion: Assertion, points: readonly number[], at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0;
    case 'end':
      return at === points.length;
    case 'boundary':
      return isWord(points[at - 1]) !== isWord(points[at]);
    case 'not-boundary':
      return isWord(points[at - 1]) === isWord(points[at]);
  }
}

/** Go's word characters are ASCII's. */
function isWord(point: number | undefined): boolean {
  return (
    point !== undefined &&
    ((point >= 48 && point <= 57) ||
      (point >= 65 && point <= 90) ||
      point === 95 ||
      (point >= 97 && point <= 122))
  );
}
