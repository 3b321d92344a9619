import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { createMessageWriter } from '../../server/src/node/message-writer.ts';

const message = (params: unknown): { jsonrpc: string; method: string; params: unknown } => ({
  jsonrpc: '2.0',
  method: 'm',
  params,
});

/** A stream that keeps what each write hands over, or fails. */
function streamTo(chunks: string[], failure?: Error): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString('utf8'));
      done(failure);
    },
  });
}

describe('createMessageWriter', () => {
  it('writes header and content in one piece, in order', async () => {
    const chunks: string[] = [];
    const writer = createMessageWriter(streamTo(chunks));
    await Promise.all([writer.write(message([1])), writer.write(message([2]))]);
    assert.deepEqual(chunks, [
      'Content-Length: 43\r\n\r\n{"jsonrpc":"2.0","method":"m","params":[1]}',
      'Content-Length: 43\r\n\r\n{"jsonrpc":"2.0","method":"m","params":[2]}',
    ]);
  });

  it('counts bytes, not characters', async () => {
    const chunks: string[] = [];
    await createMessageWriter(streamTo(chunks)).write(message('◆ ü 🐳'));
    const [header = '', content = ''] = (chunks[0] ?? '').split('\r\n\r\n');
    assert.equal(header, `Content-Length: ${Buffer.byteLength(content)}`);
    assert.deepEqual(JSON.parse(content), message('◆ ü 🐳'));
  });

  it('tells of a client that is gone', async () => {
    const errors: string[] = [];
    const writer = createMessageWriter(streamTo([], new Error('gone')));
    writer.onError(([error, , count]) => errors.push(`${error.message} ${count ?? ''}`.trim()));
    await assert.rejects(writer.write(message([])), /gone/);
    assert.ok(errors.includes('gone 1'));
  });

  it('rejects what is no JSON', async () => {
    const circle: unknown[] = [];
    circle.push(circle);
    await assert.rejects(createMessageWriter(streamTo([])).write(message(circle)), /circular/i);
  });
});
