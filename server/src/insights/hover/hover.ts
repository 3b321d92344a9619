import type { Node } from '../../model/types.ts';
import { explain } from './explain.ts';
import type { LineLink } from './story.ts';
import type { Analysis, Hover } from '../types.ts';
import { isTemplate } from '../../model/template.ts';

/**
 * The hover for the instruction at a UTF-16 offset, or undefined between instructions. `selectContext` is a link target
 * that lets a person choose the build context.
 */
export function hoverAt(
  analysis: Analysis,
  offset: number,
  link: LineLink = () => undefined,
  selectContext?: string,
): Hover | undefined {
  const node = nodeAt(analysis.model.nodes, offset);
  if (!node || isTemplate(analysis.model)) {
    return undefined;
  }
  const { start, end } = node.instruction;
  return { span: { start, end }, markdown: explain(analysis, node, { offset, link, selectContext }) };
}

function nodeAt(nodes: readonly Node[], offset: number): Node | undefined {
  let low = 0;
  let high = nodes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const instruction = nodes[middle]?.instruction;
    if (!instruction || offset < instruction.start) {
      high = middle - 1;
    } else if (offset > instruction.end) {
      low = middle + 1;
    } else {
      return nodes[middle];
    }
  }
  return undefined;
}
