import assert from 'node:assert/strict';
import { isBroken } from '../../server/src/ports/broken-compose.ts';

const GOOD = 'services:\n  web:\n    build: .\n';

/** Texts of Compose files, and how often anybody read them. */
function texts(text: string): { readonly texts: ReadonlyMap<string, string>; readonly read: () => number } {
  let read = 0;
  class Counted extends Map<string, string> {
    override [Symbol.iterator](): MapIterator<[string, string]> {
      read++;
      return super[Symbol.iterator]();
    }
  }
  return { texts: new Counted([['/w/compose.yaml', text]]), read: () => read };
}

describe('a broken Compose file', () => {
  it('is one that is no YAML', () => {
    assert.equal(isBroken({ uses: [], ...texts(GOOD) }), false);
    assert.equal(isBroken({ uses: [], ...texts('services: [broken') }), true);
  });

  it('is looked for once, however many services are asked about', () => {
    const { texts: same, read } = texts(GOOD);
    assert.equal(isBroken({ uses: [], texts: same }), false);
    assert.equal(isBroken({ uses: [], texts: same }), false);
    assert.equal(read(), 1);
  });
});
