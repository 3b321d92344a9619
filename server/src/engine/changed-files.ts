import { lstat } from 'node:fs/promises';

/** Files that are looked at at a time. */
const PARALLEL = 32;

/**
 * Which of these places have changed since a time (milliseconds since 1970) or are not there any more. By the time of the last change
 * of anything about them, which no tool can set back. Never rejects.
 */
export async function changedSince(places: readonly string[], time: number): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  let next = 0;
  const look = async (): Promise<void> => {
    for (let place = places[next++]; place !== undefined; place = places[next++]) {
      const stats = await lstat(place).catch(() => undefined);
      if (stats === undefined || stats.ctimeMs >= time) {
        changed.add(place);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, look));
  return changed;
}
