import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Log } from 'sarif';
import type { CheckJson } from '../../server/src/cli/check/json.ts';
import { repository, strata } from './terminal.ts';

describe('findings of strata check', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-others-'));
    mkdirSync(join(folder, 'swapped'));
    writeFileSync(
      join(folder, 'swapped', 'Dockerfile'),
      'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
    );
    writeFileSync(
      join(folder, 'swapped', 'compose.yaml'),
      'services:\n  web:\n    build: .\n    ports: ["3000:80"]\n',
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('of all formats name the file that makes the mistake', async () => {
    const outcomes = await Promise.all(
      ['text', 'json', 'sarif', 'github', 'junit'].map((format) =>
        strata(['check', '--format', format, 'swapped'], { cwd: relative(repository, folder) }),
      ),
    );
    const [text = '', json = '', sarif = '', github = '', junit = ''] = outcomes.map(({ out }) => out);
    const rule = 'ports/compose-targets-other-port';
    assert.ok(text.startsWith(`swapped/compose.yaml:4:13: warning ${rule} `), text);
    const [finding] = (JSON.parse(json) as CheckJson).files[0]?.findings ?? [];
    assert.deepEqual([finding?.path, finding?.line, finding?.column], ['swapped/compose.yaml', 4, 13]);
    const [result] = (JSON.parse(sarif) as Log).runs[0]?.results ?? [];
    assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'swapped/compose.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 4, startColumn: 13, endLine: 4, endColumn: 22 },
    });
    assert.ok(github.startsWith('::warning file=swapped/compose.yaml,line=4,col=13,'), github);
    assert.match(junit, /file="swapped\/compose\.yaml" line="4"/);
  });
});
