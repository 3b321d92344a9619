import type { Reported } from '../rules/types.ts';
import type { Dockerfile } from '../syntax/types.ts';

/** A Dockerfile that was checked, and what was found in it. */
export interface CheckedFile {
  /** As it is named in what is printed. */
  readonly path: string;
  readonly file: Pick<Dockerfile, 'text' | 'lineStarts'>;
  readonly findings: readonly Reported[];
}
