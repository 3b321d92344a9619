import type { ContextSnapshot } from '../context/types.ts';
import type { FileEvent } from './event-effect.ts';
import { holdContext, type ContextStoreOptions, type HeldContext } from './held-context.ts';

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
}

/** Makes an empty store. */
export function createContextStore(options: ContextStoreOptions): ContextStore {
  const held = new Map<string, HeldContext>();

  const ask = (dockerfile: string): HeldContext => {
    let context = held.get(dockerfile);
    if (context === undefined) {
      context = holdContext(dockerfile, options);
      held.set(dockerfile, context);
      context.load();
    }
    return context;
  };

  return {
    get: (dockerfile) => ask(dockerfile).loaded()?.snapshot,
    ready: async (dockerfile) => {
      let working = ask(dockerfile).working();
      while (working !== undefined) {
        await working;
        working = held.get(dockerfile)?.working();
      }
    },
    invalidate: (events) => {
      for (const context of held.values()) {
        context.happened(events);
      }
    },
    reload: (dockerfile) => {
      held.get(dockerfile)?.load();
    },
    forget: (dockerfile) => {
      held.get(dockerfile)?.close();
      held.delete(dockerfile);
    },
  };
}
