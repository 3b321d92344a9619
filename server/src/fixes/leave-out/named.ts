import { baseName } from '../../context/path-parts.ts';
import type { Model } from '../../model/types.ts';

/** Whether an instruction names any of these files, and so may need it, also where the file comes with a folder. */
export function isNamed({ nodes }: Model, paths: readonly string[]): boolean {
  const names = paths.map(baseName);
  return nodes.some(({ instruction }) => names.some((name) => instruction.text.includes(name)));
}
