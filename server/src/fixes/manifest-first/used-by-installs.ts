import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { imagePathOf, lastDelivery, liesIn, resolvedFrom } from '../moving/image-paths.ts';
import { modeAfter } from '../moving/mode-after.ts';
import { isHidden, isSetting } from '../moving/setting-names.ts';
import type { LateInstall } from './types.ts';

/** What a command of a RUN does with a file or folder. */
export interface Work {
  /** It changes the mode or the owner, writes a file, or makes a folder, reads or changes line ends. */
  readonly kind: 'mode' | 'file' | 'other';
  readonly path: ImagePath;
  /** The mode of chmod as it is written; undefined for other commands. */
  readonly mode: string | undefined;
}

/** What a RUN above installs works on. */
export interface WorkAbove {
  readonly context: ContextSnapshot;
  /** The copies that bring what it works on. */
  readonly moving: readonly CopyStep[];
  readonly installs: readonly LateInstall[];
  readonly work: Work;
}

/** Whether some installs may read or write what a RUN above them works on, or run what lies there. */
export function mayBeUsed(model: Model, node: Node, { context, moving, installs, work }: WorkAbove): boolean {
  const { kind, path } = work;
  if (keepsMode(work, moving, context)) {
    return false;
  }
  // What is added in front to download starts a wrapper by `sh`, unless it can be executed as it is.
  const meant = kind === 'mode' ? installs.filter(({ inputs }) => inputs?.download === undefined) : installs;
  const isWrapper = kind === 'mode' && installs.some((install) => isScriptOf(install, path));
  return (
    (!isWrapper && isRead(path, installs)) ||
    isOnPath(model, node, path) ||
    (kind === 'file' && moving.some((step) => holdsManifest(step, path, context))) ||
    meant.some((install) => meets(install, path))
  );
}

/** Whether a file has the mode already that it is given, as the context holds it. */
function keepsMode({ mode, path }: Work, moving: readonly CopyStep[], context: ContextSnapshot): boolean {
  const brought = mode === undefined ? undefined : lastDelivery(moving, path, context);
  const before =
    brought?.step.copy.chmod === undefined && brought !== undefined
      ? context.entries.get(brought.file.path)?.mode
      : undefined;
  return mode !== undefined && before !== undefined && modeAfter(mode, before) === before;
}

/** Whether an install is started by the script at a path: `./mvnw`. */
function isScriptOf({ install, directory }: LateInstall, { path, anchored }: ImagePath): boolean {
  const script = install.script === undefined ? undefined : resolvedFrom(directory, install.script);
  return script?.path === path && script.anchored === anchored;
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
