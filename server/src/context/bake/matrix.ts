import { combinations, type Named } from '../combinations.ts';
import type { BakeValue } from './types.ts';

/** Variables of one target that a matrix makes, by what its texts name: `arch`, `item.dir`. */
export type BakeRow = ReadonlyMap<string, string>;

/** Targets of one matrix that are looked at; people write a few dozen. */
const MAX_ROWS = 256;

/**
 * The targets that a matrix makes: every combination of its lists (docs/bake-reference.md of docker/buildx). What is more than a text
 * or a map of texts has no value, nor has what a list that can't be read would give. One without variables where there is no matrix.
 */
export function bakeRows(matrix: BakeValue | undefined): readonly BakeRow[] {
  const lists = [...(matrix?.kind === 'map' ? matrix.entries : [])].map(([name, values]) =>
    values.kind === 'list' ? values.items.map((item) => namedIn(name, item)) : [[]],
  );
  return combinations(lists, MAX_ROWS);
}

function namedIn(name: string, item: BakeValue): Named<string> {
  if (item.kind === 'text') {
    return [[name, item.text]];
  }
  return item.kind === 'map'
    ? [...item.entries].flatMap(([key, value]) =>
        value.kind === 'text' ? [[`${name}.${key}`, value.text] as const] : [],
      )
    : [];
}
