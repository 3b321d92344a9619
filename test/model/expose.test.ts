import assert from 'node:assert/strict';
import { readExposeToken } from '../../server/src/model/expose.ts';

/** Token, what it exposes (or the refusal), the dropped host part. From dockerfile2llb/convert_expose.go and domain.md 5.1. */
const CASES: readonly (readonly [string, string | RegExp, string?])[] = [
  ['80', '80/tcp'],
  ['0', '0/tcp'],
  ['080', '80/tcp'],
  ['53/udp', '53/udp'],
  ['80/TCP', '80/tcp'],
  ['80/', '80/tcp'],
  ['9/sctp', '9/sctp'],
  ['7000-7002', '7000-7002/tcp'],
  ['7000-7000', '7000/tcp'],
  ['8080:80', '80/tcp', '8080'],
  ['127.0.0.1:8080:80', '80/tcp', '127.0.0.1:8080'],
  ['127.0.0.1::80', '80/tcp', '127.0.0.1:'],
  ['[::1]:8080:80/udp', '80/udp', '[::1]:8080'],
  ['8000-8002:80', '80/tcp', '8000-8002'],
  ['8000-8002:9000-9002', '9000-9002/tcp', '8000-8002'],
  ['8000-8001:9000-9002', /invalid ranges/, '8000-8001'],
  ['70000', /invalid containerPort/],
  ['http', /invalid containerPort/],
  ['80/http', /invalid proto/],
  ['90-80', /invalid containerPort/],
  ['80,443', /invalid containerPort/],
  ['/tcp', /no port/],
  ['x:80', /invalid hostPort/, 'x'],
  ['256.0.0.1:1:80', /invalid IP/, '256.0.0.1:1'],
];

describe('EXPOSE tokens', () => {
  for (const [token, expected, hostPart] of CASES) {
    it(token, () => {
      const { ports, error, hostPart: found } = readExposeToken(token);
      assert.equal(found, hostPart);
      if (typeof expected === 'string') {
        assert.equal(error, undefined);
        const shown = ports.map((p) => `${p.port === p.last ? p.port : `${p.port}-${p.last}`}/${p.protocol}`);
        assert.deepEqual(shown, [expected]);
      } else {
        assert.match(error ?? '', expected);
        assert.deepEqual(ports, []);
      }
    });
  }
});
