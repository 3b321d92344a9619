import assert from 'node:assert/strict';
import { endsInNamelessInstall } from '../../server/src/ecosystems/nameless-install.ts';
import { parse } from '../../server/src/syntax/parse.ts';

const CASES: readonly (readonly [run: string, nameless: boolean])[] = [
  ['apt-get install', true],
  ['apt-get update && apt-get install -y --no-install-recommends', true],
  ['sudo apt-get -qq install -y', true],
  ['apk add --no-cache', true],
  ['dnf -y install', true],
  ['pip install', true],
  ['pip3 install --no-cache-dir', true],
  ['python -m pip install -U', true],
  ['uv pip install', true],
  ['apt-get install -y curl', false],
  ['apt-get install -y $PACKAGES', false],
  ['apt-get install -y curl && apt-get clean', false],
  ['pip install -r requirements.txt', false],
  ['pip install -rrequirements.txt', false],
  ['pip install --requirement=requirements.txt', false],
  ['npm install', false],
  ['npm install --omit=dev', false],
  ['pipenv install --system', false],
  ['make install', false],
  ['apt-get update -y', false],
];

describe('an install that names nothing yet', () => {
  for (const [run, nameless] of CASES) {
    it(`is ${nameless ? '' : 'not '}at the end of ${run}`, () => {
      const file = parse(`RUN ${run}\n`);
      const [instruction] = file.instructions;
      assert.ok(instruction !== undefined);
      assert.equal(endsInNamelessInstall(file, instruction), nameless);
    });
  }
});
