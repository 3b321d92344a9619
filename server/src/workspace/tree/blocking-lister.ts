import { lstatSync, readdirSync } from 'node:fs';
import { join } from '../files.ts';
import type { FolderItem, FolderLister, PathDetails, QuickListing } from '../files.ts';
import { createListingBuilder, measuresOf, splitPaths } from './listing.ts';
import type { Listing, ListingOptions, Measures } from './listing-types.ts';
import { detailsIn, isVanished, kindOf } from './node-details.ts';

/**
 * Lists folders with calls that hold up the thread, which is several times as quick as waiting for each: for a program
 * that has nothing else to do.
 */
export const blockingListing: QuickListing = {
  from: 0,
  open: (options) => Promise.resolve(blockingLister(options)),
};

function blockingLister(options: ListingOptions): FolderLister {
  const list = listBlocking(options);
  const measure = measureBlocking(options);
  return {
    parallel: 1,
    list: (folders) => Promise.resolve([...list(folders)]),
    measure: (paths) => Promise.resolve(measure(paths)),
    close: () => undefined,
  };
}

/** `list` of a thread, piece by piece, so that it can hand each on. */
export function listBlocking(options: ListingOptions): (folders: readonly string[]) => Generator<Listing> {
  const builder = createListingBuilder(options);
  return function* list(folders) {
    for (const folder of folders) {
      builder.add(folder, itemsOf(folder === '' ? options.root : join(options.root, folder)));
      yield* builder.take({ rest: false });
    }
    yield* builder.take({ rest: true });
  };
}

/** `measure` of a thread. */
export function measureBlocking({ root }: ListingOptions): (paths: string) => Measures {
  return (paths) => measuresOf(splitPaths(paths).map((path) => detailsOf(join(root, path))));
}

function itemsOf(place: string): FolderItem[] | undefined {
  try {
    return readdirSync(place, { withFileTypes: true }).map((item) => ({
      name: item.name,
      kind: kindOf(item),
    }));
  } catch {
    return undefined;
  }
}

function detailsOf(path: string): PathDetails | 'unknown' | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && detailsIn(stats);
  } catch (error) {
    return isVanished(error) ? undefined : 'unknown';
  }
}
