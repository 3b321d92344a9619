import type { SelectedFile, Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { copyStepOf, selectionOf } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';

/** Some context files: a set of their paths, or a map by path. What is found of them is remembered by this very object. */
export type WantedFiles = Pick<ReadonlySet<string>, 'has' | 'size'>;

/** Those of some context files that a COPY or ADD of the context brings, source by source; none for other instructions. */
export function broughtBy(
  model: Model,
  context: ContextSnapshot,
  node: Node,
  wanted: WantedFiles,
): readonly SelectedFile[] {
  const place = placesOf(model)[node.index];
  const step = place && copyStepOf(node, place);
  if (step === undefined || wanted.size === 0) {
    return [];
  }
  return step.copy.sources.flatMap((source) => {
    const selection = selectionOf(step, source, context);
    return selection === undefined ? [] : wantedIn(selection, wanted);
  });
}

const remembered = new WeakMap<WantedFiles, WeakMap<Selection, readonly SelectedFile[]>>();

/**
 * Those of some files that are selected. Remembered with the set and the selection, which may hold a hundred thousand files and is
 * asked for at every keystroke.
 */
export function wantedIn(selection: Selection, wanted: WantedFiles): readonly SelectedFile[] {
  let ofSet = remembered.get(wanted);
  if (ofSet === undefined) {
    ofSet = new WeakMap();
    remembered.set(wanted, ofSet);
  }
  let files = ofSet.get(selection);
  if (files === undefined) {
    files = selection.files.filter(({ path }) => wanted.has(path));
    ofSet.set(selection, files);
  }
  return files;
}
