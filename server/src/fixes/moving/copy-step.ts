import { hasWildcards } from '../../context/copy-wildcards.ts';
import { landingAt, select } from '../../context/selection.ts';
import type { SelectedFile, Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { isOpenPath } from '../../model/paths.ts';
import type { Copy, CopySource, Node } from '../../model/types.ts';
import type { Place } from './places.ts';

/** A COPY or ADD with the place at which it stands. */
export interface CopyStep {
  readonly node: Node;
  readonly stage: number;
  readonly copy: Copy;
  readonly place: Place;
  /** The destination as a folder, without a trailing slash except for `/`. */
  readonly folder: string;
  /** Whether `folder` is absolute for certain (Place.anchored). */
  readonly anchored: boolean;
}

/** The step of a COPY or ADD node; undefined for other nodes. */
export function copyStepOf(node: Node, place: Place): CopyStep | undefined {
  if (node.detail.kind !== 'copy' || node.stage === undefined) {
    return undefined;
  }
  const { copy } = node.detail;
  const resolved = copy.resolvedDest;
  const folder = resolved.length > 1 && resolved.endsWith('/') ? resolved.slice(0, -1) : resolved;
  return {
    node,
    stage: node.stage,
    copy,
    place,
    folder,
    anchored: (place.anchored || copy.dest.startsWith('/')) && !isOpenPath(resolved),
  };
}

/** Whether the destination of a copy is a folder for certain: what is copied lands in it by its own name. */
export function goesIntoFolder({ copy, folder, place }: CopyStep): boolean {
  return copy.resolvedDest.endsWith('/') || folder === place.directory || copy.sources.length > 1;
}

/** Folders in which the programs and libraries of an operating system lie, or which hold these. */
const OF_SYSTEM = /^\/($|(s?bin|lib\w*|etc|usr(?!\/(src|app|share)(\/|$)))(\/|$))/;

/** Whether a copy may bring the operating system of its stage, or a part of it: no RUN can stand above it. */
export function bringsSystem({ place: { system }, folder }: CopyStep): boolean {
  return system === 'none' || (system === 'coming' && OF_SYSTEM.test(folder));
}

/** The step of a copy of the context; none for other nodes. */
export function contextCopy(node: Node, place: Place): readonly CopyStep[] {
  const step = copyStepOf(node, place);
  return step?.copy.from.kind === 'context' ? [step] : [];
}

/** A path in the image, comparable only with paths that are anchored alike. */
export interface ImagePath {
  readonly path: string;
  readonly anchored: boolean;
}

/** What a step delivers to a place in the image. */
export interface Delivery {
  readonly step: CopyStep;
  readonly file: SelectedFile;
}

/** What one source of a step selects; undefined for heredocs, addresses, and copies from elsewhere. */
export function selectionOf(
  { copy }: CopyStep,
  source: CopySource,
  context: ContextSnapshot,
): Selection | undefined {
  return copy.from.kind === 'context' && source.kind === 'path'
    ? select(context, source.text, { parents: copy.parents, exclude: copy.exclude })
    : undefined;
}

/** The context file that a step copies to a path in the image, or undefined. The last source wins, as in BuildKit. */
export function delivery(step: CopyStep, target: ImagePath, context: ContextSnapshot): Delivery | undefined {
  if (step.anchored !== target.anchored || !isWithin(target.path, step.folder)) {
    return undefined;
  }
  const below = target.path.slice(step.folder === '/' ? 1 : step.folder.length + 1);
  if (below === '' && step.copy.resolvedDest.endsWith('/')) {
    return undefined;
  }
  for (let index = step.copy.sources.length - 1; index >= 0; index--) {
    const source = step.copy.sources[index];
    const selection = source && selectionOf(step, source, context);
    if (selection === undefined) {
      continue;
    }
    const file = landingAt(selection, below);
    if (file !== undefined) {
      return { step, file };
    }
  }
  return undefined;
}

/** Without a context, only sources that are folders for certain count. */
export function isFolderByName(step: CopyStep): boolean {
  const { copy } = step;
  return (
    !bringsSystem(step) &&
    copy.from.kind === 'context' &&
    copy.sources.some(
      ({ kind, text }) =>
        kind === 'path' &&
        !hasWildcards(text) &&
        (text === '' || text === '.' || text.endsWith('/') || text.endsWith('/.')),
    )
  );
}
