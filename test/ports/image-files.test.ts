import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { fileAt } from '../../server/src/ports/listens/image-files.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { snapshotOf } from '../context/snapshot.ts';

/** What is said of a path of the image: the path of the context that is there, or why there is none. */
const CASES: readonly (readonly [
  instructions: string,
  paths: readonly string[],
  path: string,
  expected: string,
])[] = [
  ['COPY a.txt /d/', ['a.txt'], '/d/a.txt', 'a.txt'],
  ['COPY a.txt /d', ['a.txt'], '/d', 'a.txt'],
  ['COPY a.txt /d/', ['a.txt'], '/d/b.txt', 'absent'],
  ['COPY s /d/', ['s/a'], '/d/a', 's/a'],
  ['COPY s /d/', ['s/a'], '/d/b', 'absent'],
  // A symlink that is named is followed, and nobody knows where to.
  ['COPY l /d/', ['l@'], '/d/a', 'unknown'],
  ['COPY l/s /d/', ['l@'], '/d/a', 'unknown'],
  ['COPY l* /d/', ['l@'], '/d/a', 'unknown'],
  // What an archive brings only the build knows.
  ['ADD a.tar.gz /d/', ['a.tar.gz'], '/d/bin/a', 'unknown'],
  ['ADD a.tar.gz /d/', ['a.tar.gz'], '/d/a.tar.gz', 'unknown'],
  ['ADD *.tgz s /d/', ['a.tgz', 's/a'], '/d/b', 'unknown'],
  ['ADD s /d/', ['s/a.tgz', 's/a'], '/d/b', 'absent'],
  // What a folder of another stage holds is flattened by a wildcard.
  ['COPY s /d/\nFROM scratch\nCOPY --from=0 /d/* /e/', ['s/a'], '/e/a', 's/a'],
  ['COPY s /d/\nFROM scratch\nCOPY --from=0 /d/* /e/', ['s/x/a'], '/e/a', 'unknown'],
  ['COPY s /d/\nFROM scratch\nCOPY --from=0 /d/*.jar /e/', ['s/a.jar'], '/e/a.txt', 'absent'],
  ['COPY a.tar.gz /d/', ['a.tar.gz'], '/d/a.tar.gz', 'a.tar.gz'],
];

describe('the file at a path of an image', () => {
  for (const [instructions, paths, path, expected] of CASES) {
    it(`${instructions}: ${path}`, () => {
      const model = buildModel(parse(`FROM scratch\n${instructions}\n`));
      const found = fileAt(model, snapshotOf({ paths }), model.stages.length - 1, path);
      assert.equal(found.kind === 'file' ? found.path : found.kind, expected);
    });
  }
});
