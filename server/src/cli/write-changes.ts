import { readFile, writeFile } from 'node:fs/promises';
import type { ChangedFile, FixedFile } from './fixed-file.ts';

/**
 * Writes what a fix changes, the other files first: an ignore file without its Dockerfile does no harm. Returns why nothing
 * was written, as sentences: a file that is no UTF-8 or changed since it was read is left as it is.
 */
export async function writeChanges({ shown, place, before, after, others }: FixedFile): Promise<string[]> {
  const changes: ChangedFile[] = [
    ...others,
    ...(place === undefined || before === after ? [] : [{ place, shown, before, after }]),
  ];
  try {
    for (const change of changes) {
      if (change.before !== undefined && !(await holds(change.place, change.before))) {
        return [`${change.shown} is no UTF-8 text or has changed meanwhile: nothing was written`];
      }
    }
    for (const change of changes) {
      // A new file must not replace one that appeared meanwhile, nor follow a link.
      await writeFile(change.place, change.after, { flag: change.before === undefined ? 'wx' : 'w' });
    }
    return [];
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    return [`can't write the fixes of ${shown}: ${reason}`];
  }
}

async function holds(path: string, text: string): Promise<boolean> {
  return (await readFile(path)).equals(Buffer.from(text, 'utf8'));
}
