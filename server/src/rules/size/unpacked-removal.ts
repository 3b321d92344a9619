import { baseName } from '../../context/path-parts.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { resolvePath } from '../../model/paths.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';
import type { Target } from './landings.ts';
import type { Unpacking } from './unpacked-archive.ts';

/**
 * Whether what a RUN removes, or moves, may be all that has been unpacked in a folder: the first folder of the archive, whose name only
 * the build knows.
 */
export function mayTakeUnpacked(
  { at }: Target,
  { path, anchored }: ImagePath,
  unpacking?: Unpacking,
): boolean {
  if (unpacking?.nested !== true || at.anchored !== anchored) {
    return false;
  }
  const archive = archiveName(unpacking);
  return 'fits' in at
    ? at.path === path && !at.fits(archive)
    : at.path !== path && resolvePath(at.path, '..') === path && baseName(at.path) !== archive;
}

/** The words of a command without those that name the archive: who removes that takes nothing of what has been unpacked. */
export function wordsBesides(
  { words }: ShellCommand,
  unpacking: Unpacking | undefined,
): readonly ShellWord[] {
  if (unpacking?.archive === undefined) {
    return words;
  }
  const archive = archiveName(unpacking);
  return words.filter(({ text }) => baseName(text.replace(/["']/g, '')) !== archive);
}

function archiveName({ archive = '' }: Unpacking): string {
  return baseName(archive);
}
