import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CheckJson } from '../../server/src/cli/check/json.ts';
import { strata } from './terminal.ts';

const FINE = 'FROM scratch\nEXPOSE 80\n';
const WARNED = 'FROM scratch\nEXPOSE 443 8080:80\n';

describe('strata check', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-check-'));
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'ok/Dockerfile': FINE,
      'bad/Dockerfile': WARNED,
      'bad/worker.Dockerfile': `${WARNED}EXPOSE 1:2\n`,
      'bad/node_modules/x/Dockerfile': WARNED,
      'silent/Dockerfile': `FROM scratch\n# strata: ignore=ports\nEXPOSE 8080:80\n`,
      'fallback/Containerfile': WARNED,
      'linked/docker/Dockerfile.debian': WARNED,
      'named/compose.yaml': 'services: { web: { build: { context: ., dockerfile: WebImage } } }\n',
      'named/WebImage': WARNED,
      'named/api/DockerFile': WARNED,
      'team/.strata.yaml': 'rules:\n  ports: hint\n',
      'team/a/Dockerfile': WARNED,
      'team/b/Dockerfile': WARNED,
      'team/b/.strata.yaml': 'rules: { ports/expose-maps-host-port: error }',
      'wrong-team/.strata.yaml': 'rules:\n  port: hint\n',
      'wrong-team/a/Dockerfile': WARNED,
      'wrong-team/b/Dockerfile': WARNED,
      'empty/readme.txt': '',
      'binary/Dockerfile': new Uint8Array([0x46, 0x52, 0x4f, 0x4d, 0, 1, 2]),
      'huge/Dockerfile': new Uint8Array(5 * 1024 * 1024).fill(0x23),
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    symlinkSync('circle', join(folder, 'circle'));
    symlinkSync('docker/Dockerfile.debian', join(folder, 'linked/Dockerfile'));
    symlinkSync('../ok/Dockerfile', join(folder, 'linked/Dockerfile.ok'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const inFolder = (path: string): string => join(folder, path);

  it('prints a line a finding, groups them by file and counts', async () => {
    const { code, out, error } = await strata(['check', inFolder('bad'), inFolder('ok')]);
    assert.equal(error, '');
    assert.equal(code, 1);
    const message = (text: string): string => text.replaceAll(folder, '').replace(/( ports\/\S+) .*/, '$1 …');
    assert.deepEqual(out.split('\n').map(message), [
      '/bad/Dockerfile:2:12: warning ports/expose-maps-host-port …',
      '',
      '/bad/worker.Dockerfile:2:12: warning ports/expose-maps-host-port …',
      '/bad/worker.Dockerfile:3:8: warning ports/expose-maps-host-port …',
      '',
      '3 warnings in 3 files',
      '',
    ]);
  });

  it('checks a file that others link to once, under its own name', async () => {
    const { out } = await strata(['check', inFolder('linked')]);
    assert.deepEqual(
      out.split('\n').map((line) => line.replaceAll(folder, '').replace(/( ports\/\S+) .*/, '$1 …')),
      [
        '/linked/docker/Dockerfile.debian:2:12: warning ports/expose-maps-host-port …',
        '',
        '1 warning in 2 files',
        '',
      ],
    );
  });

  it('checks a file once, however often it is named', async () => {
    const { out } = await strata(['check', inFolder('ok'), inFolder('ok/Dockerfile'), inFolder('ok/../ok')]);
    assert.equal(out, 'Nothing to report in 1 file\n');
  });

  it('finds what Compose names in a folder, and in any case', async () => {
    const { out } = await strata(['check', inFolder('named')]);
    assert.deepEqual(
      [...out.matchAll(/named\/(.+):2:12/g)].map(([, name]) => name),
      ['WebImage', 'api/DockerFile'],
    );
  });

  it('prints JSON', async () => {
    const { code, out } = await strata([
      'check',
      inFolder('bad/Dockerfile'),
      inFolder('silent'),
      '--format',
      'json',
    ]);
    assert.equal(code, 1);
    const json = JSON.parse(out) as CheckJson;
    assert.deepEqual(json.counts, { error: 0, warning: 1, information: 0, hint: 0 });
    assert.deepEqual(
      json.files.map(({ path, findings }) => `${path.replace(folder, '')} ${findings.length}`),
      ['/bad/Dockerfile 1', '/silent/Dockerfile 0'],
    );
    const { message, ...rest } = json.files[0]?.findings[0] ?? { message: '' };
    assert.match(message, /^`EXPOSE 8080:80` does not map a port/);
    assert.deepEqual(rest, {
      rule: 'ports/expose-maps-host-port',
      severity: 'warning',
      documentation: 'docs/rules/ports/expose-maps-host-port.md',
      line: 2,
      column: 12,
      endLine: 2,
      endColumn: 19,
      fix: { title: 'Replace with EXPOSE 443 80', safety: 'safe' },
      related: [],
    });
  });

  it("follows the team's nearest file", async () => {
    const { out } = await strata(['check', inFolder('team')]);
    const severities = [...out.matchAll(/(\w)\/Dockerfile:\d+:\d+: (\w+)/g)].map(([, name, severity]) => [
      name,
      severity,
    ]);
    assert.deepEqual(severities, [
      ['a', 'hint'],
      ['b', 'error'],
    ]);
    const fixed = await strata(['fix', '--diff', inFolder('team')]);
    assert.match(fixed.out, /^\+EXPOSE 443 80$/m);
  });

  it("stops at a team's file that is wrong, and says so once", async () => {
    const { code, error } = await strata(['check', inFolder('wrong-team')]);
    assert.equal(code, 2);
    assert.equal(
      error.replaceAll(folder, ''),
      'strata: /wrong-team/.strata.yaml: there is no rule or group `port`\n',
    );
  });

  const CODES: readonly (readonly [string, readonly string[], number])[] = [
    ['nothing found', ['ok'], 0],
    ['a warning', ['bad'], 1],
    ['a silenced warning', ['silent'], 0],
    ['a warning, failing on errors', ['bad', '--fail-on', 'error'], 0],
    ['a warning, failing on hints', ['bad', '--fail-on', 'hint'], 1],
    ['a warning, never failing', ['bad', '--fail-on', 'never'], 0],
  ];
  for (const [name, [path = '', ...options], expected] of CODES) {
    it(`exits with ${expected}: ${name}`, async () => {
      const { code } = await strata(['check', inFolder(path), ...options]);
      assert.equal(code, expected);
    });
  }

  const MISUSE: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a missing file', ['check', 'missing'], /can't read .*missing: there is no such file$/],
    ['a folder without Dockerfile', ['check', 'empty'], /there is no Dockerfile in .*empty$/],
    ['a symlink to itself', ['check', 'circle'], /can't read .*circle: its symlinks lead in a circle$/],
    ['a baseline that is a folder', ['check', 'ok', '--write-baseline', 'empty'], /empty: it is a folder$/],
    [
      'a baseline in no folder',
      ['check', 'ok', '--write-baseline', 'missing/x'],
      /can't write .*missing\/x: there is no such folder$/,
    ],
    ['a binary', ['check', 'binary/Dockerfile'], /Dockerfile is not a text file$/],
    ['a huge file', ['layers', 'huge/Dockerfile'], /Dockerfile has more than 4 MB: that is no Dockerfile$/],
    ['a folder without Dockerfile, for layers', ['layers', 'empty'], /there is no Dockerfile in /],
    ['a context that is no folder', ['layers', 'ok', '--context', 'none'], /the context none is no folder/],
    ['an unknown option', ['check', '--colour'], /unknown option '--colour'/],
    ['an unknown command', ['chekc'], /unknown command 'chekc'/],
    ['an unknown format', ['check', '--format', 'xml'], /'xml' is invalid. Allowed choices are text, json/],
    ['a build argument without name', ['layers', 'ok', '--build-arg', '=x'], /--build-arg wants NAME=value/],
    ['too many Dockerfiles', ['layers', 'ok', 'bad'], /too many arguments/],
    ['the language server over nothing', ['lsp'], /strata lsp --stdio/],
  ];
  for (const [name, [command = '', ...args], expected] of MISUSE) {
    it(`exits with 2 and says why: ${name}`, async () => {
      const paths = args.map((arg) =>
        /^[a-z]+(\/|$)/.test(arg) && arg !== 'none' && arg !== 'xml' ? inFolder(arg) : arg,
      );
      const { code, out, error } = await strata([command, ...paths]);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(error.trimEnd().split('\n')[0] ?? '', expected);
      assert.match(error, /^strata: /);
      assert.doesNotMatch(error, /^ +at /m);
    });
  }

  for (const command of ['check', 'layers']) {
    it(`takes no name for the working directory, and says so: ${command}`, async () => {
      const { code, error } = await strata([command, ''], { cwd: 'docs/decisions' });
      assert.equal(code, 2);
      assert.equal(error, 'strata: there is no Dockerfile in this folder\n');
    });
  }

  it('names the stages there are when the target is none of them', async () => {
    const text = 'FROM a AS one\nFROM b AS two\nFROM c\n';
    const { code, error } = await strata(['layers', '-', '--target', 'x'], { stdin: text });
    assert.equal(code, 2);
    assert.equal(error, 'strata: there is no stage x in standard input; its stages are: one, two\n');
  });

  it('checks the other files when one is unreadable', async () => {
    const { code, out, error } = await strata(['check', inFolder('missing'), inFolder('bad/Dockerfile')]);
    assert.equal(code, 2);
    assert.match(out, /1 warning in 1 file\n$/);
    assert.match(error, /^strata: can't read .*\n$/);
  });

  it('falls back to other names of a folder’s Dockerfile', async () => {
    const { code, out } = await strata(['layers', inFolder('fallback')]);
    assert.equal(code, 0);
    assert.match(out, /EXPOSE 443 8080:80/);
  });

  it('reads standard input', async () => {
    const { code, out } = await strata(['check', '-'], { stdin: WARNED });
    assert.equal(code, 1);
    assert.match(out, /^standard input:2:12: warning/);
  });
});
