import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { copiedFiles, fileReaders } from '../../../server/src/insights/copied-files.ts';
import { whatIfChoices } from '../../../server/src/insights/what-if/choices.ts';
import { sinceEarlier } from '../../../server/src/insights/what-if/earlier.ts';
import type { FileDifference } from '../../../server/src/insights/what-if/earlier.ts';
import { editedText } from '../../../server/src/insights/what-if/edit.ts';
import type { WhatIfChange } from '../../../server/src/insights/what-if/types.ts';
import { whatIf } from '../../../server/src/insights/what-if/what-if.ts';
import { contextOf } from '../../fixes/context-of.ts';
import type { Files } from '../../fixes/context-of.ts';

const TWO_STAGES = [
  'FROM node:22 AS build',
  'WORKDIR /app',
  'COPY package.json ./',
  'ARG MODE=production',
  'RUN npm ci',
  'COPY . .',
  'RUN npm run build',
  'FROM nginx',
  'LABEL a=b',
  'RUN apt-get update',
  'COPY --from=build /app/dist /srv',
  'RUN nginx -t',
];

const FILES: Files = {
  'package.json': '',
  'src/index.ts': '',
  'docs/a.md': '',
  '.dockerignore': 'docs\nDockerfile\n',
};

function analysisOf(lines: readonly string[], files: Files) {
  const text = `${lines.join('\n')}\n`;
  return analyze({ text, context: contextOf({ Dockerfile: text, ...files }) });
}

interface Case {
  readonly name: string;
  readonly lines?: readonly string[];
  readonly files?: Files;
  /** Paths that change, or a 1-based line, or a build argument. */
  readonly change: readonly string[] | number | { readonly argument: string };
  /** `line text` of the steps that are not cached, then the summary. */
  readonly expected: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a file names the instruction that copies it, and what waits for its stage',
    change: ['src/index.ts'],
    expected: [
      '6 ● rebuilt · src/index.ts changed',
      '7 ● rebuilt · src/index.ts changed (line 6)',
      '11 ◐ depends on what stage build produces',
      '12 ◐ depends · runs again only if line 11 does',
      '2 of 8 steps run again, 2 more may, because src/index.ts is copied by line 6',
    ],
  },
  {
    name: 'two files, the first of which comes first',
    change: ['package.json', 'src/index.ts'],
    expected: [
      '3 ● rebuilt · package.json changed',
      '5 ● rebuilt · package.json changed (line 3)',
      '6 ● rebuilt · package.json changed (line 3)',
      '7 ● rebuilt · package.json changed (line 3)',
      '11 ◐ depends on what stage build produces',
      '12 ◐ depends · runs again only if line 11 does',
      '4 of 8 steps run again, 2 more may, because package.json is copied by line 3',
    ],
  },
  {
    name: 'an ignored file',
    change: ['docs/a.md'],
    expected: ['Nothing runs again: .dockerignore leaves docs/a.md out'],
  },
  {
    name: 'a file that nothing copies',
    lines: ['FROM a', 'COPY src /'],
    change: ['package.json'],
    expected: ['Nothing runs again: no step of this build reads package.json'],
  },
  {
    name: 'a file that only a stage copies that is not built',
    lines: ['FROM a AS other', 'COPY src /', 'FROM a', 'RUN x'],
    change: ['src/index.ts'],
    expected: ['2 – not built', 'Nothing runs again: no step of this build reads src/index.ts'],
  },
  {
    name: 'a file that is mounted',
    lines: ['FROM a', 'RUN --mount=type=bind,source=src,target=/src make'],
    change: ['src/index.ts'],
    expected: [
      '2 ● rebuilt · src/index.ts changed',
      '1 of 1 step runs again, because src/index.ts is mounted by line 2',
    ],
  },
  {
    name: 'a file that is newer than what is known of the context',
    lines: ['FROM a', 'COPY src /'],
    change: ['src/deep/new.ts'],
    expected: [
      '2 ● rebuilt · src/deep/new.ts changed',
      '1 of 1 step runs again, because src/deep/new.ts is copied by line 2',
    ],
  },
  {
    name: 'an instruction and those below it',
    change: 10,
    expected: [
      '10 ● rebuilt · this instruction changed',
      '11 ● rebuilt · line 10 changed',
      '12 ● rebuilt · line 10 changed',
      '3 of 8 steps run again, because line 10 changed',
    ],
  },
  {
    name: 'metadata',
    change: 9,
    expected: ["Nothing runs again: LABEL only changes the image's configuration"],
  },
  {
    name: 'metadata in a Dockerfile that is copied',
    lines: ['FROM a', 'COPY . /', 'EXPOSE 80'],
    files: { a: '' },
    change: 3,
    expected: [
      '2 ● rebuilt · Dockerfile changed',
      '1 of 1 step runs again, because Dockerfile is copied by line 2',
    ],
  },
  {
    name: 'an instruction of a stage that is not built',
    lines: ['FROM a AS other', 'RUN x', 'FROM a', 'RUN y'],
    change: 2,
    expected: ['2 – not built', 'Nothing runs again: the stage of line 2 is not built'],
  },
  {
    name: 'a base image',
    change: 8,
    expected: [
      '10 ● rebuilt · line 8 changed',
      '11 ● rebuilt · line 8 changed',
      '12 ● rebuilt · line 8 changed',
      '3 of 8 steps run again, because line 8 changed',
    ],
  },
  {
    name: 'a build argument, from the next RUN on',
    change: { argument: 'MODE' },
    expected: [
      '5 ● rebuilt · MODE has another value',
      '6 ● rebuilt · MODE has another value (line 5)',
      '7 ● rebuilt · MODE has another value (line 5)',
      '11 ◐ depends on what stage build produces',
      '12 ◐ depends · runs again only if line 11 does',
      '3 of 8 steps run again, 2 more may, because MODE has another value',
    ],
  },
  {
    name: 'a build argument that nobody declares',
    change: { argument: 'constructor' },
    expected: ['Nothing runs again: no step uses constructor'],
  },
];

