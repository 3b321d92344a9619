import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createMessageReader } from '../../server/src/node/message-reader.ts';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('createMessageReader', () => {
  it('hands messages over in order and passes over what is none', async () => {
    const stream = new PassThrough();
    const reader = createMessageReader(stream);
    const seen: unknown[] = [];
    reader.onError((error) => seen.push(error.name));
    reader.listen((message) => {
      seen.push(message);
      if ('throws' in message) {
        throw new RangeError();
      }
    });
    const sent = ['{"id":1,"text":"ü 🐳"}', 'no JSON', '{"throws":true}', '{"id":2}'];
    stream.end(sent.map(frame).join(''));
    await new Promise<void>(
      (resolve) =>
        void reader.onClose(() => {
          resolve();
        }),
    );
    assert.deepEqual(seen, [
      { id: 1, text: 'ü 🐳' },
      'SyntaxError',
      { throws: true },
      'RangeError',
      { id: 2 },
    ]);
  });
});
