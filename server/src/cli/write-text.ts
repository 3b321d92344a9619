import { writeFile } from 'node:fs/promises';
import { placeOf } from './places.ts';
import { reasonOf } from './reason.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Writes a file that a person named; throws a UsageError that names it when that can't be. */
export async function writeTextFile(
  name: string,
  text: string,
  { cwd }: Pick<Terminal, 'cwd'>,
): Promise<void> {
  try {
    await writeFile(placeOf(cwd, name), text);
  } catch (error) {
    throw new UsageError(`can't write ${name}: ${reasonOf(error, 'folder')}`);
  }
}
