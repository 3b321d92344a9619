// What the benchmarks measure, bundled as it ships.
export { compare } from '../server/src/cache/compare.ts';
export { select } from '../server/src/context/selection.ts';
export { buildModel } from '../server/src/model/build.ts';
export { nodeDisk } from '../server/src/node/disk.ts';
export { parse } from '../server/src/syntax/parse.ts';
export { blockingListing } from '../server/src/workspace/tree/blocking-lister.ts';
export { loadContext } from '../server/src/workspace/load-context.ts';
export { nodeFiles } from '../server/src/workspace/tree/node-files.ts';
