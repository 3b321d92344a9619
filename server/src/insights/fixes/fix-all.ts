import type { FileEdit, Fix, Safety, TextEdit } from '../../fixes/types.ts';
import { fixesOf } from '../../rules/fixes-of.ts';
import type { Reported, RuleSetting } from '../../rules/types.ts';
import type { Span } from '../../syntax/types.ts';
import { analyze } from '../analysis.ts';
import { applyFix } from './apply-fix.ts';
import { otherTextOf } from './other-text.ts';
import type { Analysis } from '../types.ts';

/** Passes after which no more fixes are looked for: each takes all that are independent, so that more are hardly needed. */
const MAX_PASSES = 10;

/** Which fixes are taken. */
export interface FixAllOptions {
  readonly rules: ReadonlyMap<string, RuleSetting> | undefined;
  /** `review`: also those whose title names what a person has to check. */
  readonly grade: Safety;
  /** Leaves out fixes that edit other files too. */
  readonly dockerfileOnly?: boolean | undefined;
}

/** A fix that was taken. */
export interface AppliedFix {
  readonly finding: Reported;
  readonly fix: Fix;
  /** 1-based line of what was found, in the text as it was before this pass. */
  readonly line: number;
  /** False for one of a later pass, made for a text that nobody has seen. */
  readonly isOfGiven: boolean;
}

/** What fixing everything comes to. */
export interface FixedAll {
  /** The Dockerfile's new text. */
  readonly text: string;
  /** The same as edits of the text before; with those of other files, one each at most. */
  readonly edits: readonly FileEdit[];
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedFix[];
  /** The analysis of the new text. */
  readonly after: Analysis;
  /** How many findings of the new text fixes for review would mend, where those were not asked for. */
  readonly left: number;
}

/** Whether there is anything that {@link fixAll} would do with safe fixes alone. */
export function hasSafeFix({ facts, findings }: Analysis): boolean {
  return findings.some((finding) => fixesOf(facts, finding).some((fix) => isWanted(fix, { grade: 'safe' })));
}

/**
 * The edits of all fixes of a grade, as they turn out when one is applied after the other. A fix is shown to be right for the
 * text that it was made for; those that could undo this for one another are not taken together, but after the text was
 * analysed anew. Fixes that turn the texts back into what they were are not taken at all.
 */
export function fixAll(first: Analysis, options: FixAllOptions): FixedAll {
  const original = first.model.file.text;
  const seen = new Map<string, Progress>();
  let progress: Progress = { applied: [], contextEdits: new Map() };
  let analysis = first;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    seen.set(stateOf(analysis, progress, first), progress);
    const taken = takeFixes(analysis, { ...options, original });
    if (taken.length === 0) {
      break;
    }
    const edits = taken.flatMap(({ fix }) => fix.edits);
    progress = {
      applied: [...progress.applied, ...taken],
      contextEdits: withEdits(progress.contextEdits, edits),
    };
    const now = {
      ...applyFix(analysis, { edits }),
      build: analysis.model.options,
      builder: analysis.builder,
      compose: analysis.facts.compose,
      rules: options.rules,
    };
    analysis = analyze(now, analysis);
    const earlier = seen.get(stateOf(analysis, progress, first));
    if (earlier !== undefined) {
      // What was done since has undone itself, and would do so again.
      progress = earlier;
      break;
    }
  }
  const { text } = analysis.model.file;
  const change = difference(original, text);
  return {
    text,
    edits: [
      ...(change === undefined ? [] : [{ file: 'dockerfile' as const, edits: [change] }]),
      ...progress.contextEdits.values(),
    ],
    applied: progress.applied,
    after: analysis,
    left: options.grade === 'review' ? 0 : countForReview(analysis, options),
  };
}

type ContextEdit = Extract<FileEdit, { file: 'context' }>;

function countForReview({ facts, findings }: Analysis, options: FixAllOptions): number {
  const isMended = (fix: Fix): boolean => isWanted(fix, { ...options, grade: 'review' });
  return findings.filter((finding) => fixesOf(facts, finding).some(isMended)).length;
}

