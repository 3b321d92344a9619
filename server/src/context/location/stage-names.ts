import type { CandidateInput } from './types.ts';

/** The name of the last stage; undefined where it has none or is not known. */
export function lastStage({ stages = [] }: Pick<CandidateInput, 'stages'>): string | undefined {
  return stages[stages.length - 1];
}

/** Whether a target means this stage: upper and lower case are the same (domain.md 2.1). */
export function isSameStage(target: string, stage: string | undefined): boolean {
  return target.toLowerCase() === stage?.toLowerCase();
}
