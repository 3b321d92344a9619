import { CompactEntries } from './compact-entries.ts';
import type { ContextSnapshot, Elsewhere } from './types.ts';

/**
 * Whether two snapshots say the same of a context, so that what was worked out of one holds for the other. Between the
 * steps something else may have its turn. False where it can't be told quickly.
 */
export function* isSameSnapshot(one: ContextSnapshot, other: ContextSnapshot): Generator<void, boolean> {
  return (
    one.label === other.label &&
    one.reason === other.reason &&
    one.named === other.named &&
    isSameElsewhere(one.elsewhere, other.elsewhere) &&
    one.dockerfile === other.dockerfile &&
    one.complete === other.complete &&
    one.ignore?.path === other.ignore?.path &&
    one.ignore?.text === other.ignore?.text &&
    one.closed.size === other.closed.size &&
    one.texts.size === other.texts.size &&
    [...one.closed].every((path) => other.closed.has(path)) &&
    [...one.texts].every(([path, text]) => other.texts.get(path) === text) &&
    one.entries instanceof CompactEntries &&
    other.entries instanceof CompactEntries &&
    (yield* one.entries.equals(other.entries))
  );
}

/** Whether two tell the same of what lies around a context. */
export function isSameElsewhere(one: Elsewhere | undefined, other: Elsewhere | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
