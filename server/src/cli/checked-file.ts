import type { Fix } from '../fixes/types.ts';
import type { OtherFile, Reported } from '../rules/types.ts';
import type { Dockerfile } from '../syntax/types.ts';

/** A Dockerfile that was checked, and what was found in it. */
export interface CheckedFile {
  /** As it is named in what is printed. */
  readonly path: string;
  readonly file: Pick<Dockerfile, 'text' | 'lineStarts'>;
  readonly findings: readonly Reported[];
  /** The text of the instruction that a finding is about, on one line. */
  readonly instructionOf: (finding: Reported) => string;
  /** The most recommended fix of a finding; undefined when there is none. */
  readonly fixOf: (finding: Reported) => Fix | undefined;
  /** Another file with its text, as it is named in what is printed; undefined where its text is not known. */
  readonly otherFile: (file: OtherFile) => { readonly path: string; readonly text: string } | undefined;
  /** Findings that a baseline knows and that are left out of `findings`. */
  readonly known: number;
}