/** What has been done after some passes. */
interface Progress {
  readonly applied: readonly AppliedFix[];
  /** By their paths: each file's newest text. */
  readonly contextEdits: ReadonlyMap<string, ContextEdit>;
}

function withEdits(
  known: Progress['contextEdits'],
  edits: readonly FileEdit[],
): ReadonlyMap<string, ContextEdit> {
  const all = new Map(known);
  for (const edit of edits) {
    if (edit.file === 'context') {
      all.set(edit.path, { ...edit, exists: all.get(edit.path)?.exists ?? edit.exists });
    }
  }
  return all;
}

/** All texts that fixes have made, to be compared: those of context files only where they are not what they were. */
function stateOf({ model }: Analysis, { contextEdits }: Progress, { facts }: Analysis): string {
  const others = [...contextEdits.values()].flatMap(({ path, text }) =>
    otherTextOf(facts, { kind: 'context', path }) === text ? [] : [[path, text]],
  );
  return JSON.stringify([model.file.text, others]);
}

/**
 * The fixes of one pass. Those whose edits lie in one another's way, or around one another, are left for the next pass;
 * context files are touched once at most. Where any edit nothing but these, all others wait: what a context holds decides which other
 * fixes there are, and a Dockerfile of a context in which a neighbour was mended first is to get the same ones.
 */
function takeFixes(
  { facts, findings, model }: Analysis,
  options: FixAllOptions & { readonly original: string },
): readonly AppliedFix[] {
  const isOfGiven = model.file.text === options.original;
  const wanted = findings.flatMap((finding): readonly AppliedFix[] => {
    const fix = fixesOf(facts, finding).find((one) => isWanted(one, options));
    return fix === undefined
      ? []
      : [{ finding, fix, line: model.nodes[finding.node]?.instruction.line ?? 1, isOfGiven }];
  });
  const ofContext = independent(
    wanted.filter(({ fix }) => fix.edits.every(({ file }) => file === 'context')),
  );
  return ofContext.length > 0 ? ofContext : independent(wanted);
}

function independent(all: readonly AppliedFix[]): readonly AppliedFix[] {
  const hulls: Hull[] = [];
  const touched = new Set<string>();
  const taken: AppliedFix[] = [];
  for (const one of all) {
    const { fix } = one;
    const hull = hullOf(fix.edits.flatMap((edit) => (edit.file === 'dockerfile' ? edit.edits : [])));
    const paths = fix.edits.flatMap((edit) => (edit.file === 'context' ? [edit.path] : []));
    if (paths.some((path) => touched.has(path)) || hulls.some((other) => touches(hull, other))) {
      continue;
    }
    hulls.push(hull);
    for (const path of paths) {
      touched.add(path);
    }
    taken.push(one);
  }
  return taken;
}

function isWanted(
  { safety, edits }: Fix,
  { grade, dockerfileOnly = false }: Pick<FixAllOptions, 'grade' | 'dockerfileOnly'>,
): boolean {
  return (
    (safety === 'safe' || grade === 'review') &&
    // What stands in a Compose file is mended there, one by one: only the Dockerfile is analysed anew between two passes.
    !edits.some(({ file }) => file === 'compose') &&
    !(dockerfileOnly && edits.some(({ file }) => file !== 'dockerfile'))
  );
}

/** What a fix touches. */
interface Hull extends Span {
  /** Whether it only takes something away. */
  readonly removes: boolean;
}

/** From the first to the last character that a fix touches; its edits ascend. An empty span at -1 for none. */
function hullOf(edits: readonly TextEdit[]): Hull {
  const removes = edits.every(({ newText }) => newText === '');
  return { start: edits[0]?.start ?? -1, end: edits[edits.length - 1]?.end ?? -1, removes };
}

/**
 * Two insertions at one place touch too: their order would be a guess. What is removed side by side does not: of thousands of lines no
 * number of passes would take every other one. Nothing touches the hull of no edits.
 */
function touches(a: Hull, b: Hull): boolean {
  if (a.start < 0 || b.start < 0) {
    return false;
  }
  return a.removes && b.removes ? a.start < b.end && b.start < a.end : a.start <= b.end && b.start <= a.end;
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
