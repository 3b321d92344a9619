import { namedBuilds } from '../context/location/named-builds.ts';
import type { FileSystem } from './files.ts';
import { findProjects } from './locate/find-projects.ts';
import { isProjectFile } from './project-files.ts';
import { kindInside } from './stays-inside.ts';

/** The Dockerfiles below a root that the Compose and Bake files of these folders name and that are there; bounded as `findProjects` is. */
export async function namedDockerfiles(
  files: FileSystem,
  root: string,
  folders: readonly string[],
): Promise<readonly string[]> {
  const places = new Set<string>();
  for (const { dockerfile } of namedBuilds(await findProjects(files, { folders, root }))) {
    if (dockerfile !== undefined) {
      places.add(dockerfile);
    }
  }
  const kinds = await Promise.all([...places].map((place) => kindInside(files, root, place)));
  return [...places].filter((_, index) => kinds[index] === 'file');
}

/** True for a file that may name Dockerfiles. */
export function mayNameDockerfiles(name: string): boolean {
  return name !== '.env' && isProjectFile(name);
}
