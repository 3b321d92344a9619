import { flatten } from './scope.ts';
import type { StageState } from './stage-state.ts';
import type { ImageConfig } from './types.ts';

/** The configuration that a stage's state amounts to. */
export function configOf(state: StageState): ImageConfig {
  return {
    env: [...flatten(state.imageEnv)].map(([name, value]) => `${name}=${value}`),
    exposedPorts: exposedPorts([...flatten(state.ports).keys()]),
    volumes: [...flatten(state.volumes).keys()].sort(),
    labels: flatten(state.labels),
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
    const match = /^(\d+)-(\d+)\/(\w+)$/.exec(range);
    for (let port = Number(match?.[1]); port <= Number(match?.[2]); port++) {
      ports.add(`${port}/${match?.[3] ?? 'tcp'}`);
    }
  }
  return [...ports].sort();
}
