import assert from 'node:assert/strict';
import { parseXml } from '@rgrove/parse-xml';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { layerStack } from '../../../server/src/insights/stack/layer-stack.ts';
import { stackImage, stackPage } from '../../../server/src/insights/stack/stack-page.ts';
import type { LayerStack, StackRow } from '../../../server/src/insights/stack/types.ts';
import { loadContext } from '../../../server/src/workspace/load-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';

interface Case {
  readonly name: string;
  readonly dockerfile: string;
  /** The columns, each with its rows from the bottom. */
  readonly columns: readonly (readonly [title: string, ...rows: string[]])[];
  /** `0 → 1.2`: from a column to a row of another. */
  readonly arrows?: readonly string[];
}

const WRITABLE = "The container's writable layer";

const CASES: readonly Case[] = [
  {
    name: 'one stage: metadata is folded between the layers',
    dockerfile:
      'FROM node:22\nENV A=1\nENV B=2\nWORKDIR /app\nCOPY a.txt ./\nRUN npm ci\nEXPOSE 80\nCMD ["node", "x"]\n',
    columns: [
      [
        'Final image',
        'node:22',
        'ENV ×2',
        '1 WORKDIR /app ?',
        '2 COPY a.txt ./ 3 context',
        '3 RUN npm ci ?',
        'EXPOSE, CMD',
        WRITABLE,
      ],
    ],
  },
  {
    name: 'a builder beside the image, and one that is not built',
    dockerfile:
      'FROM golang AS build\nRUN go build\nFROM alpine AS test\nRUN true\nFROM scratch\nCOPY --from=build /x /x\nRUN --mount=from=build,target=/b true\n',
    columns: [
      ['Final image', 'starts empty', '1 COPY /x /x ?', '2 RUN true ?', WRITABLE],
      ['Stage build: builder, not shipped', 'golang', '1 RUN go build ?'],
    ],
    arrows: ['1 → 0.1', '1 → 0.2'],
  },
  {
    name: 'stages that stand on one another are one column, counted through',
    dockerfile: 'FROM a AS base\nRUN one\nFROM base AS next\nRUN two\nFROM next\nRUN three\n',
    columns: [['Final image', 'a', '1 RUN one ?', '2 RUN two ?', '3 RUN three ?', WRITABLE]],
  },
  { name: 'no stage', dockerfile: 'RUN a\n', columns: [] },
  { name: 'no text', dockerfile: '', columns: [] },
];

describe('the layer stack', () => {
  for (const { name, dockerfile, columns, arrows = [] } of CASES) {
    it(name, async () => {
      const stack = await stackOf(dockerfile);
      assert.deepEqual(
        stack.columns.map(({ title, rows }) => [title, ...rows.map(rowText)]),
        columns,
      );
      assert.deepEqual(
        stack.arrows.map(({ from, to }) => `${from} → ${to.column}.${to.row}`),
        arrows,
      );
      parseXml(stackImage(stack));
    });
  }

  it('takes what was measured before those of the context', () => {
    const { columns } = layerStack(analyze({ text: 'FROM a\nRUN b\n' }), () => ({ bytes: 5, seconds: 61 }));
    assert.deepEqual(columns[0]?.rows.map(rowText), ['a', '1 RUN b 5 measured', WRITABLE]);
    assert.match(columns[0].rows[1]?.label ?? '', /5 B as measured\. It took 1 min 1 s\.$/);
  });

  it('marks the layers that other Dockerfiles have too, and names these', () => {
    const places = [{ name: 'api/Dockerfile', uri: 'file:///api/Dockerfile', line: 4 }];
    const stack = layerStack(analyze({ text: 'FROM a\nRUN b\nRUN c\n' }), undefined, new Map([[1, places]]));
    const labels = stack.columns[0]?.rows.map(({ label }) => label) ?? [];
    assert.match(labels[1] ?? '', /Shared with api\/Dockerfile \(line 4\): built and stored once\.$/);
    assert.doesNotMatch(labels[2] ?? '', /Shared/);
    assert.equal(stackImage(stack).split('<path class="shared"').length, 2);
    assert.match(stackImage(stack), /Two squares: shared with other Dockerfiles/);
    assert.doesNotMatch(stackImage(layerStack(analyze({ text: 'FROM a\nRUN b\n' }))), /Two squares/);
  });

  it('cuts a long instruction where its size begins', () => {
    const text = `FROM a\nRUN ${'b'.repeat(60)}\n`;
    const stack = layerStack(analyze({ text }), () => ({ bytes: 182_000_000, seconds: 61 }));
    const [, name = '', size = ''] =
      /<tspan class="number">1<\/tspan> ([^<]*)<\/text><text class="size"[^>]*>([^<]*)</.exec(
        stackImage(stack),
      ) ?? [];
    assert.equal(size, '1 min 1 s · 182 MB');
    assert.match(name, /^RUN b+…$/);
    assert.equal(name.length + size.length, 44);
  });

  it('draws the text of files as text', async () => {
    const stack = await stackOf('FROM a<b>&"\'\nRUN echo "</svg><script>alert(1)</script>\u0001\ud800"\n');
    const image = stackImage(stack);
    assert.doesNotMatch(image, /<script/);
    // XML has no place for control characters and halves of surrogate pairs.
    parseXml(image);
    assert.match(stackPage(stack), /default-src 'none'/);
  });

  it('says everything to a screen reader, and names the lines', async () => {
    const image = stackImage(await stackOf('FROM a\nCOPY a.txt ./\n'));
    assert.match(
      image,
      /role="listitem" tabindex="0" aria-label="Layer 1, line 2: COPY a\.txt \.\/\. 3 B of files from the build context\." data-line="2"/,
    );
  });
});

async function stackOf(text: string): Promise<LayerStack> {
  const place = { root: '/ctx', dockerfile: '/ctx/Dockerfile' };
  const loaded = await loadContext(memoryFiles({ [place.dockerfile]: text, '/ctx/a.txt': 'abc' }), place);
  return layerStack(analyze({ text, context: loaded?.snapshot }));
}

function rowText(row: StackRow): string {
  if (row.kind !== 'layer') {
    return row.text;
  }
  const { number, text, size } = row;
  return `${number} ${text} ${size === undefined ? '?' : `${size.bytes} ${size.from}`}`;
}
