import { namedBuilds } from '../context/location/named-builds.ts';
import type { FileSystem, FolderItem } from './files.ts';
import { findProjects } from './locate/find-projects.ts';
import { isProjectFile, mayHoldWorkflows } from './project-files.ts';
import { kindInside } from './stays-inside.ts';

/**
 * The Dockerfiles below a root that the Compose files, Bake files and workflows of these folders name and that are there; bounded as
 * `findProjects` is.
 */
export async function namedDockerfiles(
  files: FileSystem,
  root: string,
  folders: readonly string[],
): Promise<readonly string[]> {
  const places = new Set<string>();
  const projects = await findProjects(files, { folders, root });
  for (const { dockerfile } of [...namedBuilds(projects), ...projects.workflows]) {
    if (dockerfile !== undefined) {
      places.add(dockerfile);
    }
  }
  const kinds = await Promise.all([...places].map((place) => kindInside(files, root, place)));
  return [...places].filter((_, index) => kinds[index] === 'file');
}

/** True for a file that may name Dockerfiles, and for the folder of workflows. */
export function mayNameDockerfiles(item: Pick<FolderItem, 'name' | 'kind'>): boolean {
  const { name, kind } = item;
  return kind === 'file' ? name !== '.env' && isProjectFile(name) : mayHoldWorkflows(item);
}
