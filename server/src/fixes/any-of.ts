/** Whether one of some items is such; those behind it are not asked about. */
export function anyOf<Item>(items: Iterable<Item>, isSuch: (item: Item) => boolean): boolean {
  for (const item of items) {
    if (isSuch(item)) {
      return true;
    }
  }
  return false;
}
