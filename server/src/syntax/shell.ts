import type { Dockerfile, Instruction, ShellScript } from './types.ts';

/** The commands of a RUN, CMD, ENTRYPOINT or HEALTHCHECK (of an ONBUILD's trigger too); undefined for others. Memoised. */
export function scriptOf(_file: Dockerfile, _instruction: Instruction): ShellScript | undefined {
  throw new Error('not written yet');
}
