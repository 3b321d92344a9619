import { parentPath } from '../../../context/path-parts.ts';
import { isOutside, isWithin } from '../../../ecosystems/paths.ts';
import type { Install } from '../../../ecosystems/types.ts';
import { cleanPath, resolvePath } from '../../../model/paths.ts';
import type { ImagePath } from '../../moving/copy-step.ts';

/** An install read as if it worked in the folder of its manifest. */
export interface BesideManifest {
  readonly install: Install;
  /** That folder. */
  readonly root: ImagePath;
}

/**
 * An install that names its manifest in a folder (`dotnet restore renamed/App.csproj`), read as if it worked there, for what it
 * reads and writes: the folder may have another name in the context, so that nothing but the folder itself can be told there. Only
 * for tools that resolve whatever a manifest names against the manifest, and where no option names a place that is relative to the
 * directory in which they work. The command stays as it is written.
 */
export function besideManifest(install: Install, directory: ImagePath): BesideManifest | undefined {
  const names = install.anchors ?? install.manifests;
  const folder = cleanPath(parentPath(names[0] ?? ''));
  if (folder === '.' || isOutside(folder) || names.some((name) => !isWithin(cleanPath(name), folder))) {
    return undefined;
  }
  const root = { path: resolvePath(directory.path, folder), anchored: directory.anchored };
  const inside = names.map((name) => cleanPath(name).slice(folder.length + 1));
  const changed = READ[install.ecosystem.id]?.(install, folder);
  return changed && { root, install: { ...install, ...namesOf(install, inside), ...changed } };
}

function namesOf({ anchors }: Install, names: readonly string[]): Partial<Install> {
  return anchors === undefined ? { manifests: names } : { anchors: names };
}

/** What else changes of an install of these tools; undefined where it depends on the directory in which it works. */
const READ: Readonly<Record<string, (install: Install, folder: string) => Partial<Install> | undefined>> = {
  dotnet: (install) => (isPlaced(install) ? {} : undefined),
  conda: (install) => (isPlaced(install) ? {} : undefined),
  maven: (install) => (isPlaced(install) ? {} : undefined),
  gradle: (install, folder) =>
    isPlaced(install) && cleanPath(install.subject) === folder ? { subject: '' } : undefined,
  // Local packages of a requirements file are relative to where pip works, and refused where that is said to be elsewhere.
  pip: (install) => (isPlaced(install) ? { directory: '/', optional: [] } : undefined),
};

/** Whether nothing but the manifests is named relative to the directory: no wrapper, settings file or folder. */
function isPlaced({ ecosystem, script, optional, writes = [], reads = [] }: Install): boolean {
  const named = [...(ecosystem.id === 'pip' ? [] : optional), ...writes, ...reads];
  return script === undefined && named.every((place) => /^\/|:\/\//.test(place));
}
