/**
 * The items by their keys, the first of those with the same one. A rule is asked for the fixes of each of its findings in turn:
 * looking through all of them every time is quadratic, and a file can hold thousands.
 */
export function firstByKey<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, Item> {
  const first = new Map<Key, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (!first.has(key)) {
      first.set(key, item);
    }
  }
  return first;
}
