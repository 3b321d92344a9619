import { sameContext } from '../context/same-context.ts';
import type { FileSystem } from '../workspace/files.ts';
import { relativeTo } from '../workspace/files.ts';
import type { LoadedContext, LoadOptions } from '../workspace/load-context.ts';
import { loadContext, readIgnore } from '../workspace/load-context.ts';

/** Loads a build context; undefined where it can't be read. */
export type LoadContext = (options: LoadOptions) => Promise<LoadedContext | undefined>;

/**
 * Loads each context of a run once, however many Dockerfiles are built with it: a repository whose Dockerfiles are built from
 * its root would be walked through for each of them. One with an ignore file of its own has a context of its own.
 */
export function sharedContexts(files: FileSystem): LoadContext {
  const loading = new Map<string, Promise<LoadedContext | undefined>>();
  return async (options) => {
    const { root, dockerfile, maxFiles } = options;
    const ignore = await readIgnore(files, root, dockerfile);
    const key = JSON.stringify([root, ignore?.path, maxFiles]);
    const once = loading.get(key) ?? loadContext(files, options);
    loading.set(key, once);
    const loaded = await once;
    return loaded && seenFrom(loaded, options);
  };
}

/** The same context, for another Dockerfile and for other reasons. What is found out about it is shared as well. */
function seenFrom(
  loaded: LoadedContext,
  { dockerfile, reason, named, elsewhere }: LoadOptions,
): LoadedContext {
  const inside = relativeTo(loaded.root, dockerfile);
  const snapshot = { ...loaded.snapshot, dockerfile: inside, reason, named, elsewhere };
  sameContext(snapshot, loaded.snapshot);
  return { ...loaded, snapshot };
}
