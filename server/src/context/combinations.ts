/** What one value of a list gives names: `arch` a text, `item.dir` a text of a map. */
export type Named<Value> = readonly (readonly [name: string, value: Value])[];

/** Every combination of one value of each list, the first list's changing last; at most so many, and no more values of a list. */
export function combinations<Value>(
  lists: readonly (readonly Named<Value>[])[],
  most: number,
): readonly ReadonlyMap<string, Value>[] {
  let rows: readonly ReadonlyMap<string, Value>[] = [new Map()];
  for (const values of lists) {
    const few = values.slice(0, most);
    const needed = Math.ceil(most / Math.max(1, few.length));
    rows = rows
      .slice(0, needed)
      .flatMap((row) => few.map((named) => new Map([...row, ...named])))
      .slice(0, most);
  }
  return rows;
}
