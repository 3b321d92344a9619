import { baseName, parentPath } from '../../context/path-parts.ts';
import type { Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';

/**
 * Takes the script by which a project starts its build tool, and says how a step calls it: as it is written where it may be
 * executed, and else by a shell, since a `chmod` may come later than the step. Undefined, and refused, where the script is not
 * known to run as it is in the context.
 */
export function takeWrapper(found: Collector, folder: string, script: string): string | undefined {
  const path = script.startsWith('/') ? '..' : joinPath(folder, script);
  if (isOutside(path) || !found.context.isFile(path)) {
    found.refuse(`\`${script}\` is not in the build context`);
    return undefined;
  }
  if (found.context.text(path)?.includes('\r') === true) {
    found.refuse(`${path} has line ends of Windows`);
    return undefined;
  }
  found.add({ path, kind: 'file' });
  const isPath = script.includes('/');
  return isPath && found.context.isExecutable(path) ? script : `sh ${script}`;
}

/** Where a wrapper works, as far as its path tells. */
export interface WrapperPlace {
  /** The script, relative to `directory` but where nothing tells how the two lie to each other. */
  readonly script: string | undefined;
  /** The directory in which it is taken to work; empty for that of the command. */
  readonly directory: string;
}

/**
 * Where the script by which a project starts its build tool works. One that is called by its absolute path lies in its project, as
 * all wrappers do, so that the project is looked for there. `isThere`: nothing else on the command line says where the project is.
 */
export function wrapperPlace(
  script: string | undefined,
  { isThere }: { readonly isThere: boolean },
): WrapperPlace {
  return script?.startsWith('/') === true && isThere
    ? { script: `./${baseName(script)}`, directory: parentPath(script) || '/' }
    : { script, directory: '' };
}

/** The folder of a wrapper's script, relative to the directory of the command. */
export function wrapperFolder(script: string): string {
  return parentPath(script);
}
