/** A commit that touches a build context. */
export interface ContextCommit {
  readonly id: string;
  /** When it was committed, in seconds since 1970. */
  readonly date: number;
  /** What it adds, changes or removes, relative to the context's root; a rename is both. A submodule is one path. */
  readonly paths: readonly string[];
}

/**
 * How a build context changed: plain data that `workspace/` reads from git. It is a function of `head`, so that it never
 * changes; what is computed of it is remembered with the object.
 */
export interface ChangeHistory {
  /** The id of the commit that is checked out. */
  readonly head: string;
  /** The last commits that touch the context, newest first, along first parents: a merge is one change. The first one of all is not there. */
  readonly commits: readonly ContextCommit[];
  /** True when the clone holds only the latest commits. */
  readonly shallow: boolean;
  /** False when reading was stopped by a bound: there are more commits than `commits`, although fewer than asked for. */
  readonly complete: boolean;
  /**
   * The files and submodules of the context at `head`, relative to its root: of others, git knows nothing. Undefined when
   * the list is too long.
   */
  readonly tracked: ReadonlySet<string> | undefined;
}

/** In how many of the last commits something changed. */
export interface ChangeCount {
  readonly changed: number;
  /** How many commits were looked at; at least 1. */
  readonly of: number;
  /**
   * False when it may have changed more often, because it reads files that git does not know (untracked, ignored, inside
   * a submodule, behind a symlink) or that the snapshot could not see.
   */
  readonly exact: boolean;
}

/** In how many of the last commits a step would have run again because of files of the build context. */
export interface RerunCount {
  /** Commits that change what it, or a step that it stands on, reads of the context. */
  readonly certain: number;
  /** The same, and commits that make a stage that it reads run again: it runs if the result differs. */
  readonly possible: number;
  /** How many commits were looked at; at least 1. */
  readonly of: number;
  /** False when something that counts here has no exact count. */
  readonly exact: boolean;
}

/** A file that a step reads, among those that change most often. */
export interface HotFile {
  /** In the context. */
  readonly path: string;
  /** In how many of the commits it changed. */
  readonly changed: number;
  /** Commits that change something that the step reads beside this file and those that change more often. */
  readonly rest: number;
}
