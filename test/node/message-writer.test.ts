import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { createConversation } from '../../server/src/node/conversation.ts';
import { createMessageWriter } from '../../server/src/node/message-writer.ts';
import { writtenLists } from '../../server/src/node/written-lists.ts';

const message = (params: unknown): { jsonrpc: string; method: string; params: unknown } => ({
  jsonrpc: '2.0',
  method: 'm',
  params,
});

const answer = (id: number, result: unknown = null): { jsonrpc: string; id: number; result: unknown } => ({
  jsonrpc: '2.0',
  id,
  result,
});

const contentOf = (chunk: string): string => chunk.slice(chunk.indexOf('\r\n\r\n') + 4);

/** Whether one message stands in a chunk, of the length that its header says. */
const isWhole = (chunk: string): boolean =>
  chunk.startsWith(`Content-Length: ${Buffer.byteLength(contentOf(chunk))}\r\n\r\n`);

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

  it('writes lists of which the JSON is there already', async () => {
    const chunks: string[] = [];
    const writer = createMessageWriter(streamTo(chunks));
    const { keep, join } = writtenLists;
    const result = join([keep([]), keep([{ title: '◆' }, 2]), keep<unknown>([]), keep<unknown>(['ü'])]);
    await writer.write(answer(1, result));
    await writer.write(answer(2, join([])));
    await writer.write(answer(3, { traced: result }));
    assert.deepEqual(chunks.map(contentOf), [
      '{"jsonrpc":"2.0","id":1,"result":[{"title":"◆"},2,"ü"]}',
      '{"jsonrpc":"2.0","id":2,"result":[]}',
      '{"jsonrpc":"2.0","id":3,"result":{"traced":[{"title":"◆"},2,"ü"]}}',
    ]);
    assert.ok(chunks.every(isWhole));
  });

  it('writes what is long without copying it', async () => {
    const chunks: string[] = [];
    const writer = createMessageWriter(streamTo(chunks));
    const items = Array.from({ length: 3 }, (_, index) => `${index}◆`.repeat(20_000));
    const result = writtenLists.join(items.map((item) => writtenLists.keep([item])));
    await writer.write(answer(1, result));
    assert.ok(chunks.length > items.length);
    const whole = chunks.join('');
    assert.ok(isWhole(whole));
    assert.deepEqual(JSON.parse(contentOf(whole)), answer(1, items));
  });

  it('writes answers to requests that came together in one piece', async () => {
    const chunks: string[] = [];
    const conversation = createConversation();
    const writer = createMessageWriter(streamTo(chunks), conversation);
    [1, 2, 3].forEach((id) => {
      conversation.heard({ jsonrpc: '2.0', id, method: 'm' });
    });
    const first = writer.write(answer(1));
    assert.equal(chunks.length, 0);
    const second = writer.write(answer(2));
    await Promise.all([first, second]);
    // The third takes its time.
    assert.equal(chunks.length, 1);
    await writer.write(answer(3));
    assert.deepEqual(
      chunks.map((chunk) => chunk.split('Content-Length').length - 1),
      [2, 1],
    );
  });

  it('lets nothing but answers wait, nor the last one', async () => {
    const chunks: string[] = [];
    const conversation = createConversation();
    const writer = createMessageWriter(streamTo(chunks), conversation);
    for (const heard of [null, 1, 'text', [], { id: 1, method: 'm' }]) {
      conversation.heard(heard);
    }
    void writer.write(message('◆'));
    assert.equal(chunks.length, 1);
    await writer.write(answer(1));
    assert.equal(chunks.length, 2);
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
