import { rewritingBetween, type Move } from '../model/rewriting.ts';
import type { Node } from '../model/types.ts';
import { countWhile } from '../syntax/ascending.ts';
import type { Span } from '../syntax/types.ts';
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
    before === undefined || then === undefined ? undefined : rewritingBetween(facts.model, before.model);
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