function changeOf(change: Case['change']): WhatIfChange {
  return typeof change === 'number'
    ? { kind: 'instruction', node: change - 1 }
    : 'argument' in change
      ? { kind: 'argument', name: change.argument }
      : { kind: 'files', paths: change, outside: [] };
}

function told(analysis: ReturnType<typeof analysisOf>, change: WhatIfChange): string[] {
  const { steps, summary } = whatIf(analysis, change);
  return [
    ...steps.filter(({ verdict }) => verdict !== 'cached').map(({ line, text }) => `${line} ${text}`),
    summary,
  ];
}

describe('what if', () => {
  for (const { name, lines = TWO_STAGES, files = FILES, change, expected } of CASES) {
    it(name, () => {
      assert.deepEqual(told(analysisOf(lines, files), changeOf(change)), expected);
    });
  }

  it('follows the classic builder: metadata is a step, and all stages above the target are built', () => {
    const text =
      'FROM a AS other\nRUN x\nFROM a\nLABEL a=b\nEXPOSE 80\nHEALTHCHECK CMD y\nRUN z\nCMD ["c"]\n';
    const analysis = analyze({ text, builder: 'classic' });
    assert.deepEqual(told(analysis, { kind: 'instruction', node: 4 }), [
      '5 ● rebuilt · this instruction changed',
      '6 ● rebuilt · line 5 changed',
      '7 ● rebuilt · line 5 changed',
      '8 ● rebuilt · line 5 changed',
      '4 of 6 steps run again, because line 5 changed',
    ]);
    for (const node of analysis.model.nodes.filter(({ kind }) => kind !== 'base')) {
      const { steps, notes } = whatIf(analysis, { kind: 'instruction', node: node.index });
      assert.equal(steps.find((step) => step.node === node.index)?.verdict, 'rebuilt', node.instruction.text);
      assert.match(notes.join(' '), /Classic builder/);
    }
  });

  it('answers without a context, and says so', () => {
    const analysis = analyze({ text: 'FROM a\nRUN x\n' });
    const { summary, notes } = whatIf(analysis, { kind: 'instruction', node: 1 });
    assert.equal(summary, '1 of 1 step runs again, because line 2 changed');
    assert.match(notes.join(' '), /context is not known/);
  });

  it('says which files were left out or lie elsewhere', () => {
    const paths = ['src/index.ts', 'docs/a.md'];
    const { notes } = whatIf(analysisOf(TWO_STAGES, FILES), { kind: 'files', paths, outside: ['/x/y'] });
    assert.match(
      notes.join(' '),
      /Outside the build context: \/x\/y\. \.dockerignore leaves out docs\/a\.md\./,
    );
  });

  it('never throws on any text, whatever instruction is edited', () => {
    const word = fc.constantFrom(
      'FROM a',
      'FROM',
      'COPY . .',
      'COPY',
      'RUN ["x"]',
      'RUN []',
      'RUN <<E\nx\nE',
      'ENV a=b c="d"',
      'ENV a',
      'ARG x',
      'ARG',
      'WORKDIR',
      'ONBUILD RUN x',
      'ONBUILD',
      'USER',
      'SHELL ["a"]',
      '\\',
      'ADD --chown=a b c',
      'x',
      '"',
      '# a',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (lines) => {
        const analysis = analysisOf(lines, FILES);
        for (const { index } of analysis.model.nodes) {
          whatIf(analysis, { kind: 'instruction', node: index });
          copiedFiles(analysis, index);
        }
        whatIf(analysis, { kind: 'argument', name: 'x' });
        whatIfChoices(analysis);
      }),
    );
  });
});

