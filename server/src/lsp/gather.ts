import { createGatherer } from '../workspace/gather-events.ts';
import type { EventGatherer } from '../workspace/gather-events.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { later } from './later.ts';

/** Gathers what happens to files until it is quiet for a moment, then hands it on. */
export function gathering(onGathered: (events: readonly FileEvent[]) => void): EventGatherer {
  return createGatherer({
    onGathered,
    later,
    now: () => performance.now(),
  });
}
