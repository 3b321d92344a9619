import type { Detail } from '../model/types.ts';
import { contextPaths } from '../model/context-paths.ts';
import { selecting } from './selection.ts';
import type { SelectionOptions } from './selection.ts';
import { sizing } from './selection-size.ts';
import type { ContextSnapshot } from './types.ts';

/** What one instruction reads of the build context. */
export interface ContextRead extends SelectionOptions {
  readonly sources: readonly string[];
  /** Whether its size is asked for, as a layer's is. */
  readonly sized: boolean;
}

/** What these instructions will ask of a snapshot. */
export function contextReads(details: readonly Detail[]): readonly ContextRead[] {
  return details.flatMap((detail): ContextRead[] => {
    if (detail.kind === 'copy') {
      const { parents, exclude } = detail.copy;
      return [{ sources: contextPaths(detail), parents, exclude, sized: true }];
    }
    const binds = detail.kind === 'run' ? detail.mounts.filter(({ type }) => type === 'bind') : [];
    const sources = binds.filter(({ from }) => from.kind === 'context').map(({ source }) => source);
    return [{ sources, sized: false }];
  });
}

/**
 * Asks a snapshot ahead what an analysis is going to ask, since the first answers about a large context take a moment.
 * Between the steps something else may have its turn.
 */
export function* prepareSelections(
  snapshot: ContextSnapshot,
  reads: readonly ContextRead[],
): Generator<void, void> {
  for (const { sources, sized, parents, exclude } of reads) {
    const options = { parents, exclude };
    for (const source of sources) {
      yield* selecting(snapshot, source, options);
    }
    if (sized && sources.length > 0) {
      yield* sizing(snapshot, sources, options);
    }
  }
}
