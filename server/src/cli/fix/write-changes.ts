import { constants } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import type { ChangedFile, FixedFile } from './fixed-file.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Writes what the fixes of a Dockerfile change, the other files first: an ignore file without its Dockerfile does no harm. Throws
 * a UsageError that says why they are not written: a file that is no UTF-8 or changed since it was read is left as it is.
 */
export async function writeChanges({ shown, place, before, after, others }: FixedFile): Promise<void> {
  const changes: ChangedFile[] = [
    ...others,
    ...(place === undefined || before === after ? [] : [{ place, shown, before, after }]),
  ];
  try {
    for (const change of changes) {
      if (change.before !== undefined && !(await holds(change.place, change.before))) {
        const fixes = change.shown === shown ? 'its fixes' : `the fixes of ${shown}`;
        throw new UsageError(
          `${change.shown} is no UTF-8 text or has changed meanwhile: ${fixes} were not written`,
        );
      }
    }
    for (const change of changes) {
      // A new file must not replace one that appeared meanwhile, nor follow a link.
      await writeFile(change.place, change.after, { flag: change.before === undefined ? 'wx' : 'w' });
    }
  } catch (error) {
    if (error instanceof UsageError) {
      throw error;
    }
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`can't write the fixes of ${shown}: ${reason}`);
  }
}

/** Whether a file holds this text, and may be written to: half of a fix is none. */
async function holds(path: string, text: string): Promise<boolean> {
  await access(path, constants.W_OK);
  return (await readFile(path)).equals(Buffer.from(text, 'utf8'));
}
