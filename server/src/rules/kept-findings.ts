import type { Model, Node } from '../model/types.ts';
import { countWhile } from '../syntax/ascending.ts';
import type { Dockerfile, Span } from '../syntax/types.ts';
import type { Facts, Finding, Rule } from './types.ts';
import { isWrittenAt } from './written-at.ts';

/** Findings of an earlier version of the same file, in the same surroundings. */
export interface KeptFindings {
  /** What a rule finds now as well, at its new place; undefined where it has to look again. */
  readonly of: (rule: Rule) => readonly Finding[] | undefined;
  readonly keep: (rule: Rule, findings: readonly Finding[]) => void;
}

const found = new WeakMap<Facts, Map<string, readonly Finding[]>>();

/**
 * A rule has nothing new to say while somebody writes in instructions that it overlooks, and has done so before: what is being
 * written may be told in other words. `before`: the facts of that version; they
 * differ in the Dockerfile alone.
 */
export function keptFindings(facts: Facts, before: Facts | undefined): KeptFindings {
  const now = new Map<string, readonly Finding[]>();
  found.set(facts, now);
  const then = before && found.get(before);
  const rewriting =
    before === undefined || then === undefined ? undefined : rewritingBetween(before.model, facts.model);
  const written = [before && writtenIn(before), writtenIn(facts)];
  return {
    of: (rule) => {
      const { overlooks } = rule;
      const [told, tells] = written.map((node) =>
        node === undefined || overlooks?.has(node.instruction.keyword) === true ? undefined : node.index,
      );
      const holds =
        overlooks !== undefined &&
        told === tells &&
        rewriting?.keywords.every((keyword) => overlooks.has(keyword)) === true;
      return holds ? then?.get(rule.id)?.map((finding) => movedFinding(finding, rewriting.moves)) : undefined;
    },
    keep: (rule, findings) => {
      now.set(rule.id, findings);
    },
  };
}

/** Which instruction somebody is writing; undefined for none. */
function writtenIn({ model: { nodes }, writing }: Facts): Node | undefined {
  if (writing === undefined) {
    return undefined;
  }
  const node = nodes[countWhile(nodes, ({ instruction }) => instruction.start <= writing) - 1];
  return isWrittenAt(node, writing) ? node : undefined;
}

/** How the same instructions on the same lines are written differently. */
interface Rewriting {
  /** Of the instructions whose texts have changed. */
  readonly keywords: readonly string[];
  /** In ascending order. */
  readonly moves: readonly Move[];
}

/** What stands at or behind an offset of the earlier text stands so much further down now; up to the next one. */
interface Move {
  readonly from: number;
  readonly by: number;
}

/** Undefined where there are other instructions, lines or comments. */
function rewritingBetween(before: Model, now: Model): Rewriting | undefined {
  if (before.nodes.length !== now.nodes.length || !sameFrame(before.file, now.file)) {
    return undefined;
  }
  const keywords: string[] = [];
  const moves: Move[] = [];
  let by = 0;
  const move = (from: number, to: number): void => {
    if (to - from !== by) {
      by = to - from;
      moves.push({ from, by });
    }
  };
  for (let index = countSame(before.nodes, now.nodes); index < now.nodes.length; index++) {
    const old = before.nodes[index];
    const node = now.nodes[index];
    if (old === undefined || node === undefined || !inSamePlace(old, node)) {
      return undefined;
    }
    if (old !== node || by !== 0) {
      const { start, end, text, keyword } = old.instruction;
      move(start, node.instruction.start);
      move(end, node.instruction.end);
      if (text !== node.instruction.text) {
        keywords.push(keyword);
      }
    }
  }
  return { keywords, moves };
}

/** How many nodes at the beginning are the same objects. */
function countSame(before: readonly Node[], now: readonly Node[]): number {
  let count = 0;
  while (count < now.length && before[count] === now[count]) {
    count += 1;
  }
  return count;
}

function sameFrame(before: Dockerfile, now: Dockerfile): boolean {
  return (
    before.escape === now.escape &&
    before.problems.length === now.problems.length &&
    before.directives.length === now.directives.length &&
    before.directives.every(({ name, value }, index) => {
      const directive = now.directives[index];
      return directive?.name === name && directive.value === value;
    }) &&
    before.comments.length === now.comments.length &&
    before.comments.every(({ text, line }, index) => {
      const comment = now.comments[index];
      return comment?.line === line && comment.text === text;
    })
  );
}

function inSamePlace(before: Node, now: Node): boolean {
  if (before === now) {
    return true;
  }
  const { instruction: old } = before;
  const { instruction } = now;
  return (
    before.kind === now.kind &&
    before.layer === now.layer &&
    old.keyword === instruction.keyword &&
    old.line === instruction.line &&
    old.endLine === instruction.endLine &&
    old.swallowed.length === instruction.swallowed.length
  );
}

function movedFinding(finding: Finding, moves: readonly Move[]): Finding {
  return moves.length === 0
    ? finding
    : {
        ...finding,
        span: movedSpan(finding.span, moves),
        related: finding.related.map((related) =>
          related.file === undefined ? { ...related, span: movedSpan(related.span, moves) } : related,
        ),
      };
}

function movedSpan({ start, end }: Span, moves: readonly Move[]): Span {
  return { start: movedOffset(start, moves), end: movedOffset(end, moves) };
}

function movedOffset(offset: number, moves: readonly Move[]): number {
  return offset + (moves[countWhile(moves, ({ from }) => from <= offset) - 1]?.by ?? 0);
}
