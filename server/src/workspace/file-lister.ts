import { join } from './files.ts';
import type { FileSystem, FolderLister } from './files.ts';
import { createListingBuilder } from './listing.ts';
import type { ListingOptions } from './listing.ts';

/** Lists folders through a file system's own calls: for small trees, and where nothing quicker is to be had. */
export function fileLister(files: FileSystem, options: ListingOptions): FolderLister {
  const { root } = options;
  let closed = false;
  return {
    parallel: 2,
    list: async (folders) => {
      const all = await Promise.all(
        folders.map((folder) => files.list(folder === '' ? root : join(root, folder), { details: true })),
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
    close: () => {
      closed = true;
    },
  };
}
