import { BUILD_FILES } from '../../ecosystems/build-tools.ts';
import { ECOSYSTEMS, isManifest } from '../../ecosystems/index.ts';
import type { FileSystem, FolderItem } from '../files.ts';
import { isDockerfileName, isTemplateName } from '../find-dockerfiles.ts';

/** A folder that is copied as a whole, and what makes it likely. */
export interface FolderWithSources {
  readonly folder: string;
  /** A file of it: the one that says most of what it is. */
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
    const holds = mostTelling((await files.list(folder)) ?? []);
    if (holds !== undefined) {
      return { folder, holds };
    }
  }
  return undefined;
}

/** The file of a project that says most of it to a person: what people write, before what programs write and settings. */
function mostTelling(items: readonly FolderItem[]): string | undefined {
  const names = items.flatMap(({ name, kind }) =>
    kind === 'file' && (BUILD_FILES.has(name) || isManifest(name)) ? [name] : [],
  );
  return names.sort((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1))[0];
}

function rankOf(name: string): number {
  return MAIN.has(name) ? 0 : BUILD_FILES.has(name) ? 1 : name.startsWith('.') ? 3 : 2;
}

/** What each package manager reads first: `package.json`, `go.mod`. */
const MAIN: ReadonlySet<string> = new Set(
  ECOSYSTEMS.flatMap(({ usualManifests }) => usualManifests.slice(0, 1)).filter(
    (name) => !name.startsWith('.'),
  ),
);

function isBeside(name: string): boolean {
  return (
    isDockerfileName(name) ||
    isTemplateName(name) ||
    name.endsWith('.dockerignore') ||
    name.endsWith('.md') ||
    name === '.gitignore'
  );
}
