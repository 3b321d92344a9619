import { baseName, parentPath } from '../../context/path-parts.ts';
import { landingPath } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Copy, CopySource } from '../../model/types.ts';
import { isFileByName, sourcesByWords, sourcesIn, type ReadSource } from './brought-names.ts';
import { delivery, goesIntoFolder, selectionOf, type CopyStep, type ImagePath } from './copy-step.ts';
import { mayUnpack } from './unpacking.ts';

/** Whether a copy may write at a path of the image, below it, or in its place, as far as its words tell. */
export function writesTo(step: CopyStep, target: ImagePath): boolean {
  return sourcesByWords(step).some((read) => writesBy(step, read, target));
}

/** The source by which a copy brings the file at this path for certain; undefined where it only may. */
export function namedSource(step: CopyStep, { path, anchored }: ImagePath): CopySource | undefined {
  if (step.anchored !== anchored || !isWithin(path, step.folder)) {
    return undefined;
  }
  const isIn = (parentPath(path) || '/') === step.folder;
  return sourcesByWords(step).findLast(({ source, gives }) =>
    isIn ? gives?.(baseName(path)) === true : path === step.folder && isFileByName(source),
  )?.source;
}

/**
 * Whether two copies write to different places, so that their order does not matter, whatever the context holds when it is built:
 * what another stage makes is often made on the host as well, at another time.
 */
export function landsApart(step: CopyStep, other: CopyStep, context: ContextSnapshot): boolean {
  const own = sourcesIn(step, context);
  return sourcesIn(other, context).every((read) => {
    const target = targetOf(other, read);
    return own.every((one) => !writesBy(step, one, target) || !writesBy(other, read, targetOf(step, one)));
  });
}

/**
 * Whether two copies may stand in either order: all that one of them brings lands apart from the other one, or is what that one
 * brings there, too: the same files of the context, written alike.
 */
export function eitherWay(step: CopyStep, other: CopyStep, context: ContextSnapshot): boolean {
  return landsApart(step, other, context) || repeats(step, other, context);
}

/** `COPY package.json ./` beside `COPY . .`. */
function repeats(step: CopyStep, other: CopyStep, context: ContextSnapshot): boolean {
  const own = sourcesIn(other, context);
  return (
    areWrittenAlike(step.copy, other.copy) &&
    !mayUnpack(step, context) &&
    !mayUnpack(other, context) &&
    step.copy.sources.every((source) => {
      const selection = selectionOf(step, source, context);
      return (
        selection?.complete === true &&
        selection.kind !== 'missing' &&
        selection.files.every((file) => {
          const target = {
            path: landingPath(file, step.copy.resolvedDest, { isFolder: goesIntoFolder(step) }),
            anchored: step.anchored,
          };
          const brought = delivery(other, target, context)?.file.path;
          return brought === undefined
            ? !own.some((one) => writesBy(other, one, target))
            : brought === file.path;
        })
      );
    })
  );
}

/** Whether two copies give what they bring the same owner and mode. What a variable stands for may differ. */
function areWrittenAlike(one: Copy, other: Copy): boolean {
  return (
    one.chown === other.chown &&
    one.chmod === other.chmod &&
    one.link === other.link &&
    !`${one.chown ?? ''}${one.chmod ?? ''}`.includes('$')
  );
}

/** Whether one source of a copy may write there. */
function writesBy({ folder, anchored }: CopyStep, { brings }: ReadSource, target: ImagePath): boolean {
  return (
    anchored !== target.anchored ||
    isWithin(folder, target.path) ||
    (isWithin(target.path, folder) && brings(target.path.slice(folder === '/' ? 1 : folder.length + 1)))
  );
}

/** The file that a source names, or else the destination. */
function targetOf({ folder, anchored }: CopyStep, { file }: ReadSource): ImagePath {
  return { path: file === undefined ? folder : resolvePath(folder, file), anchored };
}
