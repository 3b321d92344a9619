import assert from 'node:assert/strict';
import { imageSummary } from '../../server/src/insights/words/image-words.ts';
import { matchImage } from '../../server/src/measured/image-history.ts';
import { modelOf, recorded, recordedHistory } from './recorded.ts';

const ALL = recorded('All.Dockerfile');

describe('history of an image', () => {
  for (const builder of ['buildkit', 'classic'] as const) {
    it(`of the ${builder} builder: each step has its entry, the rest is the base`, () => {
      const model = modelOf(ALL);
      const match = matchImage(model, recordedHistory(`${builder}-history.jsonl`));
      assert.equal(match.kind, 'same');
      const lines = [...match.bytes].map(([node, bytes]) => [model.nodes[node]?.instruction.line, bytes]);
      assert.deepEqual(lines.reverse(), [
        [15, 0],
        [16, 6],
        [17, 6],
        [27, 0],
        [28, 0],
        [30, 6],
      ]);
      assert.deepEqual(match.base, {
        entries: 2,
        layers: builder === 'classic' ? undefined : 2,
        bytes: 1_982_256,
      });
      assert.equal(match.bytesAbove, 18);
      assert.equal(match.builder, builder);
    });

    const EDITS: Readonly<Record<string, readonly [from: string, to: string, line: number | undefined]>> = {
      'another command': ['RUN echo "$NAME"', 'RUN echo "$NAM"', 17],
      'another destination': ['ADD package.json /elsewhere', 'ADD package.json /there', 30],
      'another value': ['LABEL a=b', 'LABEL a=c', 14],
      'a longer command with the same end': ['RUN true', 'RUN false; true', 27],
      'a step less': ['RUN true\n', '', 26],
      'a step more': ['RUN true\n', 'RUN true\nRUN true\n', 27],
    };
    for (const [title, [from, to, line]] of Object.entries(EDITS)) {
      it(`of the ${builder} builder: ${title} is another version`, () => {
        const edited = ALL.replace(from, to);
        assert.notEqual(edited, ALL);
        const model = modelOf(edited);
        const match = matchImage(model, recordedHistory(`${builder}-history.jsonl`));
        assert.equal(match.kind, 'different');
        assert.equal(match.node === undefined ? undefined : model.nodes[match.node]?.instruction.line, line);
      });
    }
  }

  const OPEN: Readonly<Record<string, boolean>> = {
    'ENV PATH=/a:/usr/bin:/bin': true,
    'ENV PATH=/b:/usr/bin:/bin': false,
    'ENV PATH=/a': false,
  };
  for (const [createdBy, isSame] of Object.entries(OPEN)) {
    it(`${createdBy} is ${isSame ? '' : 'not '}ENV PATH=/a:$PATH`, () => {
      const model = modelOf('FROM x\nENV PATH="/a:$PATH"\nWORKDIR $HOME/${NAME}/x\n');
      const entries = ['WORKDIR /home/joe/app/x', createdBy].map((text) => ({ createdBy: text, size: 0 }));
      assert.equal(matchImage(model, { entries, layers: 1 }).kind, isSame ? 'same' : 'different');
    });
  }

  it('too short', () => {
    const match = matchImage(modelOf('FROM scratch\nLABEL a=b\nLABEL c=d\n'), {
      entries: [{ createdBy: 'LABEL c=d', size: 0 }],
      layers: 0,
    });
    assert.deepEqual(match, { kind: 'different', node: undefined, createdBy: undefined });
  });

  it('a foreign image, or nothing at all', () => {
    const model = modelOf(ALL);
    assert.equal(matchImage(model, { entries: [{ createdBy: '', size: 5 }], layers: 1 }).kind, 'different');
    assert.equal(matchImage(model, { entries: [], layers: 0 }).kind, 'different');
  });

  it('squashed: by BuildKit’s kin, which keep the history, and by the classic builder, which adds an entry', () => {
    const model = modelOf('FROM scratch\nCOPY a /\nRUN b\n');
    const entries = ['RUN /bin/sh -c b # buildkit', 'COPY a / # buildkit'].map((createdBy) => ({
      ...{ createdBy, size: 5 },
    }));
    const match = matchImage(model, { entries, layers: 1 });
    assert.deepEqual(match, { kind: 'squashed', layers: 1, steps: 2 });
    assert.equal(
      imageSummary(model, match, 'shop:dev'),
      'shop:dev was squashed: 1 layer for 2 steps, so nobody knows which step added what. No sizes are shown.',
    );
    assert.equal(matchImage(model, { entries, layers: 2 }).kind, 'same');
    const merged = [{ createdBy: '', size: 10 }, ...entries];
    assert.deepEqual(matchImage(model, { entries: merged, layers: 1 }), {
      ...{ kind: 'different', node: 2, createdBy: '' },
    });
  });

  it('of 200 layers', () => {
    const lines = Array.from({ length: 200 }, (_, i) => `RUN echo ${i}`);
    const model = modelOf(`FROM x\n${lines.join('\n')}\n`);
    const history = lines
      .map((line, i) => ({ createdBy: `${line.replace('RUN', 'RUN /bin/sh -c')} # buildkit`, size: i }))
      .reverse();
    const match = matchImage(model, { entries: history, layers: 203 });
    assert.equal(match.kind, 'same');
    assert.equal(match.base.layers, 3);
    assert.deepEqual([...match.bytes], lines.map((_, i) => [i + 1, i]).reverse());
  });
});
