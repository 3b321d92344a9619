import type { FileEvent } from './event-effect.ts';

/** Gathers bursts of events (a checkout, an install) and hands them on together, each file once. */
export interface EventGatherer {
  readonly add: (events: Iterable<FileEvent>) => void;
}

/** How long events are gathered. */
export interface GatherOptions {
  readonly onGathered: (events: readonly FileEvent[]) => void;
  /** Runs something after some milliseconds; what it returns takes that back. */
  readonly later: (milliseconds: number, run: () => void) => () => void;
  readonly now: () => number;
}

/** They are handed on when none has come for so long, in milliseconds. */
const QUIET_TIME = 200;

/** And after this time in any case. */
const LONGEST = 2000;

/** Makes an empty one. */
export function createGatherer({ onGathered, later, now }: GatherOptions): EventGatherer {
  let gathered = new Map<string, FileEvent>();
  let first = 0;
  let cancel = (): void => undefined;
  const flush = (): void => {
    const events = [...gathered.values()];
    gathered = new Map();
    onGathered(events);
  };
  return {
    add: (events) => {
      const before = gathered.size;
      for (const event of events) {
        const known = gathered.get(event.path);
        if (known === undefined || known.contentOnly === true) {
          gathered.set(event.path, event);
        }
      }
      if (gathered.size === 0) {
        return;
      }
      if (before === 0) {
        first = now();
      }
      cancel();
      cancel = later(Math.max(0, Math.min(QUIET_TIME, first + LONGEST - now())), flush);
    },
  };
}
