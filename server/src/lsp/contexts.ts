import type { ContextSnapshot } from '../context/types.ts';
import { createContextStore } from '../workspace/context-store.ts';
import type { FileEvent } from '../workspace/context-store.ts';
import { relativeTo } from '../workspace/files.ts';
import type { LoadedContext } from '../workspace/load-context.ts';
import type { Disk } from './runtime.ts';
import type { Settings } from './settings.ts';

/** What is known of a document's build context. */
export interface KnownContext {
  readonly snapshot: ContextSnapshot | undefined;
  /** The place of its root, as in a {@link Disk}. */
  readonly root: string | undefined;
}

/** The build contexts of open documents. */
export interface Contexts {
  /** What is loaded so far; the first question starts the loading. */
  of(uri: string): KnownContext;
  /** Loads a document's context again, whose root may be another now. */
  readonly reload: (uri: string) => void;
  invalidate(events: readonly FileEvent[]): void;
  forget(uri: string): void;
  dispose(): void;
}

/** What loading needs to know of the documents. */
export interface ContextsOptions {
  readonly disk: Disk | undefined;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  readonly settings: (uri: string) => Promise<Settings>;
  /** What the document's instructions copy from the context, as they name it. */
  readonly sources: (uri: string) => Promise<readonly string[]>;
  readonly onLoaded: (uri: string, loaded: LoadedContext) => void;
}

const NOTHING: KnownContext = { snapshot: undefined, root: undefined };

/** Makes a store keyed by document. Documents that are on no disk have no context. */
export function createContexts({ disk, folders, settings, sources, onLoaded }: ContextsOptions): Contexts {
  if (disk === undefined) {
    const nothing = (): void => undefined;
    return { of: () => NOTHING, reload: nothing, invalidate: nothing, forget: nothing, dispose: nothing };
  }
  const { files } = disk;
  /** The document that a place was asked for with: a client may write the same place in several ways. */
  const uris = new Map<string, string>();
  const roots = new Map<string, string>();

  const load = async (dockerfile: string, signal: AbortSignal): Promise<LoadedContext | undefined> => {
    const uri = uris.get(dockerfile) ?? disk.uriOf(dockerfile);
    const [{ maxFiles }, copied] = await Promise.all([settings(uri), sources(uri)]);
    const { loadContext, locateContext } = await import('./context-loading.ts');
    const workspaceRoot = innermost(folders(), dockerfile);
    const { root } = await locateContext(files, { dockerfile, workspaceRoot, sources: copied });
    const label = workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, root);
    return loadContext(files, { root, dockerfile, label, signal, maxFiles });
  };

  const store = createContextStore({
    load,
    onLoaded: (dockerfile, loaded) => {
      roots.set(dockerfile, loaded.root);
      onLoaded(uris.get(dockerfile) ?? disk.uriOf(dockerfile), loaded);
    },
  });

  return {
    of: (uri) => {
      const place = disk.placeOf(uri);
      if (place === undefined) {
        return NOTHING;
      }
      uris.set(place, uri);
      const snapshot = store.get(place);
      return { snapshot, root: snapshot === undefined ? undefined : roots.get(place) };
    },
    reload: (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        store.reload(place);
      }
    },
    invalidate: (events) => {
      store.invalidate(events);
    },
    forget: (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        store.forget(place);
        uris.delete(place);
        roots.delete(place);
      }
    },
    dispose: () => {
      store.dispose();
    },
  };
}

function innermost(folders: readonly string[], place: string): string | undefined {
  return folders
    .filter((folder) => relativeTo(folder, place) !== undefined)
    .reduce<string | undefined>(
      (best, folder) => (folder.length > (best?.length ?? 0) ? folder : best),
      undefined,
    );
}
