/** A size for people, in thousands as Docker counts: `0 B`, `184 kB`, `3.1 MB`. */
export function shownSize(bytes: number): string {
  let value = bytes;
  let unit = 'B';
  for (const larger of ['kB', 'MB', 'GB', 'TB']) {
    if (value < 999.5) {
      break;
    }
    value /= 1000;
    unit = larger;
  }
  return `${unit === 'B' || value >= 99.95 ? Math.round(value) : Number(value.toFixed(1))} ${unit}`;
}

/** Bytes below which a size is not worth a word. */
export const SMALL = 100_000;

/** Bytes below which files that the image holds twice are not worth a word. */
export const SMALL_TWICE = 1_000_000;
