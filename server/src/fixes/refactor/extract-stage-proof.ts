import { buildModel } from '../../model/build.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { applyEdits } from '../apply-edits.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { TextEdit } from '../types.ts';
import { withoutComments } from './extract-stage-words.ts';

/** A new stage in front of another, with steps of that one. */
export interface Extraction {
  readonly stage: Stage;
  readonly nodes: readonly Node[];
  readonly state: readonly Node[];
  readonly name: string;
  readonly from: string;
  readonly copies: readonly string[];
  readonly edits: readonly TextEdit[];
}

/**
 * Whether edits lead to the same instructions but for the new FROM, the state that is repeated and the COPYs in place of the
 * steps; the new stage is a builder, and every instruction means what it meant: stages by number among them.
 */
export function makesBuilder(model: Model, extraction: Extraction): boolean {
  const { stage, nodes, state, name, from, copies, edits } = extraction;
  const { file } = model;
  const first = nodes[0]?.index ?? 0;
  const above = model.nodes.slice(0, stage.first);
  const own = model.nodes.slice(stage.first, first);
  const below = model.nodes.slice(first + nodes.length);
  const expected: readonly (Node | string)[] = [
    ...above,
    from,
    ...state.map(({ instruction }) => withoutComments(instruction.text)),
    ...nodes,
    ...own,
    ...copies,
    ...below,
  ];
  const after = parse(applyEdits(file.text, edits), file);
  const texts = expected.map((one) => (typeof one === 'string' ? one : one.instruction.text));
  if (!holdsInstructions(file, after, texts)) {
    return false;
  }
  const now = buildModel(after, model.options);
  const { index } = stage;
  const moved = (old: number): number => (old < index ? old : old + 1);
  const builder = now.stages[index];
  return (
    builder?.role === 'builder' &&
    builder.name === name &&
    expected.every(
      (one, at) =>
        typeof one === 'string' || meaningOf(one, moved) === meaningOf(now.nodes[at], (same) => same),
    ) &&
    model.stages.every((one) => {
      const same = now.stages[moved(one.index)];
      return (
        same?.role === one.role &&
        JSON.stringify(
          same.base,
          numbered((at) => at),
        ) === JSON.stringify(one.base, numbered(moved))
      );
    })
  );
}

/** What an instruction says after expansion, with the stages that it names. */
function meaningOf(node: Node | undefined, stageOf: (index: number) => number): string {
  return node === undefined ? '' : JSON.stringify([node.kind, node.detail], numbered(stageOf));
}

/** Writes stages by the numbers that they have afterwards, and maps as lists. */
function numbered(stageOf: (index: number) => number): (key: string, value: unknown) => unknown {
  return (key, value) =>
    value instanceof Map
      ? [...value.entries()]
      : key === 'stage' && typeof value === 'number'
        ? stageOf(value)
        : value;
}
