import assert from 'node:assert/strict';
import { copyStepOf, delivery } from '../../../server/src/fixes/moving/copy-step.ts';
import type { Place } from '../../../server/src/fixes/moving/places.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { snapshotOf } from '../../context/snapshot.ts';

const PATHS = ['a.txt', 'b.txt', 's/a.txt'];

/** A COPY, a path of the image, and the file of the context that it copies there. */
const CASES: readonly (readonly [copy: string, path: string, expected: string | undefined])[] = [
  ['a.txt /d', '/d', 'a.txt'],
  // The image may have a folder there.
  ['a.txt /d', '/d/a.txt', 'a.txt'],
  ['a.txt /d/', '/d/a.txt', 'a.txt'],
  // A destination with a slash is a folder.
  ['a.txt /d/', '/d', undefined],
  ['a.txt /d/.', '/d', undefined],
  ['*.txt /', '/b.txt', 'b.txt'],
  ['a.txt /', '/', undefined],
  ['s /d', '/d/a.txt', 's/a.txt'],
  // The last one wins.
  ['a.txt s /d/', '/d/a.txt', 's/a.txt'],
  ['s a.txt /d/', '/d/a.txt', 'a.txt'],
];

describe('what a COPY delivers', () => {
  for (const [copy, path, expected] of CASES) {
    it(`COPY ${copy}: ${path}`, () => {
      const [, node] = buildModel(parse(`FROM scratch\nCOPY ${copy}\n`)).nodes;
      const step = node && copyStepOf(node, { anchored: true } as unknown as Place);
      assert.ok(step);
      const target = { path, anchored: true };
      assert.equal(delivery(step, target, snapshotOf({ paths: PATHS }))?.file.path, expected);
    });
  }
});
