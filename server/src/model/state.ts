import { buildModel } from './build.ts';
import { flatten } from './scope.ts';
import type { BuildState, Model } from './types.ts';

/** What the instruction at this node sees, before it takes effect; undefined outside stages and for FROM and ONBUILD. */
export function stateAt(model: Model, node: number): BuildState | undefined {
  let found: BuildState | undefined;
  buildModel(model.file, model.options, {
    before: ({ node: at, stage, state }) => {
      // A trigger of ONBUILD passes under its own node too, but in a later stage.
      if (at === node && stage === model.nodes[node]?.stage) {
        const args = flatten(state.args);
        const env = flatten(state.env);
        found = {
          env,
          args: new Map(
            [...args].filter(([name]) => env.has(name)).map(([name]) => [name, env.get(name) ?? '']),
          ),
          workingDir: state.workingDir,
          user: state.user,
          shell: state.shell ?? ['/bin/sh', '-c'],
        };
      }
    },
  });
  return found;
}
