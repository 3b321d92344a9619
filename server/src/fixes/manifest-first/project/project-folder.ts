import { compileName } from '../../../context/match.ts';
import { baseName, parentPath } from '../../../context/path-parts.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { resolvePath } from '../../../model/paths.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../../moving/copy-step.ts';
import { folderAbove, lastDelivery } from '../../moving/image-paths.ts';
import type { Candidate } from '../types.ts';

/**
 * The context folder that fills the directory of an install, told from where its manifest comes from: the first one that it
 * requires, or any of its `anchors`. Undefined where no copy brings it.
 */
export function projectFolder(
  { install, directory }: Pick<Candidate, 'install' | 'directory'>,
  steps: readonly CopyStep[],
  context: ContextSnapshot,
): string | undefined {
  const { anchors, manifests } = install;
  if (anchors === undefined) {
    const [first = ''] = manifests;
    const target = { path: resolvePath(directory.path, first), anchored: directory.anchored };
    const path = lastDelivery(steps, target, context)?.file.path;
    return path === undefined ? undefined : folderAbove(path, first);
  }
  const levels = directory.path.split('/').filter((segment) => segment !== '');
  for (const anchor of anchors) {
    const ups = (/^(\.\.\/)*/.exec(anchor)?.[0].length ?? 0) / 3;
    const path = ups > levels.length ? undefined : anchorDelivery(steps, anchor, { directory, context });
    const folder = path === undefined ? undefined : folderOf(path, anchor.slice(3 * ups));
    if (folder !== undefined) {
      return [folder, ...levels.slice(levels.length - ups)].filter((part) => part !== '').join('/');
    }
  }
  return undefined;
}

/** The folder from which an anchor that goes down from it leads to this path. */
function folderOf(path: string, anchor: string): string | undefined {
  const above = parentPath(anchor);
  return folderAbove(path, above === '' ? baseName(path) : `${above}/${baseName(path)}`);
}

/** The context file that the last of these steps brings to an anchor. */
function anchorDelivery(
  steps: readonly CopyStep[],
  anchor: string,
  { directory, context }: { readonly directory: ImagePath; readonly context: ContextSnapshot },
): string | undefined {
  const target = { path: resolvePath(directory.path, anchor), anchored: directory.anchored };
  if (!anchor.includes('*')) {
    return lastDelivery(steps, target, context)?.file.path;
  }
  const folder = resolvePath(directory.path, parentPath(anchor));
  const matches = compileName(baseName(anchor));
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step?.anchored !== directory.anchored) {
      continue;
    }
    const isLanding = (path: string): boolean =>
      parentOf(path) === folder && matches(baseName(path)) === true;
    for (const source of step.copy.sources) {
      const selection = selectionOf(step, source, context);
      const found =
        selection?.files.find(({ to }) => isLanding(resolvePath(step.folder, to))) ??
        selection?.files.find(({ single }) => single && isLanding(step.folder));
      if (found !== undefined) {
        return found.path;
      }
    }
  }
  return undefined;
}

function parentOf(path: string): string {
  return parentPath(path) || '/';
}
