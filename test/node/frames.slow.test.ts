import assert from 'node:assert/strict';
import { frameCutter, LONGEST_BODY } from '../../server/src/node/frames.ts';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const FIRST = '{"id":1,"text":"ü\\r\\n"}';
const SECOND = '{"id":2}';
const GOOD = frame(FIRST);
const NEXT = frame(SECOND);

/** The bodies in bytes that arrive in chunks of a length. */
function bodies(bytes: string, chunk: number): string[] {
  const all = Buffer.from(bytes);
  const found: string[] = [];
  const cut = frameCutter((body) => found.push(body.toString()));
  for (let start = 0; start < all.length; start += chunk) {
    cut(all.subarray(start, start + chunk));
  }
  return found;
}

describe('frameCutter', () => {
  const cases: readonly (readonly [name: string, bytes: string, found: readonly string[]])[] = [
    ['finds the messages', GOOD + NEXT, [FIRST, SECOND]],
    ['finds an empty body', frame('') + NEXT, ['', SECOND]],
    ['finds an empty body at the end', GOOD + frame(''), [FIRST, '']],
    ['reads the length among other headers', `Content-Type: x\r\n${GOOD}${NEXT}`, [FIRST, SECOND]],
    [
      'reads it in small letters, without blanks',
      GOOD.replace('Content-Length: ', 'content-length:'),
      [FIRST],
    ],
    [
      'does not look into bodies',
      frame(`Content-Length: -1\r\n\r\n${NEXT}`),
      [`Content-Length: -1\r\n\r\n${NEXT}`],
    ],
    ['drops a negative length', `Content-Length: -5\r\n\r\n${GOOD}`, [FIRST]],
    ['drops what follows it', `Content-Length: -5\r\n\r\n{"a":1}${GOOD}${NEXT}`, [FIRST, SECOND]],
    ['drops a length that is no number', `Content-Length: many\r\n\r\n${GOOD}`, [FIRST]],
    ['drops a length with a fraction', `Content-Length: 1.5\r\n\r\n${GOOD}`, [FIRST]],
    ['drops a length beyond what is allowed', `Content-Length: ${LONGEST_BODY + 1}\r\n\r\n${GOOD}`, [FIRST]],
    ['drops headers without a length', `Content-Type: x\r\n\r\n${GOOD}`, [FIRST]],
    ['drops empty headers', `\r\n\r\n${GOOD}`, [FIRST]],
    ['drops long nonsense', 'nonsense '.repeat(2000) + GOOD, [FIRST]],
    [
      'finds the next frame after a body that was cut off',
      `${frame('12345').slice(0, -3)}${GOOD}${NEXT}`,
      ['12Con', SECOND],
    ],
  ];
  for (const [name, bytes, found] of cases) {
    it(name, () => {
      for (const chunk of [1, 2, 3, 7, 64, 1 << 20]) {
        assert.deepEqual(bodies(bytes, chunk), found, `chunks of ${chunk}`);
      }
    });
  }
});
