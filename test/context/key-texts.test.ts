import assert from 'node:assert/strict';
import { mayHoldKey } from '../../server/src/context/key-texts.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { effectOf } from '../../server/src/workspace/event-effect.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';

const NAMES: readonly (readonly [path: string, expected: boolean])[] = [
  ['shop-a946cc39ccf4.json', true],
  ['api/my-shop-10-a946cc39ccf4.json', true],
  ['credentials.json', true],
  ['api/gcp-credentials.json', true],
  ['key.json', true],
  ['config/sa-key.json', true],
  ['a/b/keys/key.json', true],
  ['firebase-adminsdk.json', true],
  ['shop-firebase-adminsdk-x1y2z-a946cc39ccf4.json', true],
  ['service_account.json', true],
  ['service-account-prod.json', true],
  ['gcp_creds.json', true],
  ['googleCreds.json', true],
  ['creds.prod.json', true],
  ['gcp.json', true],
  ['api/google-auth.json', true],
  ['sacred-texts.json', false],
  ['sacred.json', false],
  ['credits.json', false],
  ['googleapis.json', false],
  ['a/b/key.json', false],
  ['a/b/shop-a946cc39ccf4.json', false],
  ['0149ce5f-76a8-4efe-b2e3-431b8c6cceb6.json', false],
  ['a251ebc2-880c-4f76-a8f3-38e6940eab0e.json', false],
  ['app-a946cc39ccf41.json', false],
  ['monkey.json', false],
  ['keys.json', false],
  ['package.json', false],
  ['key.pem', false],
];

describe('files that may hold a key', () => {
  for (const [path, expected] of NAMES) {
    it(`${path}: ${expected ? 'looked at' : 'passed over'}`, () => {
      assert.equal(mayHoldKey(path), expected);
    });
  }

  it('have their texts loaded, and followed', async () => {
    const files = memoryFiles({ '/w/api/key.json': '{}', '/w/a/b/key.json': '{}', '/w/monkey.json': '{}' });
    const loaded = await loadContext(files, { root: '/w', dockerfile: '/w/Dockerfile' });
    assert.deepEqual([...(loaded?.snapshot.texts ?? [])], [['api/key.json', '{}']]);
    const effects = ['/w/api/key.json', '/w/key.json'].map((path) =>
      effectOf('/w/Dockerfile', loaded, [{ path, contentOnly: true }]),
    );
    assert.deepEqual(effects, [
      { kind: 'patch', paths: ['api/key.json'] },
      { kind: 'load', paths: [] },
    ]);
  });
});
