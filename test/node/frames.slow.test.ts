import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { LONGEST_BODY, soundFrames } from '../../server/src/node/frames.ts';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const GOOD = frame('{"id":1,"text":"ü\\r\\n"}');
const NEXT = frame('{"id":2}');

/** What is let through of bytes that arrive in chunks of a length. */
async function through(bytes: string, chunk: number): Promise<string> {
  const all = Buffer.from(bytes);
  const chunks = Array.from({ length: Math.ceil(all.length / chunk) }, (_, index) =>
    all.subarray(index * chunk, (index + 1) * chunk),
  );
  const passed = await Readable.from(chunks).pipe(soundFrames()).toArray();
  return Buffer.concat(passed as Buffer[]).toString();
}

describe('soundFrames', () => {
  const cases: readonly (readonly [name: string, bytes: string, passed: string])[] = [
    ['lets frames through', GOOD + NEXT, GOOD + NEXT],
    ['lets an empty body through', frame('') + NEXT, frame('') + NEXT],
    ['reads the length among other headers', `Content-Type: x\r\n${GOOD}${NEXT}`, GOOD + NEXT],
    ['reads it in small letters, without blanks', GOOD.replace('Content-Length: ', 'content-length:'), GOOD],
    [
      'does not look into bodies',
      frame(`Content-Length: -1\r\n\r\n${NEXT}`),
      frame(`Content-Length: -1\r\n\r\n${NEXT}`),
    ],
    ['drops a negative length', `Content-Length: -5\r\n\r\n${GOOD}`, GOOD],
    ['drops what follows it', `Content-Length: -5\r\n\r\n{"a":1}${GOOD}${NEXT}`, GOOD + NEXT],
    ['drops a length that is no number', `Content-Length: many\r\n\r\n${GOOD}`, GOOD],
    ['drops a length with a fraction', `Content-Length: 1.5\r\n\r\n${GOOD}`, GOOD],
    ['drops a length beyond what is allowed', `Content-Length: ${LONGEST_BODY + 1}\r\n\r\n${GOOD}`, GOOD],
    ['drops headers without a length', `Content-Type: x\r\n\r\n${GOOD}`, GOOD],
    ['drops empty headers', `\r\n\r\n${GOOD}`, GOOD],
    ['drops long nonsense', 'nonsense '.repeat(2000) + GOOD, GOOD],
    [
      'finds the next frame after a body that was cut off',
      `${frame('12345').slice(0, -3)}${GOOD}${NEXT}`,
      `${frame('12Con')}${NEXT}`,
    ],
  ];
  for (const [name, bytes, passed] of cases) {
    it(name, async () => {
      for (const chunk of [1, 2, 3, 7, 64, 1 << 20]) {
        assert.equal(await through(bytes, chunk), passed, `chunks of ${chunk}`);
      }
    });
  }
});
