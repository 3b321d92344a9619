import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FolderLister, QuickListing } from '../workspace/files.ts';
import type { Listing, ListingOptions, Measures } from '../workspace/tree/listing-types.ts';

/** What a thread is asked: folders to list, or the paths of a listing to measure. */
export interface WorkerTask {
  readonly task: number;
  readonly folders?: readonly string[] | undefined;
  readonly paths?: string | undefined;
}

/** What it answers: a piece at a time. */
export interface WorkerAnswer {
  readonly task: number;
  readonly listing?: Listing | undefined;
  readonly measures?: Measures | undefined;
  /** Nothing more comes of this task. */
  readonly done: boolean;
}

/** More threads than this only wait for the same disk. */
const MAX_WORKERS = 4;

/** Megabytes that a thread may use for what it is about to send. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 };

/**
 * Lists folders in threads of their own, so that reading a large context never holds up an answer. `program` is the threads'
 * (context-worker.ts, bundled); without one there is no such way.
 */
export function workerListing(program = programBeside()): QuickListing | undefined {
  return program === undefined
    ? undefined
    : { from: 2000, open: (options) => workerLister(program, options) };
}

function workerLister(program: string, options: ListingOptions): Promise<FolderLister | undefined> {
  const count = Math.max(1, Math.min(MAX_WORKERS, availableParallelism() - 1));
  const tasks = new Map<number, Task>();
  let broken = false;
  let last = 0;

  const end = (): void => {
    broken = true;
    for (const worker of workers) {
      void worker.terminate();
    }
    for (const { resolve } of tasks.values()) {
      resolve(undefined);
    }
    tasks.clear();
  };
  const answered = ({ task, listing, measures, done }: WorkerAnswer): void => {
    const asked = tasks.get(task);
    if (listing !== undefined) {
      asked?.listings.push(listing);
    }
    if (done) {
      tasks.delete(task);
      asked?.resolve({ listings: asked.listings, measures });
    }
  };
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(program, { workerData: options, resourceLimits: MEMORY });
    worker.on('message', answered);
    worker.on('error', end);
    worker.on('messageerror', end);
    return worker;
  });

  const ask = (question: Omit<WorkerTask, 'task'>): Promise<Answer | undefined> =>
    new Promise((resolve) => {
      if (broken) {
        resolve(undefined);
        return;
      }
      last += 1;
      tasks.set(last, { listings: [], resolve });
      workers[last % count]?.postMessage({ task: last, ...question } satisfies WorkerTask);
    });
  const lister: FolderLister = {
    parallel: 4 * count,
    list: async (folders) => (await ask({ folders }))?.listings,
    measure: async (paths) => (await ask({ paths }))?.measures,
    close: end,
  };
  return new Promise((resolve) => {
    for (const worker of workers) {
      worker.once('online', () => {
        resolve(lister);
      });
      worker.once('exit', () => {
        resolve(undefined);
      });
    }
  });
}

interface Answer {
  readonly listings: readonly Listing[];
  readonly measures: Measures | undefined;
}

interface Task {
  readonly listings: Listing[];
  readonly resolve: (answer: Answer | undefined) => void;
}

function programBeside(): string | undefined {
  // Only the bundles are CommonJS; where the sources run as they are, there is no such folder.
  if (typeof __dirname === 'undefined') {
    return undefined;
  }
  const program = path.join(__dirname, 'context-worker.cjs');
  return existsSync(program) ? program : undefined;
}
