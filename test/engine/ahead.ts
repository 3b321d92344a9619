/**
 * Work on a list, handed out in order, of which the next pieces are already being done: `ahead` of them at a time. What is
 * never asked for is never begun, but for those few.
 */
export function workAhead<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
): (item: Item) => Promise<Result> {
  const results = new Map<Item, Promise<Result>>();
  return (item) => {
    const at = items.indexOf(item);
    for (const next of items.slice(at, at + ahead)) {
      if (!results.has(next)) {
        const result = work(next);
        // Its test is told later; until then a failure is not unhandled.
        result.catch(() => undefined);
        results.set(next, result);
      }
    }
    return results.get(item) ?? work(item);
  };
}
