import type { Model, Node } from '../../model/types.ts';
import { blockOf } from '../moving/blocks.ts';

/** How what moves is joined to the instruction above its new place. */
export interface JoinAbove {
  /** The blank lines above the new place, if they come behind what moves instead. */
  readonly blank: string;
  /** Whether a blank line that stood above what moves is missed there. */
  readonly apart: boolean;
}

const AS_IT_IS: JoinAbove = { blank: '', apart: false };

/**
 * Looks at the RUN above the new place of another RUN: one of the same program is continued without a blank line, and one that has a
 * comment of its own stays apart.
 */
export function joinAbove({ file, nodes }: Model, target: number, first: Node | undefined): JoinAbove {
  const previous = nodes[target - 1];
  const next = nodes[target];
  if (previous?.instruction.keyword !== 'RUN' || first?.instruction.keyword !== 'RUN' || next === undefined) {
    return AS_IT_IS;
  }
  const gap = file.text.slice(blockOf(file, previous).end, blockOf(file, next).start);
  if (first.instruction.comments.length > 0) {
    return { blank: '', apart: gap === '' };
  }
  const isContinued = gap.trim() === '' && programOf(previous) === programOf(first);
  return isContinued ? { blank: gap, apart: false } : AS_IT_IS;
}

/** The first word of a RUN behind its flags. */
function programOf({ instruction }: Node): string | undefined {
  return /^RUN\s+(?:--\S+\s+)*([\w-]+)/i.exec(instruction.text)?.[1];
}