describe('an edit of an instruction', () => {
  const EDITS: readonly (readonly [string, string])[] = [
    ['RUN x', 'RUN strata x'],
    ['RUN --network=none ["x", "y"]', 'RUN --network=none ["stratax", "y"]'],
    ['COPY --chown=a b c', 'COPY --chown=astrata b c'],
    ['COPY ["b", "c"]', 'COPY --chown=strata ["b", "c"]'],
    ['ENV a=b c="d"', 'ENV a=bstrata c="d"strata'],
    ['ARG a', 'ARG a=strata'],
    ['WORKDIR /a', 'WORKDIR /astrata'],
    ['ONBUILD ADD b c', 'ONBUILD ADD --chown=strata b c'],
    ['EXPOSE 80', 'EXPOSE 80'],
  ];
  for (const [before, after] of EDITS) {
    it(before, () => {
      const { model } = analyze({ text: `FROM a\n${before}\nCMD b\n` });
      const instruction = model.nodes[1]?.instruction;
      assert.ok(instruction);
      assert.equal(editedText(model.file, instruction), `FROM a\n${after}\nCMD b\n`);
    });
  }
});

describe('what changed since an earlier state', () => {
  const LINES = ['FROM a', 'COPY src /src', 'RUN x'];
  const since = (
    differences: readonly FileDifference[],
    options: { readonly lines?: readonly string[]; readonly ignore?: string; readonly end?: string } = {},
  ): string[] => {
    const { lines = LINES, ignore = FILES['.dockerignore'], end = '\n' } = options;
    const change = sinceEarlier(analysisOf(LINES, FILES), {
      title: 'HEAD',
      dockerfile: lines.map((line) => `${line}${end}`).join(''),
      differences,
      ignoreText: (path) => (path === '.dockerignore' ? ignore : undefined),
    });
    assert.ok(change);
    return told(analysisOf(LINES, FILES), change);
  };
  const file = (path: string, before: string | undefined, after: string | undefined): FileDifference => ({
    path,
    before,
    after,
    edited: true,
  });
  const NOTHING = ['Nothing runs again: no step reads what changed since HEAD'];

  it('is nothing when git only stores other line ends and a byte order mark', () => {
    const text = 'FROM a\r\nCOPY . /\r\nRUN <<E\r\nx\r\nE\r\n';
    const analysis = analyze({
      text,
      context: contextOf({ Dockerfile: text, ...FILES, '.dockerignore': '' }),
    });
    const change = sinceEarlier(analysis, {
      title: 'HEAD',
      dockerfile: `\uFEFF${text.replaceAll('\r', '')}`,
      differences: [],
      ignoreText: () => '',
    });
    assert.ok(change);
    assert.deepEqual(told(analysis, change), NOTHING);
  });

  it('is nothing when nothing did', () => {
    assert.deepEqual(since([]), NOTHING);
    assert.deepEqual(
      since([file('docs/a.md', '100644', '100644'), file('package.json', '100644', '100644')]),
      NOTHING,
    );
  });

  for (const [name, difference, words] of [
    ['edited', file('src/index.ts', '100644', '100644'), 'changed'],
    ['new', file('src/index.ts', undefined, '100644'), 'is new'],
    ['newer than the snapshot', file('src/other.ts', undefined, '100644'), 'is new'],
    ['gone', file('src/old.ts', '100644', undefined), 'is gone'],
    [
      'executable',
      { path: 'src/index.ts', before: '100644', after: '100755', edited: false },
      'has another mode',
    ],
    ['a symlink before', file('src/index.ts', '120000', '100644'), 'became another kind of file'],
  ] as const) {
    it(`a file that is ${name}`, () => {
      const [first] = since([difference]);
      // The folder that came or went with its only file is named before it.
      assert.match(first ?? '', new RegExp(`^2 ● rebuilt · .*${difference.path} ${words}`));
    });
  }

  it('an edit of the Dockerfile and of the ignore file', () => {
    assert.deepEqual(since([], { lines: ['FROM a', 'COPY src /src', 'RUN y'] }), [
      '3 ● rebuilt · the instruction was RUN y',
      '1 of 2 steps runs again, because line 3 was edited',
    ]);
    assert.deepEqual(since([], { lines: ['FROM a', 'COPY src /other', 'RUN x'] }), [
      '2 ● rebuilt · the instruction was COPY src /other',
      '3 ● rebuilt · line 2 was edited',
      '2 of 2 steps run again, because line 2 was edited',
    ]);
    assert.match(since([], { ignore: 'src\n' })[0] ?? '', /^2 ● rebuilt/);
  });
});

