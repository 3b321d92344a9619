import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { layerStack } from '../../../server/src/insights/stack/layer-stack.ts';
import { stackLayout } from '../../../server/src/insights/stack/stack-layout.ts';
import type { PlacedRow, StackLayout } from '../../../server/src/insights/stack/stack-layout.ts';
import { stackSvg } from '../../../server/src/insights/stack/stack-svg.ts';
import type { LayerStack } from '../../../server/src/insights/stack/types.ts';
import { wrapText } from '../../../server/src/insights/stack/wrap-text.ts';

const ONE = 'FROM node:22\nENV A=1\nCOPY deployment/supervisord.conf /etc/supervisor/conf.d/\nRUN npm ci\n';
const TWO =
  'FROM golang AS build\nRUN go build -o /out/server ./cmd/server\nFROM scratch\nCOPY --from=build /x /x\n';
const FOUR = `FROM node AS a-builder-with-a-long-name\nRUN npm ci\nFROM python AS b\nRUN pip install --requirement requirements.txt\nFROM go AS c\nRUN go build\nFROM registry.example.com/platform/debian-base:12\nCOPY --from=a-builder-with-a-long-name /a /a\nCOPY --from=b /b /b\nCOPY --from=c /c /c\n`;

interface Case {
  readonly name: string;
  readonly dockerfile: string;
  readonly width?: number;
  /** Where boxes begin and how wide they are. */
  readonly boxes: string;
}

const CASES: readonly Case[] = [
  { name: 'one stage without a width', dockerfile: ONE, boxes: '16 + 380' },
  { name: 'stages without a width: all beside each other', dockerfile: FOUR, boxes: '16 486 956 1426 + 380' },
  { name: 'one stage in a wide panel', dockerfile: ONE, width: 900, boxes: '16 + 480' },
  { name: 'one stage in a narrow panel', dockerfile: ONE, width: 320, boxes: '16 + 288' },
  { name: 'one stage in one too narrow for any box', dockerfile: ONE, width: 100, boxes: '16 + 190' },
  { name: 'two stages in a wide panel', dockerfile: TWO, width: 1200, boxes: '16 586 + 480' },
  { name: 'two stages in half a window', dockerfile: TWO, width: 576, boxes: '16 312 + 248' },
  {
    name: 'two stages in a narrow panel: below each other',
    dockerfile: TWO,
    width: 559,
    boxes: '16 16 + 480',
  },
  { name: 'two stages at 200 %', dockerfile: TWO, width: 276, boxes: '16 16 + 224' },
  {
    name: 'four stages, which half a window has no room for',
    dockerfile: FOUR,
    width: 700,
    boxes: '16 16 16 16 + 480',
  },
];

