import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { copiedFiles } from '../../server/src/insights/copied-files.ts';
import type { ContextEntry } from '../../server/src/context/types.ts';
import { snapshotOf } from '../context/snapshot.ts';

const TREE = ['a.txt', 'src/b.txt', 'src/link@', 'link@'];

/** How many files an instruction is said to read, as its lens counts them, and how many paths are listed. */
const CASES: readonly (readonly [source: string, summary: string, total: number])[] = [
  ['a.txt', '1 file, 10 B', 1],
  ['.', '2 files, 20 B', 4],
  ['src', '1 file, 10 B', 2],
  ['none*', '0 files', 0],
  ['link', 'at least 0 files', 1],
];

describe('the files that are copied', () => {
  for (const [source, summary, total] of CASES) {
    it(`${source}: ${summary}`, () => {
      const snapshot = snapshotOf({ paths: TREE });
      const entries = new Map<string, ContextEntry>(
        [...snapshot.entries].map(([path, entry]) => [
          path,
          entry.kind === 'file' ? { ...entry, size: 10 } : entry,
        ]),
      );
      const analysis = analyze({ text: `FROM a\nCOPY ${source} /\n`, context: { ...snapshot, entries } });
      const found = copiedFiles(analysis, 1);
      assert.deepEqual([found?.summary, found?.total], [summary, total]);
    });
  }
});
