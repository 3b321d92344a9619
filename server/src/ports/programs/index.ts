import type { Listening } from '../types.ts';
import { readDotnet } from './dotnet.ts';
import { readJavaScript } from './javascript.ts';
import { readNginx } from './nginx.ts';
import { readOthers } from './others.ts';
import { readPython } from './python.ts';
import type { Reader, Run } from './types.ts';

const READERS: readonly Reader[] = [readPython, readJavaScript, readOthers, readDotnet, readNginx];

/** What a program listens on; undefined for one that is not in the table of domain.md 5.3. */
export function readProgram(run: Run): Listening | undefined {
  for (const read of READERS) {
    const found = read(run);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
