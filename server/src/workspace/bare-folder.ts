import { isManifest } from '../ecosystems/index.ts';
import type { FileSystem } from './files.ts';
import { isDockerfileName } from './find-dockerfiles.ts';

/** A folder that is copied as a whole, and what makes it likely. */
export interface FolderWithSources {
  readonly folder: string;
  /** A file of it. */
  readonly holds: string;
}

/**
 * The nearest folder above that holds a project, for a Dockerfile whose own folder holds nothing that anybody would copy: Dockerfiles,
 * their ignore files and a text about them. `folders`: its own first, then those above it. Undefined where its own has more.
 */
export async function projectAboveBare(
  files: FileSystem,
  [own, ...above]: readonly string[],
): Promise<FolderWithSources | undefined> {
  const here = own === undefined ? undefined : await files.list(own);
  if (here?.every(({ name, kind }) => kind === 'file' && isBeside(name)) !== true) {
    return undefined;
  }
  for (const folder of above) {
    const items = (await files.list(folder)) ?? [];
    const found = items.find(({ name, kind }) => kind === 'file' && isProjectFile(name));
    if (found !== undefined) {
      return { folder, holds: found.name };
    }
  }
  return undefined;
}

function isProjectFile(name: string): boolean {
  return name === 'Makefile' || isManifest(name);
}

function isBeside(name: string): boolean {
  return (
    isDockerfileName(name) || name.endsWith('.dockerignore') || name.endsWith('.md') || name === '.gitignore'
  );
}
