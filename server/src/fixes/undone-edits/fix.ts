import type { Model, Node } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { applyEdits } from '../apply-edits.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { holdsInstructions } from '../moving/proof.ts';
import { relocate } from '../moving/relocate.ts';
import { shown } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import type { UndoneEdit } from './find.ts';

/** Instructions that change who runs a RUN below them, where, or with which values. */
const CHANGES_RUNS = new Set(['USER', 'SHELL', 'WORKDIR', 'ENV', 'ARG']);

/**
 * Moves a RUN below the copy that undoes its edits, always for review: the image is another one then, which is what it is for. Undefined
 * where the RUN does anything else, or would mean another thing down there.
 */
export function undoneEditsFix(model: Model, group: readonly UndoneEdit[]): Fix | undefined {
  const [first] = group;
  if (first?.together !== group.length) {
    return undefined;
  }
  const { node, step } = first;
  const { file, nodes } = model;
  const below = step.node;
  const between = nodes.slice(node.index + 1, below.index);
  if (between.some(({ instruction }) => CHANGES_RUNS.has(instruction.keyword))) {
    return undefined;
  }
  const lines = { node, moving: blockOf(file, node).text(lineEndOf(file, below.instruction)), staying: '' };
  const edits = relocate(model, [lines], { node: below, side: 'below' });
  const texts = nodes.flatMap((one): readonly Node[] =>
    one === node ? [] : one === below ? [one, node] : [one],
  );
  return holdsInstructions(
    file,
    parse(applyEdits(file.text, edits), file),
    texts.map(({ instruction }) => instruction.text),
  )
    ? {
        title: `Run it below ${shown(below)} (review: the image then holds what it changes)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}
