import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTeamSettings } from '../../server/src/workspace/team-settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
  };
}

const { capabilities, contributes } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest;

/** Settings that say what is run, by the names that such settings have. */
const executables = Object.entries(contributes.configuration.properties).filter(([name]) =>
  /(path|command|executable|program|binary|args|env)$/i.test(name),
);

/** What is published: sources of the extension, the server and the command line. */
const sources = ['client', 'server', 'shared'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(root + path, 'utf8')] as const),
);

const sourcesWith = (what: RegExp): string[] =>
  sources.flatMap(([path, text]) => (what.test(text) ? [path] : [])).sort();

describe('what a workspace can make Strata do', () => {
  it('is not to name a program: such settings are of the machine, and ignored where nobody trusts', () => {
    assert.deepEqual(
      executables.map(([name, { scope }]) => [name, scope]),
      [['strata.engine.path', 'machine']],
    );
    assert.deepEqual(
      capabilities.untrustedWorkspaces.restrictedConfigurations,
      executables.map(([name]) => name),
    );
  });

  it('nor by the file of a team', () => {
    const { problems } = readTeamSettings('engine:\n  path: ./evil\n');
    assert.equal(problems.length, 1);
  });

  it('is to run nothing before it is trusted: commands that run Docker are not there', () => {
    const running = contributes.commands.filter(({ command }) => /build|image/i.test(command));
    const ids = running.map(({ command }) => command);
    assert.ok(ids.includes('strata.build') && ids.includes('strata.compareWithImage'));
    for (const { command, enablement = '' } of running.filter(
      (one) => one.command !== 'strata.selectContext',
    )) {
      assert.match(enablement, /\bisWorkspaceTrusted && !virtualWorkspace\b/, command);
    }
  });
});

describe('what Strata does', () => {
  it('is to start processes in two places: git, and Docker', () => {
    assert.deepEqual(sourcesWith(/['"](node:)?child_process['"]/), [
      'server/src/engine/docker-run.ts',
      'server/src/workspace/git/git-run.ts',
    ]);
  });

  it('is nothing on a network', () => {
    assert.deepEqual(
      sourcesWith(
        /['"](node:)?(https?|http2|net|tls|dgram|dns)(\/promises)?['"]|\bfetch\(|\b(WebSocket|XMLHttpRequest|EventSource|sendBeacon)\b/,
      ),
      [],
    );
  });

  it('is to evaluate no text as a program but its own bundles, which it keeps compiled', () => {
    assert.deepEqual(sourcesWith(/(^|[^'"\w.])eval\(|new Function\(|['"](node:)?vm['"]/), [
      'shared/node/run-compiled.ts',
    ]);
  });
});
