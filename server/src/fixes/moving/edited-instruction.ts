import type { Model, Node } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import { applyEdits } from '../apply-edits.ts';
import type { TextEdit } from '../types.ts';
import { holdsInstructions } from './proof.ts';

/** A document in which one instruction says something else. */
export interface EditedInstruction {
  /** In the document. */
  readonly edits: readonly TextEdit[];
  readonly result: Dockerfile;
}

/**
 * Edits of one instruction's text, which ascend and don't overlap, in its document; undefined where that then reads as other instructions
 * than this one, as edited, among the others.
 */
export function editedInstruction(
  { file, nodes }: Model,
  node: Node,
  edits: readonly TextEdit[],
): EditedInstruction | undefined {
  const { start, text: before } = node.instruction;
  const placed = edits.map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end }));
  const text = applyEdits(before, edits);
  const result = parse(applyEdits(file.text, placed), file);
  const texts = nodes.map((one) => (one === node ? text : one.instruction.text));
  return holdsInstructions(file, result, texts) ? { edits: placed, result } : undefined;
}
