import type { FileEdit, Fix, TextEdit } from '../fixes/types.ts';
import { analyze } from '../insights/analysis.ts';
import type { Analysis } from '../insights/types.ts';
import type { Span } from '../syntax/types.ts';
import type { Settings } from './settings.ts';
import { fixesOf } from './fixes-of.ts';

/** Passes after which no more fixes are looked for: each takes all that are independent, so that more are hardly needed. */
const MAX_PASSES = 10;

/** Whether there is anything that {@link fixAll} would do. */
export function hasSafeFix({ facts, findings }: Analysis): boolean {
  return findings.some((finding) => safeFix(fixesOf(facts, finding)) !== undefined);
}

/**
 * The edits of all safe fixes, as they turn out when one is applied after the other. A fix is shown to be safe for the
 * text that it was made for; those that could undo this for one another are not taken together, but after the text was
 * analysed anew.
 */
export function fixAll(first: Analysis, { rules }: Settings): readonly FileEdit[] {
  const original = first.model.file.text;
  const contextEdits = new Map<string, FileEdit>();
  let analysis = first;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const edits = passEdits(analysis, contextEdits);
    const before = analysis.model.file.text;
    const text = applyEdits(before, edits);
    if (text === before) {
      break;
    }
    const { context } = analysis.facts;
    analysis = analyze({ text, context, build: analysis.model.options, rules });
  }
  const change = difference(original, analysis.model.file.text);
  return [
    ...(change === undefined ? [] : [{ file: 'dockerfile' as const, edits: [change] }]),
    ...contextEdits.values(),
  ];
}

/**
 * The edits of one pass, ascending. Fixes whose edits lie in one another's way, or around one another, are left for the
 * next pass; context files are touched once at most.
 */
function passEdits({ facts, findings }: Analysis, contextEdits: Map<string, FileEdit>): TextEdit[] {
  const hulls: Span[] = [];
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = safeFix(fixesOf(facts, finding));
    if (fix === undefined) {
      continue;
    }
    const own = fix.edits.flatMap((edit) => (edit.file === 'dockerfile' ? edit.edits : []));
    const others = fix.edits.filter((edit) => edit.file === 'context');
    const hull = hullOf(own);
    if (others.some(({ path }) => contextEdits.has(path)) || hulls.some((other) => touches(hull, other))) {
      continue;
    }
    hulls.push(hull);
    taken.push(...own);
    for (const edit of others) {
      contextEdits.set(edit.path, edit);
    }
  }
  return taken.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** From the first to the last character that a fix touches; its edits ascend. An empty span at -1 for none. */
function hullOf(edits: readonly TextEdit[]): Span {
  return { start: edits[0]?.start ?? -1, end: edits[edits.length - 1]?.end ?? -1 };
}

function safeFix(fixes: readonly Fix[]): Fix | undefined {
  return fixes.find(({ safety }) => safety === 'safe');
}

/** Two insertions at one place touch too: their order would be a guess. Nothing touches the hull of no edits. */
function touches(a: Span, b: Span): boolean {
  return a.start >= 0 && b.start >= 0 && a.start <= b.end && b.start <= a.end;
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(done, start), newText);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/** One edit that turns a text into another and touches nothing that they begin or end with alike. */
function difference(before: string, after: string): TextEdit | undefined {
  if (before === after) {
    return undefined;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start++;
  }
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { start, end: before.length - tail, newText: after.slice(start, after.length - tail) };
}
