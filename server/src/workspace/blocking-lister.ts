import { lstatSync, readdirSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from './files.ts';
import type { FolderItem, FolderLister, QuickListing } from './files.ts';
import { createListingBuilder } from './listing.ts';
import type { Listing, ListingBuilder, ListingOptions } from './listing.ts';
import { isVanished, itemOf, kindOf } from './node-files.ts';

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
  return {
    parallel: 1,
    list: (folders) => Promise.resolve([...list(folders)]),
    close: () => undefined,
  };
}

/** The same, piece by piece: `list` of a thread that hands each on. */
export function listBlocking(options: ListingOptions): (folders: readonly string[]) => Generator<Listing> {
  const builder = createListingBuilder(options);
  return function* list(folders) {
    for (const folder of folders) {
      builder.add(folder, itemsOf(builder, folder === '' ? options.root : join(options.root, folder)));
      yield* builder.take({ rest: false });
    }
    yield* builder.take({ rest: true });
  };
}

function itemsOf(builder: ListingBuilder, place: string): FolderItem[] | undefined {
  let names: string[];
  try {
    names = readdirSync(place);
  } catch {
    return undefined;
  }
  const items: FolderItem[] = [];
  for (const name of names) {
    const path = join(place, name);
    const stats = statsOf(path);
    if (stats === 'unknown') {
      builder.note(`${place}: sizes could not be read.`);
      return itemsWithoutDetails(place);
    }
    if (stats !== undefined) {
      items.push(itemOf(name, stats));
    }
  }
  return items;
}

/** Undefined when nothing is there any more, `unknown` for a folder that may be listed but not looked into. */
function statsOf(path: string): Stats | 'unknown' | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return isVanished(error) ? undefined : 'unknown';
  }
}

function itemsWithoutDetails(place: string): FolderItem[] | undefined {
  try {
    return readdirSync(place, { withFileTypes: true }).map((item) => ({
      name: item.name,
      kind: kindOf(item),
    }));
  } catch {
    return undefined;
  }
}
