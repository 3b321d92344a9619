import type { DockerRunResult } from '../../../shared/wire.ts';
import { dockerRunFor } from '../insights/ports/chosen-ports.ts';
import { dockerRun } from '../insights/ports/docker-run.ts';
import type { Analysed } from './analyses.ts';

/** The command for ports that somebody typed, or for those that the image exposes when they typed nothing yet. */
export function dockerRunResult({ analysis: { facts } }: Analysed, ports: unknown): DockerRunResult {
  if (typeof ports === 'string') {
    const chosen = dockerRunFor(ports);
    return chosen.kind === 'command' ? { ...chosen, ports } : chosen;
  }
  const run = dockerRun(facts);
  return run === undefined
    ? {
        kind: 'refused',
        message: 'This Dockerfile exposes no port. Type the ports that the program listens on.',
      }
    : { kind: 'command', command: run.command, ports: run.mappings.join(' ') };
}
