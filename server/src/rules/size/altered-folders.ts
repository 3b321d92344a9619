import { isWithin } from '../../ecosystems/paths.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import type { Node } from '../../model/types.ts';
import { altersInstalled } from './altered-installs.ts';
import { isOfBase, type FilledFolder } from './filled-folder.ts';
import type { OwnershipChange } from './ownership-change.ts';
import { isMounted } from './removals.ts';

/** A folder that a step above has filled. */
export interface Installed<T extends FilledFolder = FilledFolder> {
  readonly folder: T;
  /** Whose its files are; undefined for the user of a base image that may have one of its own. */
  readonly user: string | undefined;
  /**
   * The owners and modes that it has been given. To give them again is left alone: overlay2 of Docker stores all files once more, an
   * image store that compares them does not.
   */
  readonly given: Set<string>;
}

/**
 * The folders that a change of a RUN surely alters, without those that lie in a folder of the base image among them: all of that is
 * told. `user` is who runs it, as far as that is known.
 */
export function alteredFolders(
  change: OwnershipChange,
  node: Node,
  installs: readonly Installed[],
  user: string | undefined,
): readonly FilledFolder[] {
  const folders = installs
    .filter((one) => {
      // Who changes other people's files is root.
      const owner = one.user ?? (user === undefined ? 'root' : undefined);
      return (
        owner !== undefined &&
        goesOver(change, one.folder) &&
        !isMounted(node, one.folder) &&
        !one.given.has(givenBy(change)) &&
        (!isOfBase(one.folder) || setsAll(change)) &&
        altersInstalled(change, owner)
      );
    })
    .map(({ folder }) => folder);
  const bases = folders.filter(isOfBase);
  return bases.length === 0
    ? folders
    : folders.filter((one) => !bases.some((base) => base !== one && holdsPath(base, one)));
}

/** Whether a path of the image lies in a folder. */
export function holdsPath({ path, anchored }: FilledFolder, other: ImagePath): boolean {
  return anchored === other.anchored && isWithin(other.path, path);
}

/** Notes what a RUN has given to what is there behind it. */
export function noteGiven(changes: readonly OwnershipChange[], installs: readonly Installed[]): void {
  for (const change of changes) {
    for (const { folder, given } of installs) {
      if (goesOver(change, folder)) {
        given.add(givenBy(change));
      }
    }
  }
}

/** Whether a change doesn't depend on the modes that files have: those of a base image may be any. */
function setsAll({ kind, value }: OwnershipChange): boolean {
  return kind === 'owner' || /^[0-7]+$/.test(value?.text ?? '');
}

function goesOver({ targets }: OwnershipChange, { path, anchored }: FilledFolder): boolean {
  return targets.some(
    ({ at, alone, flat }) =>
      alone !== true && flat !== true && at.anchored === anchored && isWithin(path, at.path),
  );
}

function givenBy({ kind, value }: OwnershipChange): string {
  return `${kind} ${value?.text ?? ''}`;
}
