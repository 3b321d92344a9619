/** How many items at the beginning of a list something holds for, where it holds for none behind the first for which it does not. */
export function countWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
