import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Disk } from '../lsp/runtime.ts';
import { nodeFiles } from '../workspace/tree/node-files.ts';
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
      // Events come by the ten thousand, and most names need nothing decoded.
      const said = uri.slice('file://'.length);
      try {
        if (!windows && uri.startsWith('file:///') && isPlain(said) && !hasDots(said)) {
          return said;
        }
        const path = fileURLToPath(uri);
        return windows ? path.replaceAll('\\', '/') : path;
      } catch {
        return undefined;
      }
    },
    uriOf: (place) => pathToFileURL(place).href,
  };
}

/** Whether the path of a URI is said letter by letter. Throws where no URI can say it. */
function isPlain(path: string): boolean {
  return encodeURI(path) === path && !path.includes('?') && !path.includes('#');
}

/** Dots that stand for folders are left to Node. */
function hasDots(path: string): boolean {
  return path.includes('/./') || path.includes('/../') || path.endsWith('/.') || path.endsWith('/..');
}
