import type { Role, Source, Stage } from './types.ts';

/** What roles are decided from: where each stage begins and what it reads. */
export interface StageLinks {
  /** The stage that it is built FROM, or undefined. */
  readonly base: number | undefined;
  /** The stages that it may be built FROM: which one is not known. */
  readonly maybe: readonly number[] | undefined;
  readonly reads: readonly Source[];
}

/** The links of stages, in order. */
export function linksOf(stages: readonly Pick<Stage, 'base' | 'reads'>[]): StageLinks[] {
  return stages.map(({ base, reads }) => ({
    base: base.kind === 'stage' ? base.stage : undefined,
    maybe: base.kind === 'image' ? base.maybe : undefined,
    reads,
  }));
}

/**
 * The role of every stage for a target: its own FROM chain is shipped, what these and their sources read is a builder, the
 * rest is never built (allReachableStages in dockerfile2llb/convert.go). What may be built, nobody knows, counts as a builder.
 */
export function rolesFor(stages: readonly StageLinks[], target: number | undefined): Role[] {
  const roles: Role[] = stages.map(() => 'unused');
  const pending: number[] = [];
  const seen = new Set<number>();
  const visit = (index: number, role: Role): void => {
    if (!seen.has(index) && stages[index]) {
      seen.add(index);
      roles[index] = role;
      pending.push(index);
    }
  };
  for (let at = target; at !== undefined && !seen.has(at); at = stages[at]?.base) {
    visit(at, 'shipped');
  }
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const stage = stages[index];
    if (stage?.base !== undefined) {
      visit(stage.base, 'builder');
    }
    for (const other of stage?.maybe ?? []) {
      visit(other, 'builder');
    }
    for (const source of stage?.reads ?? []) {
      if (source.kind === 'stage') {
        visit(source.stage, 'builder');
      }
    }
  }
  return roles;
}
