import type { ContextSnapshot } from '../context/types.ts';
import type { Model } from '../model/types.ts';
import { readPaths, stepKeys } from './step-keys.ts';
import type { Measurements, StepRecord } from './types.ts';

/** What records of a build that was read afterwards are fitted to. */
export interface PastRecordOptions {
  /** Of the document as it is now. */
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** Paths of the context that are others than at the build. */
  readonly changed: ReadonlySet<string>;
  /** What was known before: kept for steps that the build did not look at. */
  readonly before: Measurements | undefined;
}

/** A selection that no step ever has. */
const CHANGED = 'changed since';

/**
 * Of the records of a build, made with the Dockerfile of then, those of steps that the document still has, in its order. Steps that read
 * what has changed since are marked stale by their selection: nobody knows what they read then.
 */
export function pastRecords(
  records: readonly StepRecord[],
  { model, context, changed, before }: PastRecordOptions,
): { readonly records: readonly StepRecord[]; readonly kept: number } {
  const made = new Map(records.map((record) => [record.key, record]));
  const old = new Map((before?.steps ?? []).map((record) => [record.key, record]));
  let kept = 0;
  const fitted = stepKeys(model, context).flatMap(({ node, key, place, selection }): StepRecord[] => {
    const record = made.get(key);
    const reader = model.nodes[node];
    if (record === undefined || reader === undefined) {
      const known = old.get(key);
      return known === undefined ? [] : [known];
    }
    kept++;
    if (changed.size > 0 && readPaths(reader, context).some((path) => changed.has(path))) {
      return [{ ...record, place, selection: CHANGED }];
    }
    // How long it took when it last ran is known from a build before, if it has read the same.
    const earlier = old.get(key);
    const isOther = earlier?.variables !== undefined && earlier.variables !== record.variables;
    const isSame = earlier?.selection === selection && !isOther;
    const seconds = record.state === 'cached' && isSame ? earlier.seconds : record.seconds;
    return [{ ...record, place, selection, seconds }];
  });
  return { records: fitted, kept };
}
