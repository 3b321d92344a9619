import type { Model, Node } from '../../model/types.ts';
import { isForTools, wordsOf } from './comment-words.ts';
import { blockOf } from './blocks.ts';

/** What people call sources and manifests in a comment: what moves below an install, and what stays above it. */
const SOURCES = /^(sources?|code|codebase|application)$/;
const MANIFESTS = /^(manifests?|packages?|requirements?|dependenc(y|ies)|lock(file)?s?)$/;

/**
 * Whether the comments above a copy stay where it was when it moves down without all that they head: copies that follow it line by
 * line. They stay with what they name, and else with the larger part.
 */
export function headsStaying(model: Model, node: Node, moved: ReadonlySet<number>): boolean {
  const { comments } = node.instruction;
  const group = comments.length === 0 || isForTools(comments) ? [] : groupBelow(model, node);
  const staying = group.filter(({ index }) => !moved.has(index));
  if (staying.length === 0) {
    return false;
  }
  const words = wordsOf(comments);
  const going = [node, ...group.filter(({ index }) => moved.has(index))];
  const isOf = (one: readonly Node[], other: readonly Node[], word: string): boolean =>
    one.some((each) => names(each, word)) && !other.some((each) => names(each, word));
  const tellsOfGoing = words.some((word) => SOURCES.test(word) || isOf(going, staying, word));
  const tellsOfStaying = words.some((word) => MANIFESTS.test(word) || isOf(staying, going, word));
  return tellsOfGoing === tellsOfStaying ? staying.length > going.length : tellsOfStaying;
}

/** The copies directly below one, without a blank line or a comment between them. */
function groupBelow({ file, nodes }: Model, first: Node): readonly Node[] {
  const group: Node[] = [];
  let { end } = blockOf(file, first);
  for (let index = first.index + 1; index < nodes.length; index++) {
    const node = nodes[index];
    const block = node && blockOf(file, node);
    if (node?.detail.kind !== 'copy' || block?.start !== end || node.instruction.comments.length > 0) {
      break;
    }
    group.push(node);
    end = block.end;
  }
  return group;
}

function names({ instruction }: Node, word: string): boolean {
  return instruction.text.toLowerCase().includes(word);
}
