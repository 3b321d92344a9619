import { linkCopy } from '../../fixes/refactor/copy-link.ts';
import { extractStage } from '../../fixes/refactor/extract-stage.ts';
import { fromHeredoc, toHeredoc } from '../../fixes/refactor/heredoc-form.ts';
import { mergeRuns } from '../../fixes/refactor/merge-runs.ts';
import { sortPackages } from '../../fixes/refactor/package-lists.ts';
import { splitRun } from '../../fixes/refactor/split-run.ts';
import type { Fix } from '../../fixes/types.ts';
import { passesUnfinished } from '../../fixes/unfinished.ts';
import type { Model, Node } from '../../model/types.ts';
import type { Span } from '../../syntax/types.ts';
import type { Analysis } from '../types.ts';

/** A change that somebody may want although nothing is wrong. */
export interface Refactoring extends Fix {
  /** Names it at its place: the same span has at most one of each. */
  readonly id:
    | 'merge-runs'
    | 'split-run'
    | 'sort-packages'
    | 'link-copy'
    | 'to-heredoc'
    | 'from-heredoc'
    | 'extract-stage';
  /** What LSP calls it, behind `refactor.`. */
  readonly kind: 'rewrite' | 'extract';
}

/** Those for one instruction, in the order in which they are offered. */
const FOR_ONE: readonly (readonly [Refactoring['id'], (model: Model, node: Node) => Fix | undefined])[] = [
  ['sort-packages', sortPackages],
  ['split-run', splitRun],
  ['to-heredoc', toHeredoc],
  ['from-heredoc', fromHeredoc],
  ['link-copy', linkCopy],
];

/** They need BuildKit. */
const MODERN: ReadonlySet<Refactoring['id']> = new Set(['to-heredoc', 'from-heredoc', 'link-copy']);

/**
 * What is offered where the cursor is, or what is selected: offsets into the document. For one instruction its own
 * refactorings, and merging it with the RUN below; for several, merging all of them. A stage is only extracted for what is
 * selected, and for BuildKit, which was seen to keep the owners and modes of what is copied.
 */
export function refactoringsAt({ model, builder }: Analysis, span: Span): readonly Refactoring[] {
  const nodes = model.nodes.filter(({ instruction }) => touches(instruction, span));
  const [node, ...more] = nodes;
  if (node === undefined) {
    return [];
  }
  const below = model.nodes[node.index + 1];
  const merged = more.length > 0 ? nodes : below === undefined ? [] : [node, below];
  const extracted = span.start < span.end && builder === 'buildkit' ? extractStage(model, nodes) : undefined;
  const own = more.length > 0 ? [] : FOR_ONE.filter(([id]) => builder === 'buildkit' || !MODERN.has(id));
  return [
    ...named('merge-runs', mergeRuns(model, merged)),
    ...own.flatMap(([id, make]) => named(id, make(model, node))),
    ...named('extract-stage', extracted),
  ].filter((refactoring) => !passesUnfinished(model, refactoring));
}

/** Whole lines that are selected end where the next instruction begins, which is not meant. */
function touches({ start, end }: Span, selected: Span): boolean {
  return selected.start === selected.end
    ? start <= selected.end && end >= selected.start
    : start < selected.end && end > selected.start;
}

function named(id: Refactoring['id'], fix: Fix | undefined): readonly Refactoring[] {
  return fix === undefined ? [] : [{ ...fix, id, kind: id === 'extract-stage' ? 'extract' : 'rewrite' }];
}
