import { isSameElsewhere } from '../../context/same-snapshot.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { createContextStore } from '../../workspace/context-store.ts';
import type { FileEvent } from '../../workspace/event-effect.ts';
import { relativeTo } from '../../workspace/files.ts';
import { innermost } from '../../workspace/innermost.ts';
import type { LoadedContext } from '../../workspace/load-context.ts';
import { oneAtATime } from '../../workspace/one-at-a-time.ts';
import { withOpenTexts } from '../../workspace/open-texts.ts';
import { isProjectFile } from '../../workspace/project-files.ts';
import { isNeverSeen } from '../../workspace/tree/never-entered.ts';
import type { Disk } from '../runtime.ts';
import { createLoader, type LoaderDocuments } from './loader.ts';
import { isMerelyRewritten, isSameAround, type Surroundings } from './surroundings.ts';
import { createTypedClues, type TypedCluesOptions } from './typed-clues.ts';

/** What is known of a document's build context. */
export interface KnownContext {
  readonly snapshot: ContextSnapshot | undefined;
  /** The place of its root, as in a {@link Disk}. */
  readonly root: string | undefined;
  /** Undefined while nothing is loaded. */
  readonly choice: Surroundings['choice'] | undefined;
  readonly compose: Surroundings['compose'];
}

/** The build contexts of open documents. */
export interface Contexts {
  /** What is loaded so far; the first question starts the loading. */
  of(uri: string): KnownContext;
  /** Resolves when what `of` tells is all there is: at once for a document on no disk. Never rejects. */
  ready(uri: string): Promise<void>;
  /** Loads a document's context again, whose root may be another now. */
  readonly reload: (uri: string) => void;
  /**
   * The text of an open Compose file is another now. What the files around the Dockerfiles say of their builds is read
   * again; a context is loaded again only where that leads to another one.
   */
  relocate(): void;
  /**
   * The text of a document is another one now. Its context is looked for again once nobody types for a moment, if the text names other
   * files by then.
   */
  readonly typed: (uri: string) => void;
  invalidate(events: readonly FileEvent[]): void;
  /** The texts of open files are other ones now, or those on disk count again. */
  readonly retype: (events: readonly FileEvent[]) => void;
  forget(uri: string): void;
}

/** What loading needs to know of the documents. */
export interface ContextsOptions extends LoaderDocuments {
  readonly disk: Disk | undefined;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** The texts of the open documents by their places. */
  readonly openTexts: () => ReadonlyMap<string, string>;
  /** A context was looked at; `isNew` when it is another than before. */
  readonly onLoaded: (uri: string, loaded: LoadedContext, isNew: boolean) => void;
  /** What stands around the Dockerfiles was looked at; `isNew` when any of it is not what it was. */
  readonly onRelocated: (isNew: boolean) => void;
  readonly later: TypedCluesOptions['later'];
}

/** How long typing in a Compose file may go on before it is read again, in milliseconds. */
const PAUSE = 30;

const NOTHING: KnownContext = { snapshot: undefined, root: undefined, choice: undefined, compose: undefined };

/** Makes a store keyed by document. Documents that are on no disk have no context. */
export function createContexts(options: ContextsOptions): Contexts {
  return options.disk === undefined ? NO_CONTEXTS : contextsOn(options.disk, options);
}

const nothing = (): void => undefined;

const NO_CONTEXTS: Contexts = {
  of: () => NOTHING,
  ready: () => Promise.resolve(),
  reload: nothing,
  relocate: nothing,
  typed: nothing,
  invalidate: nothing,
  retype: nothing,
  forget: nothing,
};

