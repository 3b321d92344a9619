import assert from 'node:assert/strict';
import { LAYER_STACK_REQUEST } from '../../shared/wire.ts';
import type { LayerStackResult } from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const TEXT = 'FROM a AS build\nRUN b\nFROM c\nCOPY --from=build /x /x\n';

/** Widths that a client may send, and how wide the picture is then. */
const CASES: readonly (readonly [width: unknown, drawn: string])[] = [
  [undefined, '882'],
  [1200, '1200'],
  [300.7, '300'],
  [10, '242'],
  [0, '882'],
  [-5, '882'],
  [null, '882'],
  ['300', '882'],
];

describe('the layer stack that a client asks for', () => {
  let client: TestClient;

  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  for (const [width, drawn] of CASES) {
    it(`${width === undefined ? 'no' : JSON.stringify(width)} pixels`, async () => {
      const uri = client.open(TEXT);
      const { svg } = await client.request<LayerStackResult>(LAYER_STACK_REQUEST, { uri, width });
      assert.equal(/^<svg [^>]*? width="([^"]*)"/.exec(svg)?.[1], drawn);
    });
  }
});
