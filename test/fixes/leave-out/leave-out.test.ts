import assert from 'node:assert/strict';
import { compileIgnore } from '../../../server/src/context/ignore/ignore.ts';
import { leaveOutFix } from '../../../server/src/fixes/leave-out/fix.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { contextOf, type Files } from '../context-of.ts';

interface Case {
  readonly id: string;
  /** `COPY . .` where not given. */
  readonly dockerfile?: string;
  readonly files?: Files;
  /** Of the ignore file; there is none where not given. */
  readonly ignore?: string;
  readonly paths: readonly string[];
  readonly patterns?: readonly string[];
  /** The new ignore file; `none` where there is no fix. */
  readonly text: string;
  /** All of the title. */
  readonly title?: string;
}

const ALL = 'FROM a\nCOPY . .\n';
const SECRET = '.env.production';
const LEAVE = `Leave ${SECRET} out by .dockerignore`;

const CASES: readonly Case[] = [
  {
    id: 'a line at the end',
    ignore: '.git\n',
    paths: ['data/dump.sql'],
    text: '.git\ndata/dump.sql\n',
    title: 'Leave data/dump.sql out by .dockerignore (review: the image no longer holds it)',
  },
  {
    id: 'an exception for the path goes, and the pattern before it counts again',
    ignore: '.env*\n!.env.production\nDockerfile\n',
    paths: [SECRET],
    text: '.env*\nDockerfile\n',
    title: `${LEAVE} (review: \`!.env.production\` goes, and the image no longer holds it)`,
  },
  {
    id: 'an exception to everything goes, and those for others stay',
    ignore: '*\n!src\n!.env.production\n',
    paths: [SECRET],
    text: '*\n!src\n',
  },
  {
    id: 'an exception without a pattern before it makes place for one',
    ignore: '\uFEFF! /.env.production\r\ndist\r\n',
    paths: [SECRET],
    text: 'dist\r\n.env.production\r\n',
    title: `${LEAVE} (review: \`! /.env.production\` goes, and the image no longer holds it)`,
  },
  {
    id: 'each exception for the path, also the last line',
    ignore: '.env*\n!.env.production\n# keep it\n!.env.production',
    paths: [SECRET],
    text: '.env*\n# keep it\n',
    title: `${LEAVE} (review: \`!.env.production\` goes, and the image no longer holds it)`,
  },
  {
    id: 'of several paths only what is still copied is written',
    ignore: '*.sql\n!a.sql\n!b.sql\n!c.sql\n!d.sql\n!e.sql\n',
    paths: ['a.sql', 'b.sql', 'c.sql', 'd.sql', 'x.bin'],
    text: '*.sql\n!e.sql\nx.bin\n',
    title:
      'Leave a.sql, b.sql, c.sql, d.sql and x.bin out by .dockerignore (review: `!a.sql`, `!b.sql` and 2 more lines go, and the image no longer holds them)',
  },
  {
    id: 'a pattern for several paths',
    ignore: '!Dockerfile.prod\n',
    paths: ['Dockerfile', 'Dockerfile.prod'],
    patterns: ['Dockerfile*'],
    text: 'Dockerfile*\n',
    title:
      'Leave Dockerfile* out by .dockerignore (review: `!Dockerfile.prod` goes, and the image no longer holds them)',
  },
  {
    id: 'a pattern for several paths that are left out without the exception',
    ignore: 'Docker*\n!Dockerfile.prod\n',
    paths: ['Dockerfile.prod'],
    patterns: ['Dockerfile*'],
    text: 'Docker*\n',
  },
  {
    id: 'an exception for more than the path stays',
    ignore: '*\n!data\n!.env.*\n',
    paths: ['data/dump.sql', SECRET],
    text: '*\n!data\n!.env.*\ndata/dump.sql\n.env.production\n',
  },
  {
    id: 'no fix: an exception for a part of the path',
    ignore: '!target/app.jar\n',
    paths: ['target'],
    text: 'none',
  },
  { id: 'no fix: a name that means something else', paths: ['a?b'], text: 'none' },
  {
    id: 'no fix: an ignore file that could not be read',
    files: { '.dockerignore/': '' },
    paths: ['a'],
    text: 'none',
  },
  { id: 'a new file that a copy would bring', paths: ['a'], text: 'a\n.dockerignore\n' },
  {
    id: 'a new file that wildcards would bring',
    dockerfile: 'FROM a\r\nCOPY * ./\r\n',
    paths: ['a'],
    text: 'a\r\n.dockerignore\r\n',
  },
  ...[
    'COPY apps/web /x',
    'COPY *.js package.json ./',
    'COPY --exclude=.dockerignore . .',
    'COPY --from=b . .',
    'RUN --mount=type=bind,target=/x make',
  ].map((line) => ({
    id: `a new file that nothing brings: ${line}`,
    dockerfile: `FROM a\n${line}\n`,
    paths: ['apps/web/Dockerfile'],
    text: 'apps/web/Dockerfile\n',
  })),
  ...[
    { end: 'FROM c\nCOPY --from=b /app/dist /dist\n', holder: 'the builder stage no longer holds' },
    { end: 'FROM c\nCOPY --from=b /app /app\n', holder: 'the image no longer holds' },
    { end: 'FROM c\nCOPY --from=b / /\n', holder: 'the image no longer holds' },
    { end: 'FROM c\nCOPY --from=b /app/src/api/Docker* /x/\n', holder: 'the image no longer holds' },
    { end: 'FROM c\nCOPY --from=b /app/*.jar /x/\n', holder: 'the builder stage no longer holds' },
    { end: 'FROM b AS d\nFROM c\nCOPY --from=d /app/src /x\n', holder: 'the image no longer holds' },
    {
      end: 'FROM c AS d\nCOPY --from=b /app/src /x\nFROM c\nCOPY --from=d /x/api /y\n',
      holder: 'the image no longer holds',
    },
    {
      end: 'FROM c AS d\nCOPY --from=b /app/src /x\nFROM c\nCOPY --from=d /y /y\n',
      holder: 'the builder stage no longer holds',
    },
    {
      end: 'FROM c AS d\nCOPY src /s\nFROM c\nCOPY --from=b /x /x\nCOPY --from=d /y /y\n',
      holder: 'builder stages no longer hold',
    },
    { end: 'FROM c\nCOPY --from=b --exclude=src /app /app\n', holder: 'the builder stage no longer holds' },
    { end: 'FROM c\nCOPY --from=b --exclude=*.js /app /app\n', holder: 'the image no longer holds' },
    {
      end: 'FROM c AS d\nCOPY --from=b --parents /app/./src /x\nFROM c\nCOPY --from=d /x/src /y\n',
      holder: 'the image no longer holds',
    },
    {
      end: 'FROM c AS d\nCOPY --from=b --parents /app/src /x\nFROM c\nCOPY --from=d /x/src /y\n',
      holder: 'the builder stage no longer holds',
    },
    { end: 'FROM b\nRUN make\n', holder: 'the image no longer holds' },
  ].map(({ end, holder }) => ({
    id: `who held it: ${end}`,
    dockerfile: `FROM a AS b\nWORKDIR /app\nCOPY . .\nRUN make\n${end}`,
    paths: ['src/api/Dockerfile'],
    text: 'src/api/Dockerfile\n.dockerignore\n',
    title: `Leave src/api/Dockerfile out by .dockerignore (review: ${holder} it)`,
  })),
  {
    id: 'who held a folder that was not looked into',
    dockerfile: 'FROM a AS b\nCOPY web /app\nFROM c\nCOPY --from=b /app/node_modules /x\n',
    files: { 'web/node_modules/!': '' },
    paths: ['web/node_modules'],
    text: 'web/node_modules\n',
    title: 'Leave web/node_modules out by .dockerignore (review: the image no longer holds it)',
  },
  {
    id: 'a new file that an instruction asks for',
    dockerfile: 'FROM a\nCOPY . .\nCOPY .dockerignore /x/\n',
    paths: ['a'],
    text: 'a\n',
  },
];

describe('leaving files out', () => {
  for (const { id, dockerfile = ALL, files = {}, ignore, paths, patterns, text, title } of CASES) {
    it(id, () => {
      const present = Object.fromEntries(paths.flatMap((path) => (`${path}/!` in files ? [] : [[path, '']])));
      const known = ignore === undefined ? {} : { '.dockerignore': ignore };
      const context = contextOf({ ...present, ...files, ...known });
      const fix = leaveOutFix(buildModel(parse(dockerfile)), context, paths, patterns);
      const [edit] = fix?.edits ?? [];
      assert.equal(edit?.file === 'context' ? edit.text : 'none', text);
      if (title !== undefined) {
        assert.equal(fix?.title, title);
      }
      if (edit?.file === 'context') {
        assert.equal(edit.exists, ignore !== undefined);
        assert.ok(paths.every((path) => compileIgnore(edit.text).leavesOut(path)));
      }
    });
  }
});
