import type { ContextChoice } from '../context/location/candidates.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { createContextStore } from '../workspace/context-store.ts';
import type { FileEvent } from '../workspace/context-store.ts';
import { nameOf, relativeTo } from '../workspace/files.ts';
import type { LoadedContext } from '../workspace/load-context.ts';
import { isProjectFile } from '../workspace/project-files.ts';
import type { ContextClues } from './copied-sources.ts';
import type { Disk } from './runtime.ts';
import type { Settings } from './settings.ts';

/** What is known of a document's build context. */
export interface KnownContext {
  readonly snapshot: ContextSnapshot | undefined;
  /** The place of its root, as in a {@link Disk}. */
  readonly root: string | undefined;
  /** Why it is that one, what else it could be, and how it is built; undefined while nothing is loaded. */
  readonly choice: ContextChoice | undefined;
}

/** The build contexts of open documents. */
export interface Contexts {
  /** What is loaded so far; the first question starts the loading. */
  of(uri: string): KnownContext;
  /** Resolves when what `of` tells is all there is: at once for a document on no disk. Never rejects. */
  ready(uri: string): Promise<void>;
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
  /** What the document's text says of its context. */
  readonly clues: (uri: string) => Promise<ContextClues>;
  /** The id of the candidate that a person picked. */
  readonly picked: (uri: string) => string | undefined;
  readonly onLoaded: (uri: string, loaded: LoadedContext) => void;
}

const NOTHING: KnownContext = { snapshot: undefined, root: undefined, choice: undefined };

/** Makes a store keyed by document. Documents that are on no disk have no context. */
export function createContexts(options: ContextsOptions): Contexts {
  const { disk, folders, settings, clues, onLoaded } = options;
  if (disk === undefined) {
    const nothing = (): void => undefined;
    return {
      of: () => NOTHING,
      ready: () => Promise.resolve(),
      reload: nothing,
      invalidate: nothing,
      forget: nothing,
      dispose: nothing,
    };
  }
  const { files } = disk;
  /** The document that a place was asked for with: a client may write the same place in several ways. */
  const uris = new Map<string, string>();
  const roots = new Map<string, string>();
  const choices = new WeakMap<ContextSnapshot, ContextChoice>();

  const load = async (dockerfile: string, signal: AbortSignal): Promise<LoadedContext | undefined> => {
    const uri = uris.get(dockerfile) ?? disk.uriOf(dockerfile);
    const [{ maxFiles, context: setting }, found] = await Promise.all([settings(uri), clues(uri)]);
    const { loadContext, locateContext } = await import('./context-loading.ts');
    const workspaceRoot = innermost(folders(), dockerfile);
    const picked = options.picked(uri);
    const located = await locateContext(files, { dockerfile, workspaceRoot, setting, picked, ...found });
    const { root, reason, choice } = located;
    const label = workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, root);
    const loaded = await loadContext(files, { root, dockerfile, label, signal, maxFiles });
    if (loaded === undefined) {
      return undefined;
    }
    const snapshot: ContextSnapshot = { ...loaded.snapshot, reason };
    choices.set(snapshot, choice);
    return { ...loaded, snapshot };
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
      return snapshot === undefined
        ? NOTHING
        : { snapshot, root: roots.get(place), choice: choices.get(snapshot) };
    },
    ready: async (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        uris.set(place, uri);
        await store.ready(place);
      }
    },
    reload: (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        store.reload(place);
      }
    },
    invalidate: (events) => {
      store.invalidate(events);
      // A Compose file far from a context may still say which one it is.
      if (events.some(({ path }) => isProjectFile(nameOf(path)))) {
        for (const place of uris.keys()) {
          store.reload(place);
        }
      }
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

/** The innermost of the folders that hold a place. */
export function innermost(folders: readonly string[], place: string): string | undefined {
  return folders
    .filter((folder) => relativeTo(folder, place) !== undefined)
    .reduce<string | undefined>(
      (best, folder) => (folder.length > (best?.length ?? 0) ? folder : best),
      undefined,
    );
}
