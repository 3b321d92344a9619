import { queryOf } from '../../../ecosystems/context-query.ts';
import type { ContextQuery, Install, InstallInputs } from '../../../ecosystems/types.ts';
import { landingPath } from '../../../context/selection.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../../moving/copy-step.ts';
import { shown } from '../../moving/words.ts';
import { besideManifest } from './beside-manifest.ts';
import { imagePathOf } from '../../moving/image-paths.ts';
import { projectFolder } from './project-folder.ts';
import type { Candidate, LateInstall } from '../types.ts';

/** Where the project of an install is, in the context and in the image. */
export interface Project {
  /** The folder of the context. */
  readonly folder: string;
  /** The directory of the image that is filled from it: that of the install, or the folder of its manifest. */
  readonly root: ImagePath;
  /** What the install needs of the context. */
  readonly inputs: InstallInputs;
}

/** The project of an install below these copies; undefined where no copy brings its manifest. */
export function projectOf(
  { install, directory }: Pick<Candidate, 'install' | 'directory'>,
  steps: readonly CopyStep[],
  context: ContextSnapshot,
): Project | undefined {
  const folder = projectFolder({ install, directory }, steps, context);
  if (folder !== undefined) {
    return { folder, root: directory, inputs: inputsIn(install, folder, queryOf(context)) };
  }
  const beside = besideManifest(install, directory);
  const other = beside && projectFolder({ ...beside, directory: beside.root }, steps, context);
  return beside === undefined || other === undefined
    ? undefined
    : { folder: other, root: beside.root, inputs: inputsIn(beside.install, other, queryOf(context)) };
}

/** The same for an install whose project another one has; undefined where it has another. */
export function projectLike(
  { install, directory }: Pick<Candidate, 'install' | 'directory'>,
  { folder, root }: Pick<Project, 'folder' | 'root'>,
  query: ContextQuery,
): Project | undefined {
  const isThere = root.path === directory.path;
  const beside = isThere ? undefined : besideManifest(install, directory);
  return isThere || beside?.root.path === root.path
    ? { folder, root, inputs: inputsIn(beside?.install ?? install, folder, query) }
    : undefined;
}

function inputsIn(install: Install, folder: string, query: ContextQuery): InstallInputs {
  return install.ecosystem.inputs(install, folder, query);
}

/**
 * A copy that brings manifests to another place than the context has them, seen from a project whose folder has another name in the
 * image; as a clause. Which of them count for the project can't be told from the context, where others lie around its folder.
 */
export function manifestsAround(
  { install, folder, root, directory }: LateInstall,
  steps: readonly CopyStep[],
  context: ContextSnapshot,
): string | undefined {
  if (root.path === directory.path) {
    return undefined;
  }
  const found = steps.find((step) =>
    step.copy.sources.some((source) =>
      selectionOf(step, source, context)?.files.some(
        (file) =>
          install.ecosystem.isManifest(file.path) &&
          (step.anchored !== root.anchored ||
            landingPath(file, step.copy.resolvedDest) !== imagePathOf(file.path, folder ?? '', root).path),
      ),
    ),
  );
  const name = root.path.slice(root.path.lastIndexOf('/') + 1);
  return (
    found && `${shown(found.node)} (line ${found.node.instruction.line}) copies manifests around ${name}`
  );
}
