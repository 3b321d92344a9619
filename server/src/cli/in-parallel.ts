/**
 * What `run` makes of each item, in the items' order, with at most `parallel` of them under way: while the disk answers for one,
 * another is worked on. Rejects when a run does; those under way are not waited for.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  { parallel }: { readonly parallel: number },
  run: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      // Not empty: `index` is within the list.
      results[index] = await run(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, work));
  return results;
}
