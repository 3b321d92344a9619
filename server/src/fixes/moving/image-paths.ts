import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Paths } from './command-paths.ts';
import { delivery, type CopyStep, type ImagePath } from './copy-step.ts';
import type { Place } from './places.ts';

/** The last of these steps that brings a file to a path. */
export function lastDelivery(
  steps: readonly CopyStep[],
  target: ImagePath,
  context: ContextSnapshot,
): ReturnType<typeof delivery> {
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    const found = step && delivery(step, target, context);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Whether a path of the image is another one or lies below it, as far as the two compare. */
export function liesIn({ path, anchored }: ImagePath, within: ImagePath): boolean {
  return anchored === within.anchored && isWithin(path, within.path);
}

/** The files of a RUN as paths of the image, without devices; `place` is where the RUN stands. */
export function imagePaths(
  { absolute, relative }: Paths,
  { directory, anchored }: Pick<Place, 'directory' | 'anchored'>,
): readonly ImagePath[] {
  return [
    ...absolute.filter((path) => !path.startsWith('/dev/')).map((path) => ({ path, anchored: true })),
    ...relative.map((path) => ({ path: resolvePath(directory, path), anchored })),
  ];
}

/** The path of the image that something names which works in a directory of it. */
export function resolvedFrom({ path, anchored }: ImagePath, written: string): ImagePath {
  return { path: resolvePath(path, written), anchored: anchored || written.startsWith('/') };
}

/** Where a file of the context is in the image, if the folder of the context fills the directory of the image. */
export function imagePathOf(path: string, folder: string, directory: ImagePath): ImagePath {
  if (isWithin(path, folder)) {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    return { path: resolvePath(directory.path, below), anchored: directory.anchored };
  }
  const from = folder.split('/');
  const to = path.split('/');
  const differing = from.findIndex((segment, index) => segment !== to[index]);
  const common = differing < 0 ? from.length : differing;
  const way = [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
  return { path: resolvePath(directory.path, way), anchored: directory.anchored };
}

/** The context folder that fills the install's directory, told from where its first manifest comes from. */
export function folderAbove(path: string, manifest: string): string | undefined {
  const below = resolvePath('/', manifest).slice(1);
  if (path === below) {
    return '';
  }
  return path.endsWith(`/${below}`) ? path.slice(0, -below.length - 1) : undefined;
}
