import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { memberAt, members } from '../../server/src/formats/members.ts';
import { yamlValue } from '../../server/src/formats/yaml.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);

const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const workflow = (name: string): unknown => yamlValue(readFileSync(new URL(name, folder), 'utf8'));

const manifest = JSON.parse(textOf('package.json')) as {
  readonly engines: { readonly vscode: string };
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the workflows', () => {
  it('test the three systems with the oldest VS Code that is supported, and the newest', () => {
    const matrix = memberAt(workflow('test.yml'), 'jobs', 'test', 'strategy', 'matrix');
    assert.deepEqual(memberAt(matrix, 'os'), ['ubuntu-latest', 'windows-latest', 'macos-latest']);
    assert.deepEqual(memberAt(matrix, 'vscode'), [manifest.engines.vscode.replace('^', ''), 'stable']);
  });

  it('run suites and scripts that there are', () => {
    const suites = textOf('scripts/test.mjs');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) {
        assert.ok(manifest.scripts[script], script);
      }
      for (const [, names = ''] of text.matchAll(/scripts\/test\.mjs ([\w ]+)/g)) {
        for (const suite of names.trim().split(' ')) {
          assert.match(suites, new RegExp(`^  ${suite}\\b`, 'm'));
        }
      }
    }
  });

  it('publish the one package that was tested', () => {
    const jobs = memberAt(workflow('release.yml'), 'jobs');
    assert.equal(memberAt(jobs, 'publish', 'needs'), 'package');
    const [making = '', publishing = ''] = textOf('.github/workflows/release.yml').split(/^ {2}publish:$/m);
    assert.match(publishing, /download-artifact/);
    assert.doesNotMatch(publishing, /checkout|npm (ci|install|run)/);
    const targets = memberAt(jobs, 'publish', 'strategy', 'matrix', 'include');
    assert.ok(Array.isArray(targets));
    assert.deepEqual(
      targets.map((target: unknown) => memberAt(target, 'secret')),
      ['VSCE_PAT', 'OVSX_PAT'],
    );
    assert.match(textOf('scripts/package.mjs'), /'strata-dockerfile\.vsix'/);
    assert.match(making, /path: dist\/strata-dockerfile\.vsix/);
  });

  it('may only read, and name the version of what they use', () => {
    for (const name of readdirSync(folder)) {
      assert.deepEqual([...(members(memberAt(workflow(name), 'permissions')) ?? [])], [['contents', 'read']]);
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const [, used = ''] of text.matchAll(/uses: (\S+)/g)) {
        assert.match(used, /@v\d+$/);
      }
    }
  });
});
