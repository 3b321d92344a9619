import assert from 'node:assert/strict';
import { runThrough } from '../../server/src/context/run-through.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { sharedLayers, sharedSentence, sharedText } from '../../server/src/insights/shared-layers.ts';
import type { OtherDockerfile, SharedPlace } from '../../server/src/insights/shared-layers.ts';

describe('shared layers', () => {
  it('are layers alone, with the line of each other Dockerfile', () => {
    const text = 'FROM a\nENV A=1\nRUN b\nRUN c\n';
    const others = [
      other('api/Dockerfile', `# api\n${text}`),
      other('web/Dockerfile', text.replace('c', 'd')),
      other('job/Dockerfile', 'FROM b\nRUN b\n'),
    ];
    assert.deepEqual(
      [...runThrough(sharedLayers(others, 'buildkit'))(analyze({ text }).model, undefined)].map(
        ([node, places]) => [node, ...places.map(({ name, line }) => `${name} ${line}`)],
      ),
      [
        [2, 'api/Dockerfile 4', 'web/Dockerfile 3'],
        [3, 'api/Dockerfile 5'],
      ],
    );
  });

  it('are no metadata, though it is a step to the classic builder', () => {
    const text = 'FROM a\nENV A=1\nRUN b\n';
    const shared = runThrough(sharedLayers([other('x', text)], 'classic'))(
      analyze({ text }).model,
      undefined,
    );
    assert.deepEqual([...shared.keys()], [2]);
  });

  it('are told in a sentence, whatever the files are called', () => {
    const places = ['a', '`b`', 'c', 'd', 'e'].map((name, at): SharedPlace => ({
      name,
      uri: `file:///${at}`,
      line: at + 1,
    }));
    assert.equal(
      sharedSentence(places, ({ uri, line }) => `${uri}#L${line}`),
      'Shared with `a` ([line 1](file:///0#L1)), `` `b` `` ([line 2](file:///1#L2)), `c` ([line 3](file:///2#L3)) and 2 more: built and stored once.',
    );
    assert.equal(
      sharedSentence(places.slice(0, 1), () => undefined),
      'Shared with `a` (line 1): built and stored once.',
    );
    assert.equal(
      sharedText(places.slice(1, 3)),
      'Shared with `b` (line 2) and c (line 3): built and stored once.',
    );
  });
});

function other(name: string, text: string): OtherDockerfile {
  return { name, uri: `file:///${name}`, model: analyze({ text }).model, context: undefined };
}
