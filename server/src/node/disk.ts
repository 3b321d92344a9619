import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Disk } from '../lsp/runtime.ts';
import { nodeFiles } from '../workspace/node-files.ts';
import { workerListing } from './worker-lister.ts';

/** This machine's disk. Places have `/` between their segments on Windows too, as the workspace room wants them. */
export function nodeDisk(): Disk {
  const windows = process.platform === 'win32';
  return {
    files: nodeFiles({ quick: workerListing() }),
    placeOf: (uri) => {
      if (!uri.startsWith('file:')) {
        return undefined;
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
