import type { ContextChoice } from '../context/location/types.ts';
import { prepareSelections } from '../context/prepare-selections.ts';
import { isSameElsewhere, isSameSnapshot } from '../context/same-snapshot.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { ComposeFacts } from '../ports/types.ts';
import { createContextStore } from '../workspace/context-store.ts';
import type { ContextStoreOptions, LoadRequest } from '../workspace/context-store.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { nameOf, relativeTo } from '../workspace/files.ts';
import type { FileSystem } from '../workspace/files.ts';
import { isNeverSeen } from '../workspace/tree/never-entered.ts';
import { loadContext } from '../workspace/load-context.ts';
import type { LoadedContext } from '../workspace/load-context.ts';
import { locateContext } from '../workspace/locate/locate-context.ts';
import type { Located } from '../workspace/locate/locate-context.ts';
import { oneAtATime } from '../workspace/one-at-a-time.ts';
import { withOpenTexts } from '../workspace/open-texts.ts';
import { patchContext } from '../workspace/patch-context.ts';
import { isProjectFile } from '../workspace/project-files.ts';
import { inSlices, turn } from '../workspace/slices.ts';
import type { ContextClues } from './copied-sources.ts';
import { createTypedClues, type TypedCluesOptions } from './typed-clues.ts';
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
export interface ContextsOptions {
  readonly disk: Disk | undefined;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** The texts of the open documents by their places. */
  readonly openTexts: () => ReadonlyMap<string, string>;
  readonly settings: (uri: string) => Promise<Settings>;
  /** What the document's text says of its context. */
  readonly clues: (uri: string) => Promise<ContextClues>;
  /** The id of the candidate that a person picked. */
  readonly picked: (uri: string) => string | undefined;
  /** A context was looked at; `isNew` when it is another than before. */
  readonly onLoaded: (uri: string, loaded: LoadedContext, isNew: boolean) => void;
  /** What stands around the Dockerfiles was looked at; `isNew` when any of it is not what it was. */
  readonly onRelocated: (isNew: boolean) => void;
  /** A sentence about what is not looked at. */
  readonly onNote: (uri: string, note: string) => void;
  readonly later: TypedCluesOptions['later'];
}

/** How long typing in a Compose file may go on before it is read again, in milliseconds. */
const PAUSE = 30;

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
      relocate: nothing,
      typed: nothing,
      invalidate: nothing,
      retype: nothing,
      forget: nothing,
    };
  }
  const { files } = disk;
  const asSeen = (): FileSystem => withOpenTexts(files, options.openTexts());
  /** The document that a place was asked for with: a client may write the same place in several ways. */
  const uris = new Map<string, string>();
  const roots = new Map<string, string>();
  const surroundings = new WeakMap<ContextSnapshot, Surroundings>();
  /** Counts what happened to the files around the Dockerfiles, and to what those name: what was read before is of no use. */
  let revision = 0;

  const withinFolders = (path: string): string => relativeTo(innermost(folders(), path) ?? '', path) ?? path;

  const uriOf = (dockerfile: string): string => uris.get(dockerfile) ?? disk.uriOf(dockerfile);

  /** Asks a snapshot ahead what the document will ask of it, so that no edit waits for the first answers. */
  const prepare = async (
    dockerfile: string,
    snapshot: ContextSnapshot,
    signal?: AbortSignal,
  ): Promise<void> => {
    const { reads } = await clues(uriOf(dockerfile));
    await inSlices(prepareSelections(snapshot, reads), signal);
  };

  const locate = async (dockerfile: string): Promise<Located> => {
    const uri = uriOf(dockerfile);
    const [{ context: setting }, found] = await Promise.all([settings(uri), clues(uri)]);
    texts.used(dockerfile, found);
    const located = await locateContext(asSeen(), {
      dockerfile,
      workspaceRoot: innermost(folders(), dockerfile),
      setting,
      picked: options.picked(uri),
      ...found,
    });
    for (const note of located.notes) {
      options.onNote(uri, note);
    }
    return located;
  };

  const load = async (dockerfile: string, request: LoadRequest): Promise<LoadedContext | undefined> => {
    const asOf = revision;
    const { maxFiles } = await settings(uriOf(dockerfile));
    // What is asked of a document that was just opened waits for its settings, too, and is answered first.
    await turn();
    const located = await locate(dockerfile);
    // Not sooner: the signal is made when it is first asked for, and what was asked of the server is not to wait for that.
    const { signal, previous, onEarly } = request;
    const workspaceRoot = innermost(folders(), dockerfile);
    const { root, reason, choice, compose, elsewhere } = located;
    const around: Surroundings = { choice, compose };
    const label = workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, root);
    const names: { handedOut?: Promise<void> } = {};
    const loaded = await loadContext(asSeen(), {
      root,
      dockerfile,
      label,
      reason,
      named: choice.named,
      elsewhere,
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
    if (asOf !== revision) {
      askAgain([dockerfile]);
    }
    const { snapshot } = loaded;
    if (
      previous?.root === root &&
      isSame(surroundings.get(previous.snapshot), around) &&
      (await inSlices(isSameSnapshot(previous.snapshot, snapshot), signal)) === true
    ) {
      return previous;
    }
    surroundings.set(snapshot, around);
    await prepare(dockerfile, snapshot, signal);
    return loaded;
  };

  const patch: ContextStoreOptions['patch'] = async (dockerfile, loaded, paths) => {
    // A Compose file may lie in the context: what it says and that it changed are drawn together.
    await relocation.settled();
    const patched = await patchContext(asSeen(), loaded, paths);
    if (patched !== undefined && patched !== loaded) {
      const around = surroundings.get(loaded.snapshot);
      if (around !== undefined) {
        surroundings.set(patched.snapshot, around);
      }
      await prepare(dockerfile, patched.snapshot);
    }
    return patched;
  };

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
    const isNew = !isSame(surroundings.get(snapshot), { choice, compose });
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
    clues: (dockerfile) => clues(uriOf(dockerfile)),
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
      if (events.some(({ path }) => isProjectFile(nameOf(path)) && !isNeverSeen(withinFolders(path)))) {
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

/** What the files around a Dockerfile say of its build. */
type Surroundings = Pick<KnownContext, 'compose'> & { readonly choice: ContextChoice };

/** Who writes a path anew has none for a moment. No context that was found by what a text copies is left for that before it is saved. */
function isMerelyRewritten(before: ContextChoice | undefined, { chosen, picked }: ContextChoice): boolean {
  return before?.chosen.kind === 'sources' && chosen.kind === 'own' && picked === 'no';
}

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
