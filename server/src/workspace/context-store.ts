import { indexOf } from '../context/snapshot-index.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { effectOf } from './event-effect.ts';
import type { EventEffect, FileEvent } from './event-effect.ts';
import type { LoadedContext } from './load-context.ts';

/** How a context is loaded. */
export interface LoadRequest {
  readonly signal: AbortSignal;
  /** What is known of it. A load that finds the same returns the same object. */
  readonly previous: LoadedContext | undefined;
  /** Takes what is known before all is; nothing is shown twice, so it is of use for the first load alone. */
  readonly onEarly: (loaded: LoadedContext) => void;
}

/** What a store needs of its surroundings. */
export interface ContextStoreOptions {
  /** Loads the context of a Dockerfile; undefined when aborted. A rejection counts as nothing loaded. */
  readonly load: (dockerfile: string, request: LoadRequest) => Promise<LoadedContext | undefined>;
  /**
   * Looks at some files again, by paths relative to the root; the same object when nothing differs, undefined when the
   * context has to be loaded again. A rejection counts as that.
   */
  readonly patch: (
    dockerfile: string,
    loaded: LoadedContext,
    paths: readonly string[],
  ) => Promise<LoadedContext | undefined>;
  /** Called when a context was looked at. Where it is another than before, what was drawn is drawn again. */
  readonly onLoaded: (dockerfile: string, loaded: LoadedContext, isNew: boolean) => void;
  /** Resolves after some milliseconds. */
  readonly rest: (milliseconds: number) => Promise<void>;
}

/** The contexts of the open Dockerfiles, each loaded once and again when its files change. */
export interface ContextStore {
  /** What is loaded so far, possibly of a moment ago, or undefined; the first question starts the loading. */
  get(dockerfile: string): ContextSnapshot | undefined;
  /** Resolves when nothing is being loaded for this Dockerfile; it starts the loading as `get` does. Never rejects. */
  ready(dockerfile: string): Promise<void>;
  /** Looks again at each context that the events may have changed. The caller gathers bursts of events. */
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
  /** Of the work under way. */
  working: AbortController | undefined;
  /** Resolves when that work has ended, or another has begun. */
  settled: Promise<void>;
  /** True while nothing is loaded merely because files came or went. */
  resting: boolean;
  /** What happened meanwhile; `much` when that is too much to be kept apart, or can't be patched. */
  missed: FileEvent[] | 'much';
}

/** Events that are kept apart. */
const MAX_MISSED = 1000;

/** After a walk that files asked for, this many times as long passes before the next: a busy folder costs no more. */
const REST = 3;

/** Makes an empty store. */
export function createContextStore({ load, patch, onLoaded, rest }: ContextStoreOptions): ContextStore {
  const held = new Map<string, Held>();

  /** Does one thing at a time for a Dockerfile: what is under way is given up. */
  const work = (
    dockerfile: string,
    entry: Held,
    run: (working: AbortController) => Promise<LoadedContext | undefined>,
  ): void => {
    entry.working?.abort();
    const working = new AbortController();
    entry.working = working;
    entry.settled = run(working)
      .catch(() => undefined)
      .then((loaded) => {
        if (entry.working !== working || working.signal.aborted) {
          return;
        }
        entry.working = undefined;
        if (loaded !== undefined) {
          take(dockerfile, entry, loaded);
        }
        catchUp(dockerfile, entry);
      });
  };

  const take = (dockerfile: string, entry: Held, loaded: LoadedContext): void => {
    const isNew = entry.loaded !== loaded;
    entry.loaded = loaded;
    onLoaded(dockerfile, loaded, isNew);
  };

  const start = (dockerfile: string, entry: Held): void => {
    entry.missed = [];
    work(dockerfile, entry, (working) =>
      load(dockerfile, {
        // Node makes a signal when it is first asked for, which takes as long as a rule does.
        get signal() {
          return working.signal;
        },
        previous: entry.loaded,
        onEarly: (loaded) => {
          if (!working.signal.aborted && entry.loaded === undefined) {
            take(dockerfile, entry, loaded);
          }
        },
      }),
    );
  };

  const startThenRest = (dockerfile: string, entry: Held): void => {
    const begin = performance.now();
    start(dockerfile, entry);
    entry.resting = true;
    void entry.settled
      .then(() => rest((performance.now() - begin) * REST))
      .then(() => {
        entry.resting = false;
        if (held.get(dockerfile) === entry) {
          catchUp(dockerfile, entry);
        }
      });
  };

  const lookAgain = (
    dockerfile: string,
    entry: Held,
    loaded: LoadedContext,
    paths: readonly string[],
  ): void => {
    work(dockerfile, entry, async ({ signal }) => {
      const patched = await patch(dockerfile, loaded, paths).catch(() => undefined);
      if (patched === undefined && !signal.aborted) {
        entry.missed = 'much';
      }
      if (patched === undefined || patched === loaded) {
        return undefined;
      }
      const { ignore } = indexOf(patched.snapshot);
      if (paths.every((path) => ignore.leavesOut(path)) && !signal.aborted) {
        // A log that grows outside the image is no reason to draw anything again.
        entry.loaded = patched;
        return undefined;
      }
      return patched;
    });
  };

  const happened = (dockerfile: string, entry: Held, events: readonly FileEvent[] | 'much'): void => {
    const { loaded } = entry;
    const { kind, paths } = events === 'much' ? MUCH : effectOf(dockerfile, loaded, events);
    if (kind === 'load now') {
      start(dockerfile, entry);
    } else if (entry.working !== undefined || (entry.resting && kind === 'load')) {
      // A walk of a busy folder would never end if each event began it anew.
      const all = events === 'much' || entry.missed === 'much' ? undefined : [...entry.missed, ...events];
      entry.missed = all === undefined || all.length > MAX_MISSED ? 'much' : all;
    } else if (kind === 'load') {
      startThenRest(dockerfile, entry);
    } else if (kind === 'patch' && loaded !== undefined) {
      lookAgain(dockerfile, entry, loaded, paths);
    }
  };

  const catchUp = (dockerfile: string, entry: Held): void => {
    const { missed } = entry;
    if (missed.length > 0 && entry.working === undefined) {
      entry.missed = [];
      happened(dockerfile, entry, missed);
    }
  };

  const forget = (dockerfile: string): void => {
    held.get(dockerfile)?.working?.abort();
    held.delete(dockerfile);
  };

  const ask = (dockerfile: string): Held => {
    let entry = held.get(dockerfile);
    if (entry === undefined) {
      entry = {
        loaded: undefined,
        working: undefined,
        settled: Promise.resolve(),
        resting: false,
        missed: [],
      };
      held.set(dockerfile, entry);
      start(dockerfile, entry);
    }
    return entry;
  };

  return {
    get: (dockerfile) => ask(dockerfile).loaded?.snapshot,
    ready: async (dockerfile) => {
      for (let entry: Held | undefined = ask(dockerfile); entry?.working; entry = held.get(dockerfile)) {
        await entry.settled;
      }
    },
    invalidate: (events) => {
      for (const [dockerfile, entry] of held) {
        happened(dockerfile, entry, events);
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

const MUCH: EventEffect = { kind: 'load', paths: [] };