describe('choices', () => {
  it('are the files that changed most often first, ignored ones last', () => {
    const analysis = analysisOf(TWO_STAGES, FILES);
    const commit = (id: string, paths: readonly string[]) => ({ id, date: 0, paths });
    const history = {
      head: 'b',
      commits: [commit('a', ['src/index.ts', 'docs/a.md']), commit('b', ['src/index.ts'])],
      shallow: false,
      complete: true,
      tracked: undefined,
    };
    const paths = (options: Parameters<typeof whatIfChoices>[1]) =>
      whatIfChoices(analysis, options).files?.map(({ path }) => path);
    assert.deepEqual(paths({}), ['.dockerignore', 'package.json', 'src/index.ts', 'Dockerfile', 'docs/a.md']);
    assert.deepEqual(paths({ history }), [
      'src/index.ts',
      '.dockerignore',
      'package.json',
      'docs/a.md',
      'Dockerfile',
    ]);
    assert.deepEqual(paths({ files: 1, ignored: 1 }), ['.dockerignore', 'Dockerfile']);
    assert.equal(whatIfChoices(analysis, { files: 1, ignored: 1 }).total, 5);
  });

  it('name build arguments once, with all lines that declare them', () => {
    const analysis = analyze({ text: 'ARG A=1\nFROM x:$A\nARG A\nARG B C\n' });
    assert.deepEqual(whatIfChoices(analysis).arguments, [
      { name: 'A', lines: [1, 3] },
      { name: 'B', lines: [4] },
      { name: 'C', lines: [4] },
    ]);
    assert.equal(whatIfChoices(analysis).files, undefined);
  });
});

describe('copied files', () => {
  const files: Files = {
    'package.json': '',
    'src/index.ts': '',
    'src/a.log': '',
    'docs/a.md': '',
    'docs/keep.md': '',
    'node_modules/!': '',
    '.dockerignore': 'docs\n!docs/keep.md\nnode_modules\n**/*.log\nDockerfile\n',
  };

  it('are those after the ignore file, each other one with the pattern that leaves it out', () => {
    const found = copiedFiles(analysisOf(['FROM a', 'COPY --exclude=src . .'], files), 1);
    assert.ok(found);
    assert.equal(found.title, 'COPY --exclude=src . . (line 2)');
    assert.equal(found.summary, '3 files');
    assert.deepEqual(
      found.files.map(({ path }) => path),
      ['.dockerignore', 'docs/keep.md', 'package.json'],
    );
    assert.deepEqual(
      found.leftOut.map(({ path, folder, by }) => `${path}${folder ? '/' : ''}: ${by}`),
      [
        'Dockerfile: “Dockerfile” in .dockerignore',
        'docs/a.md: “docs” in .dockerignore',
        'node_modules/: “node_modules” in .dockerignore',
        'src/a.log: --exclude',
        'src/index.ts: --exclude',
      ],
    );
  });

  it('come with sizes where they are known, the largest first', () => {
    const context = contextOf({ 'a/small': '', 'a/large': '' });
    const entries = new Map(context.entries);
    entries.set('a/small', { kind: 'file', size: 10 });
    entries.set('a/large', { kind: 'file', size: 3_100_000 });
    const analysis = analyze({ text: 'FROM x\nCOPY a b\n', context: { ...context, entries } });
    const found = copiedFiles(analysis, 1);
    assert.equal(found?.summary, '2 files, 3.1 MB');
    assert.deepEqual(found.files[0], { path: 'a/large', size: 3_100_000 });
  });

  it('are cut, and counted all the same', () => {
    const found = copiedFiles(analysisOf(['FROM a', 'COPY . .'], files), 1, { files: 1, leftOut: 1 });
    assert.deepEqual(
      [found?.files.length, found?.total, found?.leftOut.length, found?.leftOutTotal],
      [1, 4, 1, 4],
    );
  });

  it('are read by COPY, ADD and bind mounts of the context only', () => {
    const lines = [
      'FROM a AS b',
      'ADD src /',
      'RUN --mount=type=bind,source=src,target=/x y',
      'FROM a',
      'COPY --from=b /x /',
      'COPY <<E /f',
      'x',
      'E',
      'RUN z',
    ];
    const analysis = analysisOf(lines, files);
    assert.deepEqual(
      fileReaders(analysis).map(({ index }) => index),
      [1, 2],
    );
    assert.equal(copiedFiles(analysis, 2)?.total, 1);
    assert.equal(copiedFiles(analysis, 4), undefined);
  });
});
