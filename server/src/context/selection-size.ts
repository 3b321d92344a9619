import { contextPath } from './facts.ts';
import { leftOutBelow } from './left-out.ts';
import type { LeftOut } from './left-out.ts';
import { createRemembered } from './remembered.ts';
import type { Remembered } from './remembered.ts';
import { runThrough } from './run-through.ts';
import { selecting } from './selection.ts';
import type { Selection, SelectionOptions } from './selection.ts';
import type { ContextSnapshot } from './types.ts';

/** A context file and its size in bytes. */
export interface SizedFile {
  readonly path: string;
  readonly size: number;
}

/** How much one COPY or ADD puts into its layer. */
export interface SelectionSize {
  /**
   * Regular files, each place in the layer once: a file that two sources deliver to the same place counts once, and of
   * files that land on one another only the last counts, as in the layer.
   */
  readonly files: number;
  /** Symlinks that stay symlinks: the layer has them, without bytes of their own. */
  readonly links: number;
  /** Of the files together; undefined when the size of any is not known. */
  readonly bytes: number | undefined;
  /** The largest files, larger ones first, at most {@link LARGEST}; those whose sizes are not known are not among them. */
  readonly largest: readonly SizedFile[];
  /** False when there may be more (or, for a followed symlink, other) files than were counted. */
  readonly complete: boolean;
  /** What the ignore file keeps away from these sources. Read it when needed: it is put together at the first look. */
  readonly leftOut: LeftOut;
}

/** How many files `largest` holds at most. */
export const LARGEST = 10;

const memo = new WeakMap<ContextSnapshot, Remembered<SelectionSize>>();

/** Answers; each is small. */
const MAX_REMEMBERED = 4096;

/** Files after which the work may pause: a fraction of a millisecond. */
const PAUSE = 1024;

/**
 * Count and bytes of what the sources of one COPY or ADD select from the context (domain.md 3.4). What ADD unpacks and
 * what heredocs or URLs deliver is not in it. The answer is remembered with the snapshot.
 */
export function selectionSize(
  snapshot: ContextSnapshot,
  sources: readonly string[],
  options: SelectionOptions = {},
): SelectionSize {
  return runThrough(sizing(snapshot, sources, options));
}

/** The same in steps, between which something else may have its turn. */
export function* sizing(
  snapshot: ContextSnapshot,
  sources: readonly string[],
  options: SelectionOptions = {},
): Generator<void, SelectionSize> {
  let known = memo.get(snapshot);
  if (known === undefined) {
    known = createRemembered({ limit: MAX_REMEMBERED, costOf: () => 1 });
    memo.set(snapshot, known);
  }
  const key = JSON.stringify([sources, options.parents ?? false, options.exclude ?? []]);
  let size = known.get(key);
  if (size === undefined) {
    size = yield* compute(snapshot, sources, options);
    known.set(key, size);
  }
  return size;
}

function* compute(
  snapshot: ContextSnapshot,
  sources: readonly string[],
  options: SelectionOptions,
): Generator<void, SelectionSize> {
  const selections: Selection[] = [];
  for (const source of sources) {
    selections.push(yield* selecting(snapshot, source, options));
  }
  let looked = 0;
  let files = 0;
  let links = 0;
  let bytes: number | undefined = 0;
  const largest: SizedFile[] = [];
  for (const path of yield* landing(selections)) {
    looked += 1;
    if (looked % PAUSE === 0) {
      yield;
    }
    const entry = snapshot.entries.get(path);
    if (entry?.kind === 'symlink') {
      links += 1;
      continue;
    }
    const size = entry?.size;
    files += 1;
    bytes = size === undefined || bytes === undefined ? undefined : bytes + size;
    if (size !== undefined) {
      keepLargest(largest, path, size);
    }
  }
  let leftOut: LeftOut | undefined;
  return {
    files,
    links,
    bytes,
    largest,
    complete: selections.every(({ complete }) => complete),
    get leftOut() {
      leftOut ??= leftOutBelow(
        snapshot,
        sources.map((source) => rootOf(source, options)),
      );
      return leftOut;
    },
  };
}

/** The context paths whose contents end in the layer. One source that is no pattern delivers each place once anyway. */
function* landing(selections: readonly Selection[]): Generator<void, Iterable<string>> {
  const [only] = selections;
  if (only !== undefined && selections.length === 1 && only.kind !== 'glob') {
    return only.files.map(({ path }) => path);
  }
  const places = new Map<string, string>();
  for (const { files } of selections) {
    for (const [index, { path, to }] of files.entries()) {
      places.set(to, path);
      if (index % PAUSE === PAUSE - 1) {
        yield;
      }
    }
  }
  return places.values();
}

/** Inserts into a short list that stays sorted. */
function keepLargest(largest: SizedFile[], path: string, size: number): void {
  const last = largest.at(-1);
  if (largest.length === LARGEST && (last === undefined || last.size >= size)) {
    return;
  }
  const at = largest.findIndex((other) => other.size < size);
  largest.splice(at < 0 ? largest.length : at, 0, { path, size });
  largest.length = Math.min(largest.length, LARGEST);
}

/** The literal folder or file above everything that a source can name. */
function rootOf(source: string, { parents = false }: SelectionOptions): string {
  const segments = contextPath(parents ? source.replace('/./', '/') : source).split('/');
  const first = segments.findIndex((segment) => /[*?[\\]/.test(segment));
  return (first < 0 ? segments : segments.slice(0, first)).join('/');
}
