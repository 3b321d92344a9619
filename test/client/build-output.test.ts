import assert from 'node:assert/strict';
import { createBuildOutput } from '../../client/src/build-output.ts';

type Handler = (params: unknown) => void;

/** Keeps one handler for each method, as the client library does. */
function fakeClient(): { readonly client: never; readonly say: (uri: string, text: string) => void } {
  const handlers = new Map<string, Handler>();
  const client = {
    onNotification: (method: string, handler: Handler) => {
      handlers.set(method, handler);
      return { dispose: () => handlers.delete(method) };
    },
  };
  return {
    client: client as never,
    say: (uri, text) => {
      handlers.get('strata/buildOutput')?.({ uri, text });
    },
  };
}

describe('what builds say', () => {
  it('is in the log, whoever follows a build, before and after; each build has its own progress', () => {
    const { client, say } = fakeClient();
    const log: string[] = [];
    const output = createBuildOutput(client, (text) => log.push(text));
    const told: string[] = [];
    const tellOf = (name: string) => (text: string) => {
      told.push(`${name} ${text}`);
    };
    say('a', '0');
    const endA = output.follow('a', tellOf('A'));
    const endB = output.follow('b', tellOf('B'));
    assert.equal(output.isFollowed(), true);
    say('a', '1');
    say('b', '2');
    endA();
    say('a', '3');
    say('b', '4');
    endB();
    assert.equal(output.isFollowed(), false);
    say('b', '5');
    assert.deepEqual(log, ['0', '1', '2', '3', '4', '5']);
    assert.deepEqual(told, ['A 1', 'B 2', 'B 4']);
    output.dispose();
    say('a', '6');
    assert.equal(log.length, 6);
  });
});
