import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import type { BuildOptions } from '../../../server/src/model/types.ts';
import { contextOf } from '../../fixes/context-of.ts';

/** Three images of one stage; the last one is the target. */
const SHARED =
  'FROM debian:13-slim AS runner\nRUN make\nFROM runner AS a\nCMD ["/a"]\nFROM runner AS b\nCOPY b /\nENTRYPOINT ["/b"]\nFROM runner AS c\nCMD ["/c"]\n';

const OTHERS = ['a', 'b'];

/** What is told of the programs of several images: each message from its subject on up to the first colon, and the last sentence. */
const CASES: readonly (readonly [
  id: string,
  dockerfile: string,
  others: BuildOptions['others'],
  told: readonly (readonly [what: string, advice: string])[],
])[] = [
  [
    'one finding for the images of a stage',
    SHARED,
    OTHERS,
    [
      [
        'CMD (line 4) runs as root, and so do the programs of lines 7 and 9 (these 3 images are built from stage runner)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  [
    'two of them',
    SHARED,
    ['b'],
    [
      [
        'ENTRYPOINT (line 7) runs as root, and so does the program of line 9 (these 2 images are built from stage runner)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  [
    'many of them',
    `${SHARED}${['d', 'e', 'f'].map((name) => `FROM runner AS ${name}\nCMD /${name}\n`).join('')}`,
    ['a', 'b', 'c', 'd', 'e'],
    [
      [
        'CMD (line 4) runs as root, and so do the programs of lines 7, 9 and 3 more (these 6 images are built from stage runner)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  ['one image alone', SHARED, [], [['CMD (line 9) runs as root', 'Set USER above it.']]],
  [
    'the outermost stage in which a user can be set',
    `FROM debian:13 AS base\nRUN x\nFROM base AS mid\nCOPY x /\n${SHARED.split('\n').slice(2).join('\n').replaceAll('runner', 'mid')}`,
    OTHERS,
    [
      [
        'CMD (line 6) runs as root, and so do the programs of lines 9 and 11 (these 3 images are built from stage base)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  [
    'none that another stage still works in as root',
    `FROM debian:13 AS base\nFROM base AS build\nRUN make\n${SHARED.replace('debian:13-slim', 'base').replace('RUN make\n', '')}`,
    OTHERS,
    [
      [
        'CMD (line 6) runs as root, and so do the programs of lines 9 and 11 (these 3 images are built from stage runner)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  [
    'each by itself where RUNs stand in between',
    SHARED.replace('COPY b /', 'RUN apt-get install -y b'),
    OTHERS,
    [
      ['CMD (line 4) runs as root', 'Set USER above it.'],
      ['ENTRYPOINT (line 7) runs as root', 'Set USER above it.'],
      ['CMD (line 9) runs as root', 'Set USER above it.'],
    ],
  ],
  [
    'each by itself where triggers run',
    SHARED.replace('RUN make', 'ONBUILD RUN make'),
    ['a'],
    [
      ['CMD (line 4) runs as root', 'Set USER above it.'],
      ['CMD (line 9) runs as root', 'Set USER above it.'],
    ],
  ],
  [
    'each by itself where the stages are others',
    'FROM debian:13 AS a\nCMD /a\nFROM debian:13 AS b\nCMD /b\n',
    ['a'],
    [
      ['CMD (line 2) runs as root', 'Set USER above it.'],
      ['CMD (line 4) runs as root', 'Set USER above it.'],
    ],
  ],
  [
    'no user in a stage from which a server is built that needs root',
    SHARED.replace('["/b"]', '["nginx"]'),
    OTHERS,
    [
      [
        'CMD (line 4) runs as root, and so does the program of line 9 (these 2 images are built from stage runner)',
        'Set USER above each of them.',
      ],
    ],
  ],
  [
    'a user of another image is no matter',
    SHARED.replace('ENTRYPOINT', 'USER b\nENTRYPOINT'),
    OTHERS,
    [
      [
        'CMD (line 4) runs as root, and so does the program of line 10 (these 2 images are built from stage runner)',
        'Set USER at the end of that stage, or above each of them.',
      ],
    ],
  ],
  [
    'what a comment silences is not counted',
    SHARED.replace('CMD ["/a"]', '# strata: ignore=image/runs-as-root\nCMD ["/a"]'),
    OTHERS,
    [
      [
        'ENTRYPOINT (line 8) runs as root, and so does the program of line 10 (these 2 images are built from stage runner)',
        'Set USER above each of them.',
      ],
    ],
  ],
];

describe('images that run as root', () => {
  for (const [id, text, others, told] of CASES) {
    it(id, () => {
      const { findings } = analyze({ text, context: contextOf({ b: '' }), build: { others } });
      assert.deepEqual(
        findings
          .filter(({ rule }) => rule === 'image/runs-as-root')
          .map(({ message }) => [message.slice(0, message.indexOf(':')), /Set USER.*$/.exec(message)?.[0]]),
        told,
      );
      assert.ok(!findings.some(({ rule }) => rule.startsWith('comments/')));
    });
  }

  it('with the other lines as places beside it', () => {
    const { findings } = analyze({ text: SHARED, context: contextOf({}), build: { others: OTHERS } });
    const [found] = findings.filter(({ rule }) => rule === 'image/runs-as-root');
    assert.deepEqual(
      found?.related.map(({ span, message }) => [SHARED.slice(span.start, span.end), message]),
      [
        ['ENTRYPOINT ["/b"]', 'Runs as root, too.'],
        ['CMD ["/c"]', 'Runs as root, too.'],
      ],
    );
  });
});
