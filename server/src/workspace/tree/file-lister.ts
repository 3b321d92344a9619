import { join } from '../files.ts';
import type { FileSystem, FolderLister, PathDetails } from '../files.ts';
import { createListingBuilder, measuresOf, splitPaths } from './listing.ts';
import type { ListingOptions } from './listing-types.ts';

/** Calls for sizes in flight at a time. */
const BATCH = 64;

/** Lists folders through a file system's own calls: for small trees, and where nothing quicker is to be had. */
export function fileLister(files: FileSystem, options: ListingOptions): FolderLister {
  const { root } = options;
  const detailsOf = files.details ?? (() => Promise.resolve('unknown' as const));
  let closed = false;
  return {
    parallel: 2,
    list: async (folders) => {
      const all = await Promise.all(
        folders.map((folder) => files.list(folder === '' ? root : join(root, folder))),
      );
      if (closed) {
        return undefined;
      }
      const builder = createListingBuilder(options);
      for (const [index, folder] of folders.entries()) {
        builder.add(folder, all[index]);
      }
      return builder.take({ rest: true });
    },
    measure: async (paths) => {
      const all = splitPaths(paths);
      const found: (PathDetails | 'unknown' | undefined)[] = [];
      for (let start = 0; start < all.length && !closed; start += BATCH) {
        const batch = all.slice(start, start + BATCH);
        found.push(...(await Promise.all(batch.map((path) => detailsOf(join(root, path))))));
      }
      return closed ? undefined : measuresOf(found);
    },
    close: () => {
      closed = true;
    },
  };
}
