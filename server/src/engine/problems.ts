import type { DockerEnd } from './docker-run.ts';

/** Why the engine's command did not do what it was asked. */
export interface EngineProblem {
  /** One or two sentences that say what to do. */
  readonly message: string;
  /** That another command, by the setting strata.engine.path, would do it. */
  readonly isOfCommand?: boolean | undefined;
}

/** The problem with the engine or its command; undefined when that ended well or for a reason of its own. */
export function engineProblem(end: DockerEnd, path: string): EngineProblem | undefined {
  switch (end.kind) {
    case 'missing':
      return {
        message: `There is no command ${path} here. Install Docker, or say in the setting strata.engine.path where its command is.`,
        isOfCommand: true,
      };
    case 'late':
      return { message: 'The Docker engine did not answer in time.' };
    case 'stopped':
      return undefined;
    case 'ended':
      return end.code === 0 ? undefined : problemIn(end.stderr, path);
  }
}

/** The same for what the command wrote; undefined for anything but trouble with the engine itself. */
export function problemIn(written: string, path: string): EngineProblem | undefined {
  if (
    /permission denied while trying to connect|connect: permission denied|access is denied/i.test(written)
  ) {
    return {
      message:
        'The Docker engine does not let you in: you have no permission for its socket. On Linux, being in the group docker gives it.',
    };
  }
  if (
    /cannot connect to the docker daemon|failed to connect to the docker api|is the docker daemon running|error during connect|connection refused|docker_engine: the system cannot find/i.test(
      written,
    )
  ) {
    return {
      message:
        'The Docker engine does not answer. Start Docker (or choose another docker context), then try again.',
    };
  }
  if (
    /'buildx' is not a docker command|unknown command: docker buildx|unknown command "buildx"|unrecognized command `\S+ buildx|unknown flag: --progress/i.test(
      written,
    )
  ) {
    return {
      message: `The command ${path} has no buildx, which builds with BuildKit. Install its plugin (docker-buildx-plugin, or docker-buildx).`,
      isOfCommand: true,
    };
  }
  return undefined;
}
