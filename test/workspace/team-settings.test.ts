import assert from 'node:assert/strict';
import { settingsFrom } from '../../server/src/lsp/settings/settings.ts';
import { findTeamSettings, readTeamSettings } from '../../server/src/workspace/team-settings.ts';
import { memoryFiles } from '../support/memory-files.ts';

describe('.strata.yaml', () => {
  it('says the same as the settings of an editor, over them', () => {
    const text =
      'rules:\n  cache: hint\n  ports/expose-maps-host-port: off\nbuilder: classic\ncontext:\n  folders: { api/Dockerfile: . }\n  maxFiles: 10\n';
    const { value, problems } = readTeamSettings(text);
    assert.deepEqual(problems, []);
    const mine = settingsFrom({
      annotations: 'minimal',
      rules: { cache: 'error', size: 'off' },
      context: { folders: { 'web/Dockerfile': 'web' } },
    });
    assert.deepEqual(settingsFrom(value, mine), {
      annotations: 'minimal',
      builder: 'classic',
      rules: new Map([
        ['cache', 'hint'],
        ['size', 'off'],
        ['ports/expose-maps-host-port', 'off'],
      ]),
      context: new Map([
        ['web/Dockerfile', 'web'],
        ['api/Dockerfile', '.'],
      ]),
      maxFiles: 10,
    });
  });

  const WRONG: readonly (readonly [text: string, problem: string])[] = [
    ['rules: [', 'no YAML that can be read'],
    ['- a', 'no YAML that can be read'],
    ['text', 'no YAML that can be read'],
    ['a: 1\n---\nb: 2', 'no YAML that can be read'],
    ['rule: {}', '`rule` is no setting; it may hold `rules`, `builder` and `context`'],
    ['annotations: off', '`annotations` is no setting'],
    ['rules: off', '`rules` must map'],
    ['rules: { cache/copy-before-instal: off }', 'no rule or group `cache/copy-before-instal`'],
    ['rules: { __proto__: off }', 'no rule or group `__proto__`'],
    ['rules: { cache: warn }', '`cache` must be one of error, warning, information, hint, off'],
    ['rules: { cache: false }', '`cache` must be one of'],
    ['builder: kaniko', '`builder` must be `buildkit` or `classic`'],
    ['context: api', '`context` must hold'],
    ['context: { folders: { a: 1 } }', '`context.folders` must map'],
    ['context: { maxFiles: many }', '`context.maxFiles` must be a number'],
    ['context: { root: . }', '`context.root` is no setting'],
  ];
  for (const [text, wanted] of WRONG) {
    it(`tells what is wrong: ${text}`, () => {
      const { value, problems } = readTeamSettings(text);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.ok(problems[0]?.startsWith('.strata.yaml: ') && problems[0].includes(wanted), problems[0]);
      assert.deepEqual(settingsFrom(value).builder, 'buildkit');
    });
  }

  for (const text of ['', '# nothing yet\n', 'rules:\n  cache/*: information\n', '{}']) {
    it(`has nothing to tell: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readTeamSettings(text).problems, []);
    });
  }

  it('is the nearest one up to the root of the workspace', async () => {
    const files = memoryFiles({
      '/.strata.yaml': 'builder: classic',
      '/w/.strata.yaml': 'rules: { cache: off }',
      '/w/a/.strata.yaml': 'rules: { size: off }',
      '/w/a/b/Dockerfile': '',
    });
    const found = async (dockerfile: string, root?: string): Promise<string | undefined> =>
      (await findTeamSettings(files, { dockerfile, root }))?.file;
    assert.equal(await found('/w/a/b/Dockerfile', '/w'), '/w/a/.strata.yaml');
    assert.equal(await found('/w/c/Dockerfile', '/w'), '/w/.strata.yaml');
    assert.equal(await found('/w/a/b/Dockerfile', '/w/a/b'), undefined);
    assert.equal(await found('/w/Dockerfile'), '/w/.strata.yaml');
    assert.equal(await found('/x/Dockerfile', '/w'), undefined);
  });
});
