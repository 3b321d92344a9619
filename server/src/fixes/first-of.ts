/** The first answer that there is among the answers about some items, in their order; those behind it are not asked about. */
export function firstOf<Item, Answer>(
  items: Iterable<Item>,
  answer: (item: Item) => Answer | undefined,
): Answer | undefined {
  for (const item of items) {
    const found = answer(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
