import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { xmlElement, type Element } from '../../server/src/formats/xml.ts';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { repository, strata, type Outcome, type Setting } from './terminal.ts';

const BAD = 'FROM scratch\nEXPOSE 8080:80\n';

const FILES: Readonly<Record<string, string>> = {
  'ok/Dockerfile': 'FROM scratch\nEXPOSE 80\n',
  'bad/Dockerfile': BAD,
  'a b,c:d%/Dockerfile': BAD,
  'late/Dockerfile': 'FROM node:22\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
  'late/package.json': '{}',
  'late/package-lock.json': '{}',
  'late/a.js': '',
  'late/.dockerignore': 'Dockerfile\n.dockerignore\n',
};

describe('formats of strata check', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-formats-'));
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function check(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
    return strata(['check', ...args], { cwd: relative(repository, folder), ...setting });
  }

  it('SARIF is what the standard asks for', async () => {
    const { out, code, error } = await check(['--format', 'sarif']);
    assert.equal(error, '');
    assert.equal(code, 1);
    const log = JSON.parse(out) as Log;
    const schema = createRequire(import.meta.url).resolve('schemastore/package.json');
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    const validate = ajv.compile(
      JSON.parse(readFileSync(join(dirname(schema), 'schemas/json/sarif-2.1.0.json'), 'utf8')) as object,
    );
    assert.ok(validate(log), JSON.stringify(validate.errors));

    const [run] = log.runs;
    assert.deepEqual(
      run?.results?.map(({ ruleId, level, locations: [location] = [] }) => [
        ruleId,
        level,
        location?.physicalLocation?.artifactLocation?.uri,
        location?.physicalLocation?.region?.startLine,
      ]),
      [
        ['ports/expose-maps-host-port', 'warning', 'a%20b%2Cc%3Ad%25/Dockerfile', 2],
        ['ports/expose-maps-host-port', 'warning', 'bad/Dockerfile', 2],
        ['cache/copy-before-install', 'warning', 'late/Dockerfile', 2],
      ],
    );
    for (const { ruleId = '', ruleIndex = -1 } of run.results ?? []) {
      assert.equal(run.tool.driver.rules?.[ruleIndex]?.id, ruleId);
    }
  });

  it('SARIF knows a finding again on another line', async () => {
    const fingerprints = async (text: string): Promise<unknown> => {
      const { out } = await check(['--format', 'sarif', '-'], { stdin: text });
      return (JSON.parse(out) as Log).runs[0]?.results?.[0]?.partialFingerprints;
    };
    const first = await fingerprints(BAD);
    assert.deepEqual(await fingerprints(`# a comment\n\n${BAD}`), first);
    assert.notDeepEqual(await fingerprints(BAD.replace('8080', '8081')), first);
  });

  it('workflow commands escape what GitHub would read', async () => {
    const { out } = await check(['--format', 'github', 'a b,c:d%', 'bad', 'ok']);
    assert.deepEqual(
      out.split('\n').map((line) => line.replace(/::`.*/, '::…')),
      [
        '::warning file=a b%2Cc%3Ad%25/Dockerfile,line=2,col=8,endColumn=15,title=ports/expose-maps-host-port::…',
        '::warning file=bad/Dockerfile,line=2,col=8,endColumn=15,title=ports/expose-maps-host-port::…',
        '',
      ],
    );
  });

  it('JUnit has a test for each finding and for each file without any', async () => {
    const { out } = await check(['--format', 'junit', 'bad', 'ok']);
    const root = xmlElement(out);
    const outline = ({ name, attributes, children }: Element): unknown => [
      name,
      attributes.get('name') ?? attributes.get('type'),
      ...children.map(outline),
    ];
    assert.deepEqual(root && outline(root), [
      'testsuites',
      'strata',
      [
        'testsuite',
        'bad/Dockerfile',
        ['testcase', 'ports/expose-maps-host-port line 2', ['failure', 'warning']],
      ],
      ['testsuite', 'ok/Dockerfile', ['testcase', 'no findings']],
    ]);
    assert.deepEqual([root?.attributes.get('tests'), root?.attributes.get('failures')], ['2', '1']);
  });

  it('JSON says whether there is a fix', async () => {
    const { out } = await check(['--format', 'json', 'late', 'bad']);
    const { files } = JSON.parse(out) as {
      files: { path: string; findings: { fix: { safety: string } | null }[] }[];
    };
    assert.deepEqual(
      files.map(({ path, findings: [finding] }) => [path, finding?.fix?.safety]),
      [
        ['late/Dockerfile', 'safe'],
        ['bad/Dockerfile', 'safe'],
      ],
    );
  });

  it('a baseline hides what it knows, and nothing else', async () => {
    const file = join(folder, 'baseline.json');
    const written = await check(['--write-baseline', 'baseline.json']);
    assert.deepEqual(written, { code: 0, out: '', error: '' });
    const all = await check(['--baseline', 'baseline.json']);
    assert.deepEqual([all.code, all.out], [0, 'Nothing to report in 4 files; 3 known findings left out\n']);

    const more = join(folder, 'bad/Dockerfile');
    writeFileSync(more, `# moved\n${BAD}${BAD.split('\n')[1] ?? ''}\nEXPOSE 1:2\n`);
    const { code, out } = await check(['--baseline', file, 'bad']);
    writeFileSync(more, BAD);
    assert.equal(code, 1);
    assert.deepEqual(
      out.split('\n').map((line) => line.replace(/ ports\/.*/, '')),
      [
        'bad/Dockerfile:4:8: warning',
        'bad/Dockerfile:5:8: warning',
        '',
        '2 warnings in 1 file; 1 known finding left out',
        '',
      ],
    );
  });

  it('refuses what is no baseline', async () => {
    const { code, error } = await check(['--baseline', 'late/package.json']);
    assert.equal(code, 2);
    assert.equal(error, 'strata: late/package.json is no baseline: make one with --write-baseline\n');
  });

  it('shows progress on a terminal when it takes long, and wipes it', async () => {
    const { error } = await check([], { errorColumns: 30, tick: 300 });
    assert.deepEqual(error.split('\r\u001b[K'), [
      '',
      'Checking 1 of 4: bad/Dockerfi',
      'Checking 2 of 4: late/Dockerf',
      'Checking 3 of 4: ok/Dockerfil',
      '',
    ]);
    assert.equal((await check([], { errorColumns: 30, tick: 1 })).error, '');
    assert.equal((await check([], { tick: 300 })).error, '');
  });
});
