import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { namedBelowCopy } from '../../server/src/model/named-below-copy.ts';
import { parse } from '../../server/src/syntax/parse.ts';

const CASES: Readonly<Record<string, { readonly text: string; readonly named: readonly string[] }>> = {
  'below an absolute destination': {
    text: 'FROM a\nWORKDIR /source\nCOPY . ./\nWORKDIR /source/util/Tool\nWORKDIR bin',
    named: ['util/Tool/', 'util/Tool/bin/'],
  },
  'below a relative one': {
    text: 'FROM a\nWORKDIR ./src\nCOPY --link . .\nWORKDIR ./web',
    named: ['web/'],
  },
  'below the root': { text: 'FROM a\nADD / /\nWORKDIR /web', named: ['web/'] },
  'not beside it': { text: 'FROM a\nCOPY . /app\nWORKDIR /application', named: [] },
  'not above the copy': { text: 'FROM a\nWORKDIR /app/web\nCOPY . /app\nWORKDIR /app', named: [] },
  'not of a folder, another stage or a heredoc': {
    text: 'FROM a AS b\nCOPY web /app\nCOPY --from=b . /app\nCOPY <<. /app/\nx\n.\nWORKDIR /app/web',
    named: [],
  },
  'by commands and copies to another stage': {
    text: 'FROM a AS b\nADD . /src\nCMD ["sh", "/src/tools/run.sh"]\nENTRYPOINT /src/x\nFROM c\nCOPY --from=b ./src/web/out /src/made /',
    named: ['tools/run.sh', 'web/out', 'made'],
  },
  'not what a command may have made': {
    text: 'FROM a\nCOPY . /app\nRUN git clone https://example.org/web.git\nWORKDIR /app/web\nRUN x\nWORKDIR ../api',
    named: ['api/'],
  },
  'not in another stage': { text: 'FROM a\nCOPY . /app\nFROM b\nWORKDIR /app/web', named: [] },
};

describe('what a Dockerfile names below a copy of all', () => {
  for (const [what, { text, named }] of Object.entries(CASES)) {
    it(what, () => {
      assert.deepEqual(namedBelowCopy(buildModel(parse(text))), named);
    });
  }
});
