import { flatten } from './scope.ts';
import type { StageState } from './stage-state.ts';
import type { ImageConfig } from './types.ts';

/** The configuration that a stage's state amounts to. Lists are put together each time they are asked for: few are, and those once. */
export function configOf(state: StageState): ImageConfig {
  return {
    get env() {
      return [...flatten(state.imageEnv)].map(([name, value]) => `${name}=${value}`);
    },
    get exposedPorts() {
      return exposedPorts([...flatten(state.ports).keys()]);
    },
    get volumes() {
      return [...flatten(state.volumes).keys()].sort();
    },
    get labels() {
      return flatten(state.labels);
    },
    cmd: state.cmd,
    entrypoint: state.entrypoint,
    user: state.user,
    workingDir: state.workingDir,
    shell: state.shell,
    stopSignal: state.stopSignal,
  };
}

/** Ranges such as `7000-7002/tcp` as single ports, each once, sorted as text: Docker prints a JSON object's keys so. */
function exposedPorts(ranges: readonly string[]): string[] {
  const ports = new Set<string>();
  for (const range of ranges) {
    const [numbers = '', protocol = 'tcp'] = range.split('/');
    const [first, last] = numbers.split('-').map(Number);
    for (let port = first ?? NaN; port <= (last ?? NaN); port++) {
      ports.add(`${port}/${protocol}`);
    }
  }
  return [...ports].sort();
}