describe('the layout of the layer stack', () => {
  for (const { name, dockerfile, width, boxes } of CASES) {
    it(name, () => {
      const { columns, box } = stackLayout(stackOf(dockerfile), width);
      assert.equal(`${columns.map(({ x }) => x).join(' ')} + ${box}`, boxes);
    });
  }

  it('needs no scrolling sideways from 266 pixels on, and cuts or covers nothing', () => {
    for (const dockerfile of [ONE, TWO, FOUR, 'RUN a\n']) {
      for (let width = 266; width < 1500; width += 7) {
        const layout = stackLayout(stackOf(dockerfile), width);
        assert.equal(layout.width, width);
        assert.deepEqual(problemsOf(layout), [], `${width} pixels`);
      }
    }
  });

  it('has lines for all of an instruction where boxes are narrow, and the size beside the last or below', () => {
    const { columns } = stackLayout(stackOf(ONE), 270);
    assert.deepEqual(
      columns[0]?.rows.map(({ lines, size }) => [
        ...lines,
        ...(size.text === '' ? [] : [`${size.text} in line ${size.line}`]),
      ]),
      [
        ['node:22'],
        ['ENV'],
        ['1 COPY', 'deployment/supervisord.conf', '/etc/super…', '12 MB in line 2'],
        ['2 RUN npm ci', '1 min 1 s · 182 MB in line 1'],
        ["The container's writable", 'layer'],
      ],
    );
  });

  it('leads arrows below the stages between, where those stand beside each other', () => {
    const layout = stackLayout(stackOf(FOUR));
    const svg = stackSvg(stackOf(FOUR), { style: undefined });
    const ways = [...svg.matchAll(/class="arrow"[^>]* d="M\d+ [\d.]+([CHV].*?)"/g)].map(
      ([, way = '']) => way,
    );
    assert.deepEqual(
      ways.map((way) => way.replace(/([CHV])[^CHV]*/g, '$1')),
      ['C', 'HVHVH', 'HVHVH'],
    );
    for (const [index, way] of ways.slice(1).entries()) {
      const [, before, below, beside] = /^H(\d+)V(\d+)H(\d+)/.exec(way)?.map(Number) ?? [];
      const [left, stage] = [layout.columns[index + 1], layout.columns[index + 2]];
      assert.ok(left && stage && before !== undefined && below !== undefined && beside !== undefined);
      assert.ok(before > left.x + layout.box && before < stage.x, 'down beside the stage');
      assert.ok(below > layout.ground && below < layout.legend.y, 'between the boxes and the legend');
      assert.ok(beside > 16 + layout.box && beside < (layout.columns[1]?.x ?? 0), 'up beside the image');
    }
  });

  it('leads arrows past the boxes between, each in a lane of its own', () => {
    const svg = stackSvg(stackOf(FOUR), { style: undefined, width: 400 });
    const ways = [...svg.matchAll(/class="arrow"[^>]* d="M(\d+) [\d.]+H(\d+)V[\d.]+H(\d+)"/g)];
    assert.deepEqual(
      ways.map(([, from, lane, to]) => `${from} ${lane} ${to}`),
      ['352 372 354', '352 378 354', '352 384 354'],
    );
  });
});

describe('lines of the layer stack', () => {
  for (const [text, limit, lines] of [
    ['', 10, ['']],
    ['one two', 10, ['one two']],
    ['one two three', 10, ['one two', 'three']],
    ['gcr.io/distroless/base', 12, ['gcr.io/', 'distroless/', 'base']],
    ['on abcdefghijkl', 5, ['on', 'abcde', 'fghij', 'kl']],
    ['abcd\u{1f433}e', 5, ['abcd', '\u{1f433}e']],
    ['a'.repeat(100), 10, [...Array<string>(7).fill('a'.repeat(10)), `${'a'.repeat(9)}…`]],
    ['ab', 1, ['a', 'b']],
  ] as const) {
    it(`${text.slice(0, 30)} at ${limit}`, () => {
      assert.deepEqual(wrapText(text, limit), lines);
    });
  }
});

function stackOf(text: string): LayerStack {
  return layerStack(analyze({ text }), (node) =>
    node % 2 === 0 ? { bytes: 12_000_000 } : { bytes: 182_000_000, seconds: 61 },
  );
}

/** What is outside the picture or its box, or where something else is. */
function problemsOf({ width, height, title, columns, box, notes, isBeside }: StackLayout): string[] {
  const fits = (text: string, room: number, each = 7.5): boolean => text.length * each <= room;
  const rows = columns.flatMap((column) => column.rows);
  return [
    ...rows
      .filter(({ x, y, height: tall }) => x + box + 16 > width || y < 40 || y + tall > height)
      .map(() => 'outside'),
    ...rows.filter((row) => !isReadable(row, box)).map(({ lines }) => lines.join('|')),
    ...columns.flatMap((column) => column.title).filter((line) => !fits(line, box)),
    ...title.filter((line) => !fits(line, width - 32, 9)),
    ...notes.lines.filter((line) => !fits(line, width - 32)),
    ...columns.slice(1).flatMap((column, index) => {
      const before = columns[index];
      const ground = before?.rows[0];
      return isBeside
        ? column.x - (before?.x ?? 0) - box >= 48
          ? []
          : ['no room between']
        : column.y - 12 > (ground?.y ?? 0) + (ground?.height ?? 0)
          ? []
          : ['no room below'];
    }),
  ];
}

function isReadable({ lines, size, height }: PlacedRow, box: number): boolean {
  const room = Math.floor((box - 20) / 7.5);
  const all = [...lines, ''].map(
    (line, index) => line.length + (index === size.line && size.text !== '' ? size.text.length + 1 : 0),
  );
  return all.every((length) => length <= room) && height >= 22 + (lines.length - 1) * 16;
}
