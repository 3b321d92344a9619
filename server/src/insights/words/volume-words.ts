import { listed } from '../text.ts';

/** What VOLUME makes where nobody says otherwise; beyond `limit` the paths are counted. */
export function volumeWords(paths: readonly string[], limit: number): string {
  return paths.length === 1
    ? `anonymous volume at ${listed(paths, limit)} unless one is mounted there`
    : `anonymous volumes at ${listed(paths, limit)} unless others are mounted there`;
}
