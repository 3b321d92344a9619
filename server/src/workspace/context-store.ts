import { isWantedText } from '../context/wanted-texts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { relativeTo } from './files.ts';
import type { LoadedContext } from './load-context.ts';

/** What a store needs of its surroundings. */
export interface ContextStoreOptions {
  /** Loads the context of a Dockerfile; undefined when aborted. A rejection counts as nothing loaded. */
  readonly load: (dockerfile: string, signal: AbortSignal) => Promise<LoadedContext | undefined>;
  /** Called when a snapshot has arrived, so that what was drawn without it is drawn again. */
  readonly onLoaded: (dockerfile: string, loaded: LoadedContext) => void;
}

/** What happened to a file. */
export interface FileEvent {
  readonly path: string;
  /** True when only its text changed: then most files don't matter, since a snapshot holds the texts of few. */
  readonly contentOnly?: boolean | undefined;
}

/** The contexts of the open Dockerfiles, each loaded once and again when its files change. Sets no timers. */
export interface ContextStore {
  /** What is loaded so far, possibly of a moment ago, or undefined; the first question starts the loading. */
  get(dockerfile: string): ContextSnapshot | undefined;
  /** Resolves when nothing is being loaded for this Dockerfile; it starts the loading as `get` does. Never rejects. */
  ready(dockerfile: string): Promise<void>;
  /** Loads again each context that the event may have changed. The caller gathers bursts of events. */
  invalidate(events: readonly FileEvent[]): void;
  /** Loads this Dockerfile's context again: its root may be another now. */
  reload(dockerfile: string): void;
  /** Drops a Dockerfile that was closed, and stops its loading. */
  forget(dockerfile: string): void;
  /** Drops everything. */
  dispose(): void;
}

interface Held {
  loaded: LoadedContext | undefined;
  /** Of the load under way. */
  loading: AbortController | undefined;
  /** Resolves when that load has ended, or another has begun. */
  settled: Promise<void>;
}

/** Makes an empty store. */
export function createContextStore({ load, onLoaded }: ContextStoreOptions): ContextStore {
  const held = new Map<string, Held>();

  const start = (dockerfile: string, entry: Held): void => {
    entry.loading?.abort();
    const controller = new AbortController();
    entry.loading = controller;
    entry.settled = load(dockerfile, controller.signal)
      .catch(() => undefined)
      .then((loaded) => {
        if (entry.loading !== controller || controller.signal.aborted) {
          return;
        }
        entry.loading = undefined;
        if (loaded !== undefined) {
          entry.loaded = loaded;
          onLoaded(dockerfile, loaded);
        }
      });
  };

  const forget = (dockerfile: string): void => {
    held.get(dockerfile)?.loading?.abort();
    held.delete(dockerfile);
  };

  const ask = (dockerfile: string): Held => {
    let entry = held.get(dockerfile);
    if (entry === undefined) {
      entry = { loaded: undefined, loading: undefined, settled: Promise.resolve() };
      held.set(dockerfile, entry);
      start(dockerfile, entry);
    }
    return entry;
  };

  return {
    get: (dockerfile) => ask(dockerfile).loaded?.snapshot,
    ready: async (dockerfile) => {
      for (let entry: Held | undefined = ask(dockerfile); entry?.loading; entry = held.get(dockerfile)) {
        await entry.settled;
      }
    },
    invalidate: (events) => {
      for (const [dockerfile, entry] of held) {
        if (events.some((event) => concerns(dockerfile, entry, event))) {
          start(dockerfile, entry);
        }
      }
    },
    reload: (dockerfile) => {
      const entry = held.get(dockerfile);
      if (entry !== undefined) {
        start(dockerfile, entry);
      }
    },
    forget,
    dispose: () => {
      for (const dockerfile of [...held.keys()]) {
        forget(dockerfile);
      }
    },
  };
}

/** Whether a snapshot could be another after the event. While nothing is loaded, any event may count. */
function concerns(dockerfile: string, { loaded }: Held, { path, contentOnly }: FileEvent): boolean {
  if (loaded === undefined || path === `${dockerfile}.dockerignore`) {
    return true;
  }
  const inside = relativeTo(loaded.root, path);
  if (inside === undefined) {
    return false;
  }
  const { snapshot } = loaded;
  for (let slash = inside.indexOf('/'); slash >= 0; slash = inside.indexOf('/', slash + 1)) {
    if (snapshot.closed.has(inside.slice(0, slash))) {
      return false;
    }
  }
  return (
    contentOnly !== true || snapshot.texts.has(inside) || isWantedText(inside, { besideRequirements: true })
  );
}
