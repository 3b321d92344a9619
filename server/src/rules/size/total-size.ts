/** The sum of some sizes; undefined where one of them is not known. */
export function totalSize(sizes: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const size of sizes) {
    if (size === undefined) {
      return undefined;
    }
    sum += size;
  }
  return sum;
}
