import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { isContradicted } from '../../../server/src/fixes/missing-source/contradicted.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { contextOf, type Files } from '../context-of.ts';

interface Case {
  readonly dockerfile: string;
  readonly files: Files;
  readonly context?: Partial<ContextSnapshot>;
}

/** Dockerfiles whose copies say that they are built with another folder. */
const CONTRADICTED: Readonly<Record<string, Case>> = {
  'nothing of what is copied is there': {
    dockerfile: 'FROM a\nCOPY server/package.json server/lock.json ./\nCOPY rootfs /\nCOPY . .\n',
    files: { 'entry.sh': '' },
  },
  'the smaller part is there': {
    dockerfile: 'FROM a\nCOPY common common\nCOPY api api\nCOPY setup.cfg ./\n',
    files: { 'setup.cfg': '' },
  },
  'folders without an ending': { dockerfile: 'FROM a\nCOPY common api /x/\n', files: {} },
  'one file that people write': {
    dockerfile: 'FROM a\nCOPY conf/nginx.conf /etc/\nCOPY . .\n',
    files: { 'a.html': '' },
  },
  'its files are there without the folder in front': {
    dockerfile: 'FROM a\nCOPY docker/entry.sh /\nCOPY docker/php.ini /etc/\n',
    files: { 'entry.sh': '', 'php.ini': '' },
    context: { label: 'docker' },
  },
  'what is needed is there, and less than what is not': {
    dockerfile: 'FROM a\nWORKDIR /w\nCOPY lib lib\nCOPY conf conf\nCOPY . .\nRUN npm ci\n',
    files: { 'package.json': '' },
  },
  'what is mounted is not there': {
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=tools/a.py,target=/a.py python /a.py\n',
    files: {},
  },
};

/** Dockerfiles that may be built with the context. */
const BELIEVED: Readonly<Record<string, Case>> = {
  'half is there': { dockerfile: 'FROM a\nCOPY src /src\nCOPY setup.cfg ./\n', files: { 'src/a.py': '' } },
  'all of the context is copied': { dockerfile: 'FROM a\nCOPY . .\n', files: {} },
  'one name of what a build may make': { dockerfile: 'FROM a\nCOPY server /\nCOPY . .\n', files: {} },
  'what tools make': { dockerfile: 'FROM a\nCOPY dist/a.js build/b.js target/c.json /\n', files: {} },
  'what git ignores': {
    dockerfile: 'FROM a\nCOPY one.json two.json /\n',
    files: { '.gitignore': '*.json\n' },
  },
  'what was meant is there': {
    dockerfile: 'FROM a\nCOPY Requirements.txt Main.py /\n',
    files: { 'requirements.txt': '', 'main.py': '' },
  },
  'what the commands need is there': {
    dockerfile: 'FROM a\nWORKDIR /w\nCOPY site.conf /etc/\nCOPY . .\nRUN npm ci\n',
    files: { 'package.json': '', 'package-lock.json': '' },
  },
  'what is left out by the ignore file is there': {
    dockerfile: 'FROM a\nCOPY a.py b.py /\n',
    files: { 'a.py': '', 'b.py': '', '.dockerignore': '*.py\n' },
  },
  'a project names it': {
    dockerfile: 'FROM a\nCOPY a.py b.py /\n',
    files: {},
    context: { named: 'here' },
  },
  'a person named it': {
    dockerfile: 'FROM a\nCOPY a.py b.py /\n',
    files: {},
    context: { reason: undefined },
  },
  'not all of it was seen': {
    dockerfile: 'FROM a\nCOPY a.py b.py /\n',
    files: {},
    context: { complete: false },
  },
  'a template': { dockerfile: 'FROM {{ a }}\nCOPY a.py b.py /\n', files: {} },
  'variables, addresses and other stages': {
    dockerfile:
      'FROM a AS b\nFROM a\nARG X=a.py\nCOPY $X /\nADD https://a/b.py /\nCOPY --from=b c.py d.py /\n',
    files: {},
  },
};

describe('isContradicted', () => {
  for (const [table, expected] of [
    [CONTRADICTED, true],
    [BELIEVED, false],
  ] as const) {
    for (const [title, { dockerfile, files, context }] of Object.entries(table)) {
      it(`${expected ? 'of' : 'not of'} a guess: ${title}`, () => {
        const guess = { ...contextOf(files), reason: "The Dockerfile's own folder.", ...context };
        assert.equal(isContradicted(buildModel(parse(dockerfile)), guess), expected);
      });
    }
  }
});
