import type { Safety } from '../../server/src/fixes/types.ts';
import type { Refactoring } from '../../server/src/insights/fixes/refactorings.ts';

/** One Dockerfile whose fix is proved: both versions are built, and the images compared. */
export interface EngineCase {
  readonly name: string;
  /** The build context by path, without the Dockerfile; a path that ends in `/` is an empty folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The text before the fix. */
  readonly dockerfile: string;
  /** Where it lies in the context; `Dockerfile` when not given. */
  readonly dockerfilePath?: string | undefined;
  /** Whose finding is mended; the first one that has a fix when not given. */
  readonly rule?: string | undefined;
  /** Which of its fixes: a part of its title. The most recommended one when not given. */
  readonly title?: string | undefined;
  readonly grade: Safety;
  /** For a refactoring, in place of a rule: which, and the text that is selected. */
  readonly refactoring?: { readonly id: Refactoring['id']; readonly select: string } | undefined;
  /** The exact text after the fix, where it is known. */
  readonly fixed?: string | undefined;
  /**
   * How the images differ, as `compareImages` says it; nothing when not given. A `safe` fix must not have any: the files
   * that the fix itself edits don't count.
   */
  readonly differences?: readonly string[] | undefined;
  /** The source file that is edited; one that is added beside what the COPY reads when not given. */
  readonly edit?: string | undefined;
  /** False for a rule that is not about the build cache: nothing is edited. */
  readonly cache?: boolean | undefined;
  /** Why the proof fails today, as a clause; the case is skipped. */
  readonly skip?: string | undefined;
}
