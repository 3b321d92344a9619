import type { Fix } from '../../fixes/types.ts';
import type { OtherFile, Reported } from '../../rules/types.ts';
import type { Dockerfile } from '../../syntax/types.ts';

/** A Dockerfile that was checked, and what was found in it: plain data, which one thread can hand to another. */
export interface CheckedFile {
  /** As it is named in what is printed. */
  readonly path: string;
  readonly file: Pick<Dockerfile, 'text' | 'lineStarts'>;
  readonly findings: readonly CheckedFinding[];
  /** What findings name beside the Dockerfile, by {@link otherKey}; without those whose text is not known. */
  readonly others: ReadonlyMap<string, { readonly path: string; readonly text: string }>;
  /** Findings that a baseline knows and that are left out of `findings`. */
  readonly known: number;
}

/** A finding with what is printed of it. */
export interface CheckedFinding extends Reported {
  /** The text of the instruction that it is about, on one line. */
  readonly instruction: string;
  /** The most recommended fix; undefined when there is none, and where nobody asks for fixes. */
  readonly fix: Pick<Fix, 'title' | 'safety'> | undefined;
}

/** How another file is called in {@link CheckedFile.others}. */
export function otherKey(file: OtherFile): string {
  return file.kind === 'compose' ? `compose ${file.place}` : `context ${file.path}`;
}
