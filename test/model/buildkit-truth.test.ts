import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { buildModel } from '../../server/src/model/build.ts';
import { historyOf } from '../../server/src/model/history.ts';
import type { Model } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

interface Truth {
  readonly dockerfile: string;
  readonly target?: string;
  readonly steps?: readonly { line: number; instruction: string; stage: number; seen: boolean }[];
  readonly history?: readonly { createdBy: string; emptyLayer: boolean }[];
  readonly config?: Readonly<Record<string, string | readonly string[]>>;
}

const folder = new URL('../truth/buildkit/', import.meta.url);

/** Every recorded build: what the base image brought is taken off, the rest must be what the model says. */
describe('model agrees with recorded BuildKit builds', () => {
  const cases = readdirSync(folder).sort();

  it('has all recorded cases', () => {
    assert.equal(cases.length, 40);
  });

  for (const name of cases) {
    const truth = JSON.parse(readFileSync(new URL(`${name}/truth.json`, folder), 'utf8')) as Truth;
    const { history, config, steps } = truth;
    if (!history || !config || !steps) {
      continue;
    }
    it(name, () => {
      const text = readFileSync(new URL(`${name}/context/${truth.dockerfile}`, folder), 'utf8');
      const model = buildModel(parse(text), { target: truth.target });
      assert.deepEqual(stepsOf(model), steps, 'steps');
      const base = fromScratch(model) ? 0 : 3;
      assert.deepEqual(historyLines(model), history.slice(base).map(recordedLine), 'history');
      assert.deepEqual(configFor(model, config), config, 'config');
    });
  }
});

function stepsOf(model: Model): unknown {
  return model.nodes
    .filter((node) => node.kind === 'layer')
    .map((node) => ({
      line: node.instruction.line,
      instruction: node.instruction.keyword,
      stage: node.stage,
      stageName: model.stages[node.stage ?? 0]?.name ?? '',
      seen: model.stages[node.stage ?? 0]?.role !== 'unused',
    }));
}

function fromScratch(model: Model): boolean {
  let stage = model.stages[model.target ?? 0];
  while (stage?.base.kind === 'stage') {
    stage = model.stages[stage.base.stage];
  }
  return stage?.base.kind === 'scratch';
}

function historyLines(model: Model): string[] {
  return historyOf(model)
    .map((entry) => `${entry.layer ? 'layer' : 'metadata'} ${entry.createdBy}`)
    .map(healthless);
}

function recordedLine(entry: { createdBy: string; emptyLayer: boolean }): string {
  return healthless(`${entry.emptyLayer ? 'metadata' : 'layer'} ${entry.createdBy}`);
}

/** BuildKit prints a Go struct for HEALTHCHECK, in a form that differs between versions: only the keyword is compared. */
function healthless(line: string): string {
  return line.replace(/HEALTHCHECK .*$/s, 'HEALTHCHECK');
}

/** The recorded configuration as the model knows it: on top of what the stand-in base images bring (PATH and CMD sh). */
function configFor(model: Model, recorded: NonNullable<Truth['config']>): Record<string, unknown> {
  const config = model.stages[model.target ?? 0]?.config;
  assert.ok(config);
  const scratch = fromScratch(model);
  const env = [...(scratch ? [] : ['PATH=/usr/local/bin:/bin:/usr/bin']), ...config.env];
  const cmd = config.cmd ?? (scratch ? undefined : ['sh']);
  const found: Record<string, unknown> = {
    ...(config.exposedPorts.length > 0 ? { ExposedPorts: config.exposedPorts } : {}),
    Env: env,
    ...(cmd && cmd.length > 0 ? { Cmd: cmd } : {}),
    ...(config.entrypoint ? { Entrypoint: config.entrypoint } : {}),
    ...(config.user === undefined ? {} : { User: config.user }),
    WorkingDir: config.workingDir,
    ...(config.volumes.length > 0 ? { Volumes: config.volumes } : {}),
  };
  // Only the keys' order differs between the recorder and us.
  return Object.fromEntries(
    [...new Set([...Object.keys(recorded), ...Object.keys(found)])].map((key) => [key, found[key]]),
  );
}
