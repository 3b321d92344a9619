import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { imagePathOf, liesIn } from '../moving/image-paths.ts';
import { isHidden, isSetting } from '../moving/setting-names.ts';
import type { LateInstall } from './types.ts';

/** What a RUN above installs works on. */
export interface WorkedOn {
  readonly context: ContextSnapshot;
  /** The copies that bring what it works on. */
  readonly moving: readonly CopyStep[];
  readonly installs: readonly LateInstall[];
  readonly path: ImagePath;
  /** Whether the RUN makes files, which may be of any kind where it takes a folder. */
  readonly writes: boolean;
}

/** Whether some installs may read or write a path that a RUN above them works on, or run what lies there. */
export function mayBeUsed(
  model: Model,
  node: Node,
  { context, moving, installs, path, writes }: WorkedOn,
): boolean {
  return (
    isRead(path, installs) ||
    isOnPath(model, node, path) ||
    (writes && moving.some((step) => holdsManifest(step, path, context))) ||
    installs.some((install) => meets(install, path))
  );
}

/**
 * Whether something may be a setting that an install reads, though the context holds none: a hidden file or folder, or one with such a
 * name. `.env` holds values for the program itself, but where the package manager reads it, too.
 */
function isRead({ path }: ImagePath, installs: readonly LateInstall[]): boolean {
  const readsEnvironment = installs.some(({ install }) => install.ecosystem.readsEnvironmentFile === true);
  return (
    isSetting(path) || isHidden(readsEnvironment ? path : path.replace(/\/\.env(\.(?!yarn$)[\w.-]+)?$/, ''))
  );
}

/** Whether a path lies in a folder in which programs are looked for. */
function isOnPath(model: Model, node: Node, { path }: ImagePath): boolean {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return (valueAbove(model, node, 'PATH') ?? '')
    .split(':')
    .some((one) => one.startsWith('/') && (one === folder || one === `${folder}/` || one === path));
}

/** Whether a copy brings a manifest below a folder, so that it is a project: what is made of it may be a member of another one. */
function holdsManifest(step: CopyStep, folder: ImagePath, context: ContextSnapshot): boolean {
  if (!liesIn(folder, { path: step.folder, anchored: step.anchored })) {
    return false;
  }
  const below = folder.path.slice(step.folder.length + 1);
  return step.copy.sources.some((source) =>
    selectionOf(step, source, context)?.files.some(({ to }) => to.startsWith(`${below}/`) && isManifest(to)),
  );
}

/** Whether an install may read or write something, or a part of it; one whose project is not known may do so with all. */
function meets({ inputs, folder, root }: LateInstall, path: ImagePath): boolean {
  return (
    inputs === undefined ||
    folder === undefined ||
    [...inputs.inputs, ...inputs.written].some((one) => {
      const own = imagePathOf(one.path, folder, root);
      return own.anchored !== path.anchored || liesIn(own, path) || liesIn(path, own);
    })
  );
}
