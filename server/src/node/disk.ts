import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Disk } from '../lsp/runtime.ts';
import { nodeFiles } from '../workspace/node-files.ts';
import { workerListing } from './worker-lister.ts';

/** A file's URI that says its path letter by letter. Dots that stand for folders are left to Node. */
const PLAIN = /^file:\/\/(?!.*\/\.{1,2}(\/|$))\/[\w./@+=,~-]+$/;

/** This machine's disk. Places have `/` between their segments on Windows too, as the workspace room wants them. */
export function nodeDisk(): Disk {
  const windows = process.platform === 'win32';
  return {
    files: nodeFiles({ quick: workerListing() }),
    placeOf: (uri) => {
      if (!uri.startsWith('file:')) {
        return undefined;
      }
      // Events come by the ten thousand, and most names need nothing decoded.
      if (!windows && PLAIN.test(uri)) {
        return uri.slice('file://'.length);
      }
      try {
        const path = fileURLToPath(uri);
        return windows ? path.replaceAll('\\', '/') : path;
      } catch {
        return undefined;
      }
    },
    uriOf: (place) => pathToFileURL(place).href,
  };
}
