import { indexOf } from '../context/snapshot-index.ts';
import { effectOf } from './event-effect.ts';
import type { EventEffect, FileEvent } from './event-effect.ts';
import type { LoadedContext } from './load-context.ts';

/** The context of one Dockerfile, loaded and kept true. */
export interface HeldContext {
  /** What is loaded so far, possibly of a moment ago. */
  readonly loaded: () => LoadedContext | undefined;
  /** Resolves when the work under way has ended, or another has begun; undefined when nothing is under way. */
  readonly working: () => Promise<void> | undefined;
  /** Loads it anew: its root may be another now. */
  readonly load: () => void;
  /** Looks again if the events may have changed it. */
  readonly happened: (events: readonly FileEvent[]) => void;
  /** Stops the work under way; nothing is loaded from here on. */
  readonly close: () => void;
}

/** How a context is loaded. */
export interface LoadRequest {
  readonly signal: AbortSignal;
  /** What is known of it. A load that finds the same returns the same object. */
  readonly previous: LoadedContext | undefined;
  /** Takes what is known before all is; nothing is shown twice, so it is of use for the first load alone. */
  readonly onEarly: (loaded: LoadedContext) => void;
}

/** What holding contexts needs of its surroundings. */
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

/** Events that are kept apart. */
const MAX_MISSED = 1000;

/** After a walk that files asked for, this many times as long passes before the next: a busy folder costs no more. */
const REST = 3;

/** Holds nothing until it is told to load. */
export function holdContext(
  dockerfile: string,
  { load, patch, onLoaded, rest }: ContextStoreOptions,
): HeldContext {
  let loaded: LoadedContext | undefined;
  let working: AbortController | undefined;
  let settled = Promise.resolve();
  let isClosed = false;
  /** True while nothing is loaded merely because files came or went. */
  let resting = false;
  /** What happened meanwhile; `much` when that is too much to be kept apart, or can't be patched. */
  let missed: readonly FileEvent[] | 'much' = [];

  /** Does one thing at a time: what is under way is given up. */
  const work = (run: (own: AbortController) => Promise<LoadedContext | undefined>): void => {
    working?.abort();
    const own = new AbortController();
    working = own;
    settled = run(own)
      .catch(() => undefined)
      .then((found) => {
        if (working !== own || own.signal.aborted) {
          return;
        }
        working = undefined;
        if (found !== undefined) {
          take(found);
        }
        catchUp();
      });
  };

  const take = (found: LoadedContext): void => {
    const isNew = loaded !== found;
    loaded = found;
    onLoaded(dockerfile, found, isNew);
  };

  const start = (): void => {
    missed = [];
    work((own) =>
      load(dockerfile, {
        // Node makes a signal when it is first asked for, which takes as long as a rule does.
        get signal() {
          return own.signal;
        },
        previous: loaded,
        onEarly: (early) => {
          if (!own.signal.aborted && loaded === undefined) {
            take(early);
          }
        },
      }),
    );
  };

  const startThenRest = (): void => {
    const begin = performance.now();
    start();
    resting = true;
    void settled
      .then(() => rest((performance.now() - begin) * REST))
      .then(() => {
        resting = false;
        catchUp();
      });
  };

  const lookAgain = (known: LoadedContext, paths: readonly string[]): void => {
    work(async ({ signal }) => {
      const patched = await patch(dockerfile, known, paths).catch(() => undefined);
      if (patched === undefined && !signal.aborted) {
        missed = 'much';
      }
      if (patched === undefined || patched === known) {
        return undefined;
      }
      const { ignore } = indexOf(patched.snapshot);
      if (paths.every((path) => ignore.leavesOut(path)) && !signal.aborted) {
        // A log that grows outside the image is no reason to draw anything again.
        loaded = patched;
        return undefined;
      }
      return patched;
    });
  };

  const happened = (events: readonly FileEvent[] | 'much'): void => {
    const { kind, paths } = events === 'much' ? MUCH : effectOf(dockerfile, loaded, events);
    if (kind === 'load now') {
      start();
    } else if (working !== undefined || (resting && kind === 'load')) {
      // A walk of a busy folder would never end if each event began it anew.
      const all = events === 'much' || missed === 'much' ? undefined : [...missed, ...events];
      missed = all === undefined || all.length > MAX_MISSED ? 'much' : all;
    } else if (kind === 'load') {
      startThenRest();
    } else if (kind === 'patch' && loaded !== undefined) {
      lookAgain(loaded, paths);
    }
  };

  const catchUp = (): void => {
    if (!isClosed && missed.length > 0 && working === undefined) {
      const events = missed;
      missed = [];
      happened(events);
    }
  };

  return {
    loaded: () => loaded,
    working: () => (working === undefined ? undefined : settled),
    load: start,
    happened,
    close: () => {
      isClosed = true;
      working?.abort();
    },
  };
}

const MUCH: EventEffect = { kind: 'load', paths: [] };
