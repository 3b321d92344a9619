import type { Node } from '../model/types.ts';
import type { Facts } from './types.ts';

/** Whether somebody is writing in an instruction, as far as it reaches. */
export function isWrittenAt(node: Node | undefined, writing: Facts['writing']): boolean {
  return (
    node !== undefined &&
    writing !== undefined &&
    node.instruction.start <= writing &&
    writing <= node.instruction.end
  );
}
