import type { Dockerfile } from '../syntax/types.ts';
import type { Model, Node } from './types.ts';

/** How the same instructions on the same lines are written differently. */
export interface Rewriting {
  /** Of the instructions whose texts have changed. */
  readonly keywords: readonly string[];
  /** In ascending order. */
  readonly moves: readonly Move[];
}

/** What stands at or behind an offset of the earlier text stands so much further down now; up to the next one. */
export interface Move {
  readonly from: number;
  readonly by: number;
}

/** How a model differs from that of an earlier text; undefined where there are other instructions, lines or comments. */
export function rewritingBetween(now: Model, before: Model): Rewriting | undefined {
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
