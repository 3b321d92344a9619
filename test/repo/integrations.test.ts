import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { memberAt, members } from '../../server/src/formats/members.ts';
import { yamlValue } from '../../server/src/formats/yaml.ts';
import { strata } from '../cli/terminal.ts';

const root = new URL('../../', import.meta.url);

function yamlOf(path: string): unknown {
  return yamlValue(readFileSync(new URL(path, root), 'utf8'));
}

describe('what others run strata with', () => {
  it('the action passes options that strata check has, and only through the environment', async () => {
    const action = yamlOf('action.yml');
    const { out: help } = await strata(['check', '--help']);
    const steps = memberAt(action, 'runs', 'steps');
    const run = String(memberAt(Array.isArray(steps) ? (steps[2] as unknown) : undefined, 'run'));
    for (const [option] of run.matchAll(/--[a-z-]+(?= )/g)) {
      assert.ok(help.includes(`${option} <`), option);
    }
    assert.doesNotMatch(run, /\$\{\{/);
    const env = [
      ...(members(memberAt(Array.isArray(steps) ? (steps[2] as unknown) : undefined, 'env')) ?? []),
    ];
    const inputs = [...(members(memberAt(action, 'inputs')) ?? [])].map(([name]) => name);
    assert.deepEqual(
      env.slice(1).map(([, value]) => value),
      inputs.map((name) => `\${{ inputs.${name} }}`),
    );
  });

  it('the hooks run commands that strata has', async () => {
    const hooks = yamlOf('.pre-commit-hooks.yaml');
    assert.ok(Array.isArray(hooks) && hooks.length === 2);
    for (const hook of hooks as unknown[]) {
      const [program, ...args] = String(memberAt(hook, 'entry')).split(' ');
      assert.equal(program, 'strata');
      assert.equal((await strata([...args, '--help'])).code, 0);
    }
  });
});
