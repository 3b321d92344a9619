import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { guarded, quietly } from '../../server/src/lsp/guard.ts';
import { createLog } from '../../server/src/lsp/log.ts';

const SECRET = 'RUN curl https://user:password@example.com';

function recorded(): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  const push = (line: string): void => {
    lines.push(line);
  };
  return { lines, log: createLog({ info: push, error: push }) };
}

const token = (isCancellationRequested: boolean): never => ({ isCancellationRequested }) as never;

describe('the guard around features', () => {
  it('answers a bug with the default and logs one line once, without what the file says', async () => {
    const { lines, log } = recorded();
    const handler = guarded({ log, feature: 'hover', fallback: null }, () => {
      JSON.parse(SECRET);
      return null;
    });
    assert.equal(await handler({}, token(false)), null);
    assert.equal(await handler({}, token(false)), null);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^A bug in Strata: hover failed with SyntaxError at [^\n]*$/);
    assert.ok(!lines[0]?.includes('RUN'));
  });

  it('keeps the message of an error that the engine wrote', async () => {
    const { lines, log } = recorded();
    await guarded({ log, feature: 'lens', fallback: [] }, () => {
      throw new TypeError('x is not a function');
    })({}, token(false));
    assert.match(lines[0] ?? '', /TypeError \(x is not a function\)/);
  });

  it('leaves out the message of an error of Node, which quotes what it was given', async () => {
    const { lines, log } = recorded();
    await guarded({ log, feature: 'context', fallback: null }, async () => {
      await stat(`${SECRET}\0`);
      return null;
    })({}, token(false));
    assert.match(lines[0] ?? '', /^A bug in Strata: context failed with TypeError/);
    assert.ok(!lines[0]?.includes('RUN'));
  });

  it('answers though the client has gone, and with it the log', async () => {
    const gone = (): never => {
      throw new Error('Connection is disposed.');
    };
    const log = createLog({ info: gone, error: gone });
    log.note('settings', 'Nobody reads this.');
    const handler = guarded({ log, feature: 'hover', fallback: null }, () => {
      throw new TypeError('x is not a function');
    });
    assert.equal(await handler({}, token(false)), null);
  });

  it('does not run what is cancelled', async () => {
    const { log } = recorded();
    let runs = 0;
    const answer = await guarded({ log, feature: 'hover', fallback: 0 }, () => ++runs)({}, token(true));
    assert.equal(runs, 0);
    assert.equal((answer as { code: number }).code, -32800);
  });

  it('catches what a notification throws', async () => {
    const { lines, log } = recorded();
    quietly(log, 'settings', () => Promise.reject(new RangeError('too long')))();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(lines.length, 1);
  });

  it('notes each thing once until it is forgotten', () => {
    const { lines, log } = recorded();
    log.note('a', 'one');
    log.note('a', 'one');
    log.note('a', 'two');
    log.forget('a');
    log.note('a', 'one');
    assert.deepEqual(lines, ['one', 'two', 'one']);
  });
});
