import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { lenses } from '../../../server/src/insights/lens/lens.ts';
import type { ContextEntry } from '../../../server/src/context/types.ts';
import { snapshotOf } from '../../context/snapshot.ts';

/** Every file holds ten bytes. */
const TREE = ['a.txt', 'src/b.txt', 'src/link@', 'links/l@', 'link@', 'empty/', 'closed/!'];

/** What the lens of a COPY says of what it takes. */
const CASES: readonly (readonly [arguments_: string, expected: string])[] = [
  ['a.txt /', 'a.txt, 10 B'],
  ['src /', 'src/b.txt, 10 B'],
  ['a.txt src /', '2 files, 20 B'],
  ['. /', 'at least 2 files, 20 B'],
  ['links /', '0 files, 0 B'],
  ['none* /', 'copies none* · not in the build context'],
  ['none/* /', 'copies none/* · not in the build context'],
  // What is there and empty is in the build context.
  ['empty /', 'copies empty · no files'],
  ['empt* /', 'copies empt* · no files'],
  ['none* empty /', 'copies none* and empty · no files'],
  ['--exclude=* src /', 'copies src · no files'],
  // Who knows what is behind a symlink, or in a folder that was not looked into.
  ['link /', 'copies link'],
  ['closed /', 'copies closed'],
  ['closed links /', 'copies closed and links'],
  // What a variable stands for may be more.
  ['$X /', 'copies $X'],
  ['a.txt $X /', 'copies a.txt and $X'],
];

describe('the lens of what is copied', () => {
  for (const [words, expected] of CASES) {
    it(`COPY ${words}: ${expected}`, () => {
      const snapshot = snapshotOf({ paths: TREE });
      const entries = new Map<string, ContextEntry>(
        [...snapshot.entries].map(([path, entry]) => [
          path,
          entry.kind === 'file' ? { ...entry, size: 10 } : entry,
        ]),
      );
      const text = `ARG X\nFROM scratch\nARG X\nCOPY ${words}\n`;
      const analysis = analyze({ text, context: { ...snapshot, entries } });
      const lens = lenses(analysis).find(({ line }) => line === 4);
      const said = lens?.parts[0]?.text ?? '';
      assert.equal(said.replace(/^Layer 1 · /, '').replace(/ · .* unset.*$|, at least.*$/, ''), expected);
    });
  }
});
