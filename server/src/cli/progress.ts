import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** Tells a person that a long run is under way. */
export interface Progress {
  /** Before each item. */
  readonly next: (name: string) => void;
  /** Wipes what was shown. */
  readonly end: () => void;
}

/** Milliseconds before anything is shown, and between two changes of it. */
const DELAY = 500;
const INTERVAL = 100;

/** One line on the terminal that errors go to, wiped at the end; nothing in a pipe and nothing for what is quick. */
export function progressOn(
  { error, now, errorColumns }: Pick<Terminal, 'error' | 'now' | 'errorColumns'>,
  total: number,
): Progress {
  const start = now();
  let last = start + DELAY - INTERVAL;
  let done = 0;
  let isShown = false;
  return {
    next: (name) => {
      const time = now();
      if (errorColumns !== undefined && time - last >= INTERVAL) {
        const line = `Checking ${done} of ${total}: ${printable(name)}`;
        error(`\r\u001b[K${line.slice(0, Math.max(1, errorColumns - 1))}`);
        last = time;
        isShown = true;
      }
      done++;
    },
    end: () => {
      if (isShown) {
        error('\r\u001b[K');
      }
    },
  };
}
