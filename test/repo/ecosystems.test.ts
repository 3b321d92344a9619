import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { ECOSYSTEMS } from '../../server/src/ecosystems/index.ts';
import { MISSING_ROWS, ROWS } from './ecosystem-docs.ts';
import { read } from './rule-docs.ts';

const FOLDER = 'server/src/ecosystems';
const root = new URL('../../', import.meta.url);

/** Names of the files in the folders of languages that define a package manager. */
async function definedIn(): Promise<readonly string[]> {
  const paths = readdirSync(new URL(FOLDER, root), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[^/]+\/[^/]+\.ts$/.test(path));
  const defining = await Promise.all(
    paths.map(async (path) => {
      const text = await read(`${FOLDER}/${path}`);
      return /^export const \w+(: Ecosystem = \{| = systemManager\()/m.test(text) ? [path] : [];
    }),
  );
  return defining.flat().map((path) => path.slice(path.indexOf('/') + 1, -'.ts'.length));
}

describe('every package manager', () => {
  const ids = ECOSYSTEMS.map(({ id }) => id);

  it('is one file, listed once under its name', async () => {
    assert.deepEqual([...ids].sort(), [...(await definedIn())].sort());
    assert.equal(new Set(ids).size, ids.length);
  });

  it('covers the rows of domain.md section 4, but for those that are listed as missing', () => {
    const covered = new Set(ECOSYSTEMS.flatMap(({ docs }) => docs.rows));
    const all = Array.from({ length: ROWS }, (_, index) => index + 1);
    assert.deepEqual(
      all.filter((row) => !covered.has(row)),
      [...MISSING_ROWS.keys()],
      'rows without a file are those listed as missing',
    );
    assert.deepEqual(
      [...covered].filter((row) => !all.includes(row)),
      [],
    );
  });

  it('has a line in docs/ecosystems.md, which the README links', async () => {
    const page = await read('docs/ecosystems.md');
    for (const { docs } of ECOSYSTEMS) {
      assert.ok(page.includes(`| ${docs.title} `), docs.title);
    }
    assert.ok((await read('README.md')).includes('](docs/ecosystems.md)'));
  });

  for (const { id, docs, caches } of ECOSYSTEMS) {
    it(`${id} is documented`, () => {
      assert.match(docs.fix, /^[A-Z`][^]*\.$/, 'fix: sentences');
      assert.ok(docs.commands.length > 0 && docs.rows.length > 0);
      for (const { target } of caches) {
        assert.match(target, /^(~|)\/\S+[^/]$/, 'a cache folder is absolute or below the home directory');
      }
    });
  }
});
