import { shareSelections } from './selection.ts';
import { shareIndex } from './snapshot-index.ts';
import type { ContextSnapshot } from './types.ts';

const originals = new WeakMap<ContextSnapshot, ContextSnapshot>();

/**
 * Says that a snapshot has the entries, texts and ignore file of another, and differs in what it says of one Dockerfile alone
 * (`dockerfile`, `reason`, `named`, `elsewhere`): what is found out about one of them then holds for both.
 */
export function sameContext(snapshot: ContextSnapshot, as: ContextSnapshot): void {
  originals.set(snapshot, originals.get(as) ?? as);
  shareIndex(snapshot, as);
  shareSelections(snapshot, as);
}

/**
 * A function of a context that goes through all its entries, its answer remembered as long as the snapshot lives. It may read
 * none of these four: snapshots of the same context share the answer.
 */
export function rememberedOfContext<T>(
  find: (context: ContextSnapshot) => T,
): (context: ContextSnapshot) => T {
  const known = new WeakMap<ContextSnapshot, { readonly answer: T }>();
  return (context) => {
    const key = originals.get(context) ?? context;
    let found = known.get(key);
    if (found === undefined) {
      found = { answer: find(context) };
      known.set(key, found);
    }
    return found.answer;
  };
}
