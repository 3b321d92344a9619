import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { nodeDisk } from '../../server/src/node/disk.ts';

describe('nodeDisk', () => {
  const URIS = [
    'file:///w/Dockerfile',
    'file:///w/a-b_c~d/@e+f=g,h.ts',
    'file:///w/a%20b',
    'file:///w/a%2525',
    'file:///w/%C3%BC',
    'file:///w/../x',
    'file:///../x',
    'file:///./x/.',
    'file:///w/..x/.y/z..',
    'file:///w//x/',
    'file:///w/a?b#c',
    'file:///',
    'file:/w/x',
    'FILE:///w/x',
  ];
  for (const uri of URIS) {
    it(`knows the place of ${uri} as Node does`, function () {
      if (process.platform === 'win32') {
        this.skip();
      }
      const place = nodeDisk().placeOf(uri);
      assert.equal(place, uri.startsWith('file:') ? fileURLToPath(uri) : undefined);
    });
  }

  for (const uri of ['untitled:Untitled-1', 'http://x/y', 'file://%00', '']) {
    it(`knows no place of ${JSON.stringify(uri)}`, () => {
      assert.equal(nodeDisk().placeOf(uri), undefined);
    });
  }
});
