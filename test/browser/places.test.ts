import assert from 'node:assert/strict';
import { placeOf, uriOf } from '../../server/src/browser/places.ts';
import { folderOf, join, relativeTo } from '../../server/src/workspace/files.ts';

/** URIs as VS Code writes them, and their places. */
const PLACES: readonly (readonly [string, string])[] = [
  ['vscode-vfs://github/me/app/Dockerfile', '/vscode-vfs/@github/me/app/Dockerfile'],
  ['vscode-vfs://github/me/my%20app/%C3%A9%23%25.js', '/vscode-vfs/@github/me/my app/é#%.js'],
  ['tmp:/workspace', '/tmp/@/workspace'],
  ['memfs:/', '/memfs/@/'],
  ['file:///c%3A/app/Dockerfile', '/file/@/c:/app/Dockerfile'],
  ['vscode-remote://localhost:8080/app', '/vscode-remote/@localhost:8080/app'],
];

describe('places of files in a browser', () => {
  for (const [uri, place] of PLACES) {
    it(`${uri} is at ${place}, and the other way round`, () => {
      assert.equal(placeOf(uri), place);
      assert.equal(uriOf(place), uri);
    });
  }

  it('are none for a text that is in no folder, a version of a file, and what is no URI', () => {
    for (const uri of ['untitled:Untitled-1', 'git:/app/Dockerfile?HEAD', 'Dockerfile', '', ':', '%']) {
      assert.equal(placeOf(uri), undefined, uri);
    }
  });

  it('lie in each other as files do', () => {
    const root = placeOf('vscode-vfs://github/me/app') ?? '';
    const file = placeOf('vscode-vfs://github/me/app/api/Dockerfile') ?? '';
    assert.equal(folderOf(folderOf(file)), root);
    assert.equal(relativeTo(root, file), 'api/Dockerfile');
    assert.equal(uriOf(join(root, 'a b')), 'vscode-vfs://github/me/app/a%20b');
    assert.equal(relativeTo(root, placeOf('vscode-vfs://gitlab/me/app/Dockerfile') ?? ''), undefined);
  });

  it('above all file systems have no URI', () => {
    for (const place of ['/', '/vscode-vfs', '/vscode-vfs/@github', '/etc/passwd']) {
      assert.equal(uriOf(place), '', place);
    }
  });
});
