// What bench/context.mjs measures, bundled as it ships.
export { select } from '../server/src/context/selection.ts';
export { nodeDisk } from '../server/src/node/disk.ts';
export { blockingListing } from '../server/src/workspace/blocking-lister.ts';
export { loadContext } from '../server/src/workspace/load-context.ts';
export { nodeFiles } from '../server/src/workspace/node-files.ts';
