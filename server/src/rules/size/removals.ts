import { isWithin } from '../../ecosystems/paths.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { isOpenPath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import type { Target } from './landings.ts';
import { pathCommands } from './path-commands.ts';

/** What a RUN takes away from its place in the image, in any case. */
export interface Removals {
  /** What it removes; what it has moved elsewhere is not removed with the folder in which it was. */
  readonly removed: readonly Target[];
  readonly moved: readonly ImagePath[];
}

/** Moves of one RUN that are looked at. */
const MAX_MOVED = 100;

const NOTHING: Removals = { removed: [], moved: [] };

/** What a RUN removes and moves, behind one of its commands; nothing of what it mounts, which is not in the image. */
export function removalsIn(model: Model, node: Node, behind = -1): Removals {
  const commands = pathCommands(model, node).filter(({ index }) => index > behind);
  if (commands.length === 0) {
    return NOTHING;
  }
  const moved = commands.flatMap(({ taken }) => taken).slice(0, MAX_MOVED);
  const removed = commands
    .filter(({ name }) => name === 'rm')
    .flatMap(({ paths, patterns, recursive }) => [
      ...paths.map((at) => ({ at, without: moved })),
      ...patterns.map((at) => ({ at, without: moved, alone: recursive === undefined })),
    ])
    .filter(({ at }) => !isMounted(node, at));
  return { removed, moved };
}

/** What a RUN has removed. */
export interface Removal {
  readonly node: Node;
  readonly target: Target;
}

/** Of what RUNs have removed, what they may have taken of a copy: what stands below it. */
export function removedBehind(
  removals: readonly Removal[],
  { node }: { readonly node: Node },
): readonly Target[] {
  return removals.filter((one) => one.node.index > node.index).map(({ target }) => target);
}

/** Whether a path lies in what a RUN mounts, or may do so: what it does there is not kept. */
export function isMounted({ detail }: Node, { path, anchored }: ImagePath): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return (
    anchored && mounts.some(({ target }) => target !== '' && (isOpenPath(target) || isWithin(path, target)))
  );
}

/** Whether a command removes or moves what only the build knows. */
export function mayRemove({ words, conditional }: ShellCommand): boolean {
  return (
    words.some(({ text }) => REMOVING.has(text)) &&
    (conditional || words.some(({ text, literal }) => !literal && /[$`[{]/.test(text)))
  );
}

const REMOVING = new Set(['rm', 'mv', 'unlink', 'shred', '-delete']);
