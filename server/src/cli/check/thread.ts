import { parentPort, workerData, Worker } from 'node:worker_threads';
import { createChecker, type CheckWork } from './one.ts';
import type { CheckedFile } from './checked-file.ts';
import { unlessUnreadable, type Outcomes, type Target } from './targets.ts';
import type { Terminal } from '../terminal.ts';

/** What a thread was given to do. */
export type Slice = readonly Target[];

/** A thread that checks Dockerfiles. */
export interface CheckThread {
  /**
   * Checks some Dockerfiles and hands over what became of each, in their order. Rejects when the thread breaks: those that it has not
   * told of are then not checked.
   */
  readonly check: (slice: Slice, tell: (outcome: Outcomes<CheckedFile>) => void) => Promise<void>;
  readonly end: () => void;
}

/** The argument by which a thread knows what it is. */
const THREAD = 'strata:check-thread';

/** Starts a thread; `file` is the program that runs {@link serveChecks} when {@link isCheckThread} says so. */
export function startCheckThread(file: string, work: CheckWork, env: Terminal['env']): CheckThread {
  const worker = new Worker(file, { argv: ['check', THREAD], workerData: work, env });
  let broken: Error | undefined;
  let waiting: ((error: Error) => void) | undefined;
  const breakWith = (error: Error): void => {
    broken ??= error;
    waiting?.(error);
  };
  worker.on('error', breakWith);
  worker.on('exit', () => {
    breakWith(new Error('a thread ended'));
  });
  return {
    check: (slice, tell) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) {
          reject(broken);
          return;
        }
        let left = slice.length;
        const onOutcome = (outcome: Outcomes<CheckedFile>): void => {
          tell(outcome);
          left -= 1;
          if (left === 0) {
            stop();
            resolve();
          }
        };
        const stop = (): void => {
          waiting = undefined;
          worker.off('message', onOutcome);
        };
        waiting = (error) => {
          stop();
          reject(error);
        };
        worker.on('message', onOutcome);
        worker.postMessage(slice);
      }),
    end: () => {
      void worker.terminate();
    },
  };
}

/** Whether this is such a thread, by its arguments. A person who types them is told of an unknown file. */
export function isCheckThread(args: readonly string[]): boolean {
  return args[1] === THREAD && parentPort !== null;
}

/** Checks what this thread is given until it is ended. */
export function serveChecks(): void {
  const check = createChecker(workerData as CheckWork, noInput());
  let earlier = Promise.resolve();
  parentPort?.on('message', (slice: Slice) => {
    earlier = earlier.then(async () => {
      for (const target of slice) {
        parentPort?.postMessage(await unlessUnreadable(async () => [await check(target)]));
      }
    });
  });
}

/** Standard input is the main thread's. */
async function* noInput(): AsyncIterable<Uint8Array> {
  // Nothing is read.
}
