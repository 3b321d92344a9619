import type { ContextChoice } from '../context/location/candidates.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { ComposeFacts } from '../ports/types.ts';
import { createContextStore } from '../workspace/context-store.ts';
import type { ContextStoreOptions, LoadRequest } from '../workspace/context-store.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { nameOf, relativeTo } from '../workspace/files.ts';
import { isNeverSeen } from '../workspace/never-entered.ts';
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
  /** The Compose services that build the image; undefined where there is none. */
  readonly compose: ComposeFacts | undefined;
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
  /** A context was looked at; `isNew` when it is another than before. */
  readonly onLoaded: (uri: string, loaded: LoadedContext, isNew: boolean) => void;
}

const NOTHING: KnownContext = { snapshot: undefined, root: undefined, choice: undefined, compose: undefined };

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
  const surroundings = new WeakMap<ContextSnapshot, Surroundings>();

  const withinFolders = (path: string): string => relativeTo(innermost(folders(), path) ?? '', path) ?? path;

  const uriOf = (dockerfile: string): string => uris.get(dockerfile) ?? disk.uriOf(dockerfile);

  /** Asks a snapshot ahead what the document will ask of it, so that no edit waits for the first answers. */
  const prepare = async (
    dockerfile: string,
    snapshot: ContextSnapshot,
    signal?: AbortSignal,
  ): Promise<void> => {
    const [{ inSlices, prepareSelections }, { reads }] = await Promise.all([
      import('./context-loading.ts'),
      clues(uriOf(dockerfile)),
    ]);
    await inSlices(prepareSelections(snapshot, reads), signal);
  };

  const load = async (dockerfile: string, request: LoadRequest): Promise<LoadedContext | undefined> => {
    const { signal, previous, onEarly } = request;
    const uri = uriOf(dockerfile);
    const [{ maxFiles, context: setting }, found] = await Promise.all([settings(uri), clues(uri)]);
    const loading = await import('./context-loading.ts');
    const workspaceRoot = innermost(folders(), dockerfile);
    const picked = options.picked(uri);
    const located = await loading.locateContext(files, {
      dockerfile,
      workspaceRoot,
      setting,
      picked,
      ...found,
    });
    const { root, reason, choice, compose } = located;
    const around: Surroundings = { choice, compose };
    const label = workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, root);
    const names: { handedOut?: Promise<void> } = {};
    const loaded = await loading.loadContext(files, {
      root,
      dockerfile,
      label,
      reason,
      signal,
      maxFiles,
      onNames:
        previous === undefined
          ? (early) => {
              surroundings.set(early.snapshot, around);
              names.handedOut = prepare(dockerfile, early.snapshot, signal).then(() => {
                onEarly(early);
              });
            }
          : undefined,
    });
    await names.handedOut;
    if (loaded === undefined || signal.aborted) {
      return undefined;
    }
    const { snapshot } = loaded;
    if (
      previous?.root === root &&
      isSame(surroundings.get(previous.snapshot), around) &&
      (await loading.inSlices(loading.isSameSnapshot(previous.snapshot, snapshot), signal)) === true
    ) {
      return previous;
    }
    surroundings.set(snapshot, around);
    await prepare(dockerfile, snapshot, signal);
    return loaded;
  };

  const patch: ContextStoreOptions['patch'] = async (dockerfile, loaded, paths) => {
    const { patchContext } = await import('./context-loading.ts');
    const patched = await patchContext(files, loaded, paths);
    if (patched !== undefined && patched !== loaded) {
      const around = surroundings.get(loaded.snapshot);
      if (around !== undefined) {
        surroundings.set(patched.snapshot, around);
      }
      await prepare(dockerfile, patched.snapshot);
    }
    return patched;
  };

  const store = createContextStore({
    load,
    patch,
    rest: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
    onLoaded: (dockerfile, loaded, isNew) => {
      roots.set(dockerfile, loaded.root);
      onLoaded(uriOf(dockerfile), loaded, isNew);
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
        : { ...NOTHING, snapshot, root: roots.get(place), ...surroundings.get(snapshot) };
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
      if (events.some(({ path }) => isProjectFile(nameOf(path)) && !isNeverSeen(withinFolders(path)))) {
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

/** What the files around a Dockerfile say of its build. */
type Surroundings = Pick<KnownContext, 'compose'> & { readonly choice: ContextChoice };

/** Whether two come to the same, as what they were read from does. */
function isSame(one: Surroundings | undefined, other: Surroundings): boolean {
  const textOf = (around: Surroundings | undefined): string | undefined =>
    JSON.stringify([around?.choice, around?.compose?.texts], (_key, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
  return textOf(one) === textOf(other);
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
