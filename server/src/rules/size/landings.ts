import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../../fixes/moving/copy-step.ts';
import type { CopySource, Model } from '../../model/types.ts';
import { sizeOfCopied } from './copied-size.ts';
import type { NamePattern } from './path-commands.ts';
import { totalSize } from './total-size.ts';
import { urlName } from './url-name.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** What of a copy lies at or below a path of the image. */
export interface Landed {
  /** Together, in bytes; undefined where the size of any is not known. */
  readonly bytes: number | undefined;
  /** Of those, the bytes of manifests that are small for what they are. */
  readonly manifests: number;
}

/** A copy, and the bytes of what is meant of it; undefined where the size of any is not known. */
export interface LandedCopy {
  readonly step: CopyStep;
  readonly bytes: number | undefined;
}

/** Where in the image to look, and what of it doesn't count. */
export interface Target {
  /** All that lies there or below, or only what fits the pattern. */
  readonly at: ImagePath | NamePattern;
  /** What is no longer there. */
  readonly without?: readonly ImagePath[];
  /** True where only a file of this very path, or name, counts, and of a folder nothing. */
  readonly alone?: boolean;
  /** True where only files directly in the folder count, and none that go by their names. */
  readonly flat?: boolean;
}

/** What is looked at to know what a copy brings. */
export interface Looked {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** Which files of the context are meant; all when undefined. */
  readonly counts?: ((path: string) => boolean) | undefined;
}

/**
 * What a copy brings to paths of the image, or below them, without what has been removed since; undefined when that is nothing, or
 * when it can't be said. Without a context, and from other stages, only what goes by its name counts: a folder that is copied as a
 * whole, a file with an ending.
 */
export function landedIn(
  step: CopyStep,
  all: readonly Target[],
  { model, context, counts = () => true }: Looked,
  removed: readonly Target[] = [],
): Landed | undefined {
  const { copy, folder, anchored } = step;
  const isNear = ({ at }: Target): boolean =>
    anchored === at.anchored && (isWithin(folder, at.path) || isWithin(at.path, folder));
  const targets = all.filter(isNear);
  if (targets.length === 0) {
    return undefined;
  }
  const gone = removed.filter(isNear);
  const isThere = (path: string): boolean => !gone.some((target) => holds(target, path));
  const isFile = copy.sources.length === 1 && !copy.resolvedDest.endsWith('/');
  const sizes: (number | undefined)[] = [];
  let manifests = 0;
  for (const source of copy.sources) {
    if (source.kind === 'path' && copy.from.kind === 'context' && context !== undefined) {
      const selection = selectionOf(step, source, context);
      for (const file of selection?.files ?? []) {
        const path = file.single && isFile ? folder : inFolder(folder, file.to);
        if (targets.some((target) => holds(target, path)) && isThere(path) && counts(file.path)) {
          const size = context.entries.get(file.path)?.size;
          sizes.push(size);
          manifests += size !== undefined && size < LARGE_MANIFEST && isManifest(file.path) ? size : 0;
        }
      }
      if (sizes.length > 0 && selection?.complete === false) {
        sizes.push(undefined);
      }
    } else if (
      source.kind !== 'heredoc' &&
      targets.some((target) => coversByName(target, step, source, isThere))
    ) {
      sizes.push(sizeOfCopied(source, copy, model, context));
    }
  }
  return sizes.length === 0 ? undefined : { bytes: totalSize(sizes), manifests };
}

/** Bytes from which a file that names dependencies, the longest lock file among them, is a large one. */
const LARGE_MANIFEST = 1_000_000;

/** Whether a file of the image is what is looked for. */
export function covers(target: Target, { path, anchored }: ImagePath): boolean {
  return anchored === target.at.anchored && holds(target, path);
}

/** What is not in the context goes by its name: to the destination itself, or to a file of that name in it. */
function coversByName(
  target: Target,
  { copy, folder }: CopyStep,
  source: CopySource,
  isThere: (path: string) => boolean,
): boolean {
  if (target.flat === true) {
    return false;
  }
  const name = source.kind === 'url' ? urlName(source.text) : fileName(source.text);
  if (name !== undefined) {
    const isNamed = copy.sources.length === 1 && !copy.resolvedDest.endsWith('/');
    const inside = inFolder(folder, name);
    return isNamed
      ? isThere(folder) && isThere(inside) && (holds(target, inside) || holds(target, folder))
      : isThere(inside) && holds(target, inside);
  }
  const isTouched = target.without?.some(({ path }) => isWithin(path, folder)) === true;
  return !isTouched && target.alone !== true && holds(target, folder) && isThere(folder);
}

/** Whether a path of the image, of the same kind as the target's own, is what is looked for. */
function holds({ at, without = [], alone = false, flat = false }: Target, path: string): boolean {
  const isGone = without.some((gone) => gone.anchored === at.anchored && isWithin(path, gone.path));
  if (isGone || !isWithin(path, at.path)) {
    return false;
  }
  const below = path.slice(at.path === '/' ? 1 : at.path.length + 1);
  if (flat) {
    return below !== '' && !below.includes('/');
  }
  if ('fits' in at) {
    const [name = ''] = below.split('/', 1);
    return (!alone || below === name) && at.fits(name);
  }
  return !alone || path === at.path;
}

function inFolder(folder: string, path: string): string {
  return `${folder === '/' ? '' : folder}/${path}`;
}

/** The name of a file with an ending; undefined for others. */
function fileName(text: string): string | undefined {
  const name = withoutTrailing(text, '/').split('/').pop() ?? '';
  return /^[^*?[\]]+\.\w+$/.test(name) ? name : undefined;
}