function contextsOn(disk: Disk, options: ContextsOptions): Contexts {
  const { folders } = options;
  /** The document that a place was asked for with: a client may write the same place in several ways. */
  const uris = new Map<string, string>();
  const roots = new Map<string, string>();
  const surroundings = new WeakMap<ContextSnapshot, Surroundings>();
  /** Counts what happened to the files around the Dockerfiles, and to what those name. */
  let revision = 0;

  const withinFolders = (path: string): string => relativeTo(innermost(folders(), path) ?? '', path) ?? path;

  const uriOf = (dockerfile: string): string => uris.get(dockerfile) ?? disk.uriOf(dockerfile);

  const { locate, load, patch } = createLoader({
    documents: options,
    files: () => withOpenTexts(disk.files, options.openTexts()),
    folders,
    uriOf,
    surroundings,
    onLocated: (dockerfile, clues) => {
      texts.used(dockerfile, clues);
    },
    revision: () => revision,
    onOutdated: (dockerfile) => {
      askAgain([dockerfile]);
    },
  });

  /** Reads again what stands around a Dockerfile whose context is loaded. Returns whether that is anything new. */
  const relocated = async (dockerfile: string): Promise<boolean> => {
    if (store.get(dockerfile) === undefined) {
      // What is being loaded asks for this itself when it is too old.
      return false;
    }
    const { root, reason, choice, compose, elsewhere } = await locate(dockerfile);
    const snapshot = uris.has(dockerfile) ? store.get(dockerfile) : undefined;
    if (snapshot === undefined || isMerelyRewritten(surroundings.get(snapshot)?.choice, choice)) {
      return false;
    }
    if (
      root !== roots.get(dockerfile) ||
      reason !== snapshot.reason ||
      choice.named !== snapshot.named ||
      !isSameElsewhere(elsewhere, snapshot.elsewhere)
    ) {
      store.reload(dockerfile);
      return false;
    }
    const isNew = !isSameAround(surroundings.get(snapshot), { choice, compose });
    if (isNew) {
      surroundings.set(snapshot, { choice, compose });
    }
    return isNew;
  };

  const waiting = new Set<string>();
  const relocation = oneAtATime(
    async () => {
      const asked = [...waiting].filter((dockerfile) => uris.has(dockerfile));
      waiting.clear();
      let isNew = false;
      for (const dockerfile of asked) {
        isNew = (await relocated(dockerfile).catch(() => false)) || isNew;
      }
      options.onRelocated(isNew);
    },
    () =>
      new Promise((resolve) => {
        setTimeout(resolve, PAUSE);
      }),
  );

  const askAgain = (dockerfiles: Iterable<string>): void => {
    for (const dockerfile of dockerfiles) {
      waiting.add(dockerfile);
    }
    relocation.ask();
  };

  const relocate = (dockerfiles: Iterable<string> = uris.keys()): void => {
    revision++;
    askAgain(dockerfiles);
  };

  const texts = createTypedClues({
    clues: (dockerfile) => options.clues(uriOf(dockerfile)),
    onOther: (dockerfile) => {
      relocate([dockerfile]);
    },
    later: options.later,
  });

  /** Whether every context was read with this text of an open file: somebody has merely looked at it. */
  const isAsRead = (path: string, text: string | undefined): boolean =>
    text !== undefined &&
    [...uris.keys()].every((dockerfile) => {
      const snapshot = store.get(dockerfile);
      const inside = relativeTo(roots.get(dockerfile) ?? '', path) ?? path;
      const known = snapshot?.ignore?.path === inside ? snapshot.ignore.text : snapshot?.texts.get(inside);
      return known === text;
    });

  const store = createContextStore({
    load,
    patch: async (dockerfile, loaded, paths) => {
      // A Compose file may lie in the context: what it says and that it changed are drawn together.
      await relocation.settled();
      return patch(dockerfile, loaded, paths);
    },
    rest: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
    onLoaded: (dockerfile, loaded, isNew) => {
      roots.set(dockerfile, loaded.root);
      options.onLoaded(uriOf(dockerfile), loaded, isNew);
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
    relocate: () => {
      relocate();
    },
    typed: (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        texts.typed(place);
      }
    },
    invalidate: (events) => {
      // A Compose file far from a context may still say which one it is.
      if (events.some(({ path }) => isProjectFile(path) && !isNeverSeen(withinFolders(path)))) {
        relocate();
      }
      store.invalidate(events);
    },
    retype: (events) => {
      const opened = options.openTexts();
      const others = events.filter(({ path }) => !isAsRead(path, opened.get(path)));
      if (others.length > 0) {
        store.invalidate(others);
      }
    },
    forget: (uri) => {
      const place = disk.placeOf(uri);
      if (place !== undefined) {
        store.forget(place);
        texts.forget(place);
        uris.delete(place);
        roots.delete(place);
      }
    },
  };
}
