import type { Model, Node } from '../../model/types.ts';
import { gapAbove } from '../moving/blank-lines.ts';
import type { NewPlace } from '../moving/relocate.ts';

/**
 * The place above an instruction for what moves there; undefined without one. Where a RUN stands above the place of another RUN, one
 * of the same program is continued without a blank line, and one that has a comment of its own stays apart.
 */
export function placeAbove(model: Model, target: number, first: Node | undefined): NewPlace | undefined {
  const [previous, node] = [model.nodes[target - 1], model.nodes[target]];
  if (node === undefined) {
    return undefined;
  }
  const above: NewPlace = { node, side: 'above' };
  if (previous?.instruction.keyword !== 'RUN' || first?.instruction.keyword !== 'RUN') {
    return above;
  }
  const gap = gapAbove(model, target);
  if (first.instruction.comments.length > 0) {
    return gap === '' ? { ...above, manner: 'apart' } : above;
  }
  const isContinued = gap !== '' && gap.trim() === '' && programOf(previous) === programOf(first);
  return isContinued ? { node: previous, side: 'below', manner: 'joined' } : above;
}

/** The first word of a RUN behind its flags. */
function programOf({ instruction }: Node): string | undefined {
  return /^RUN\s+(?:--\S+\s+)*([\w-]+)/i.exec(instruction.text)?.[1];
}
