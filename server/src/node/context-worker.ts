import { parentPort, workerData } from 'node:worker_threads';
import { listBlocking } from '../workspace/blocking-lister.ts';
import type { ListingOptions } from '../workspace/listing.ts';
import type { WorkerAnswer, WorkerTask } from './worker-lister.ts';

// A bundle of its own (esbuild.config.mjs): a thread that lists folders needs little code, and so starts quickly.
const list = listBlocking(workerData as ListingOptions);

parentPort?.on('message', ({ task, folders }: WorkerTask) => {
  for (const listing of list(folders)) {
    const { hashes, sizes, packed } = listing;
    send({ task, listing }, [hashes.buffer, sizes.buffer, packed.buffer]);
  }
  send({ task, listing: undefined }, []);
});

function send(answer: WorkerAnswer, transfer: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(answer, transfer);
}
