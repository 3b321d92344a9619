import type { AppliedFix } from '../../insights/fixes/fix-all.ts';

/** A file and its text before (undefined for a new file) and after. */
export interface ChangedFile {
  readonly shown: string;
  readonly place: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** A Dockerfile with its fixes, not written yet. */
export interface FixedFile {
  /** As it is named in what is printed. */
  readonly shown: string;
  /** Undefined for standard input. */
  readonly place: string | undefined;
  readonly before: string;
  readonly after: string;
  readonly applied: readonly (AppliedFix & {
    /** How much less often steps would have run, or undefined where git does not tell. */
    readonly saving: string | undefined;
  })[];
  /** Files of the build context that change, too. */
  readonly others: readonly ChangedFile[];
  /** Findings whose fixes need a review that was not asked for. */
  readonly left: number;
}
