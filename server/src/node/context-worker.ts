import { parentPort, workerData } from 'node:worker_threads';
import { listBlocking, measureBlocking } from '../workspace/tree/blocking-lister.ts';
import type { ListingOptions } from '../workspace/tree/listing-types.ts';
import type { WorkerAnswer, WorkerTask } from './worker-lister.ts';

// A bundle of its own (esbuild.config.mjs): a thread that lists folders needs little code, and so starts quickly.
const options = workerData as ListingOptions;
const list = listBlocking(options);
const measure = measureBlocking(options);

parentPort?.on('message', ({ task, folders, paths }: WorkerTask) => {
  if (paths !== undefined) {
    const measures = measure(paths);
    send({ task, measures, done: true }, [measures.sizes.buffer, measures.packed.buffer]);
    return;
  }
  for (const listing of list(folders ?? [])) {
    const { hashes, sizes, packed } = listing;
    send({ task, listing, done: false }, [
      hashes.buffer,
      packed.buffer,
      ...(sizes === undefined ? [] : [sizes.buffer]),
    ]);
  }
  send({ task, done: true }, []);
});

function send(answer: WorkerAnswer, transfer: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(answer, transfer);
}
