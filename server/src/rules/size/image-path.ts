import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import type { Place } from '../../fixes/moving/places.ts';
import { resolvePath } from '../../model/paths.ts';

/**
 * The path of the image that a word of a RUN names, for a command that runs in a directory below the one at its place
 * (`RunPart.directory`); undefined where only the build knows it.
 */
export function imagePath(
  path: string,
  directory: string | undefined,
  place: Pick<Place, 'directory' | 'anchored'>,
): ImagePath | undefined {
  const isAbsolute = path.startsWith('/');
  if (path === '' || path.startsWith('~') || (!isAbsolute && directory === undefined)) {
    return undefined;
  }
  const below = resolvePath(place.directory, directory === '' ? '.' : (directory ?? '.'));
  const anchored = isAbsolute || directory?.startsWith('/') === true || place.anchored;
  return { path: resolvePath(below, path), anchored };
}
