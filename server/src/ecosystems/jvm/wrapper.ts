import { parentPath } from '../../context/path-parts.ts';
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

/** The folder of a wrapper's script, relative to the directory of the command. */
export function wrapperFolder(script: string): string {
  return parentPath(script);
}
