import { isAborted } from './tree/walk.ts';

/** Milliseconds that work holds up everything else at a time. */
const SLICE = 1;

/** Runs a computation in slices between which everything else has its turn; undefined when it was aborted. */
export async function inSlices<T>(steps: Iterator<unknown, T>, signal?: AbortSignal): Promise<T | undefined> {
  for (let end = performance.now() + SLICE; ;) {
    const { done, value } = steps.next();
    if (done === true) {
      return value;
    }
    if (performance.now() >= end) {
      await turn();
      if (isAborted(signal)) {
        return undefined;
      }
      end = performance.now() + SLICE;
    }
  }
}

/** Lets everything else that waits go first. A browser has no `setImmediate`. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
    } else {
      setTimeout(resolve);
    }
  });
}
