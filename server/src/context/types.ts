/** A file, folder or symlink of a build context, by its slash-separated path relative to the context's root. */
export interface ContextEntry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Of a file, in bytes; undefined where it is not known, and for everything that is no file. */
  readonly size?: number | undefined;
  /**
   * Permission bits such as 0o755; undefined where they are not known. They are part of what a file or folder is to
   * BuildKit (domain.md 2.2), so a changed executable bit is a change of the file.
   */
  readonly mode?: number | undefined;
}

/**
 * What is known of a build context at one moment: plain data that `workspace/` collects and the pure rooms read. What it
 * does not know it says (`complete`), so that nothing is concluded from a file that was merely not looked at.
 */
export interface ContextSnapshot {
  /** A name for people: the folder relative to the workspace, `.` for its root. */
  readonly label: string;
  /** Why this folder was taken, a sentence for people; undefined when a person named it. */
  readonly reason?: string | undefined;
  /**
   * That a project's file, a setting or a person says that it is this folder; one for which only a {@link reason} speaks is a guess.
   * `alone`: nothing that is known is built from the Dockerfile's own folder, which is another one.
   */
  readonly named?: 'here' | 'alone' | undefined;
  /** The Dockerfile's path relative to the context's root; undefined when it lies outside. */
  readonly dockerfile: string | undefined;
  /** Everything found, `.dockerignore`d or not; folders that were not entered are in `closed`. The root is not listed. */
  readonly entries: ReadonlyMap<string, ContextEntry>;
  /** Folders that exist but were not entered (`node_modules`, `.git`, …): their contents are unknown. */
  readonly closed: ReadonlySet<string>;
  /** False when the walk gave up at its limit: absence then proves nothing. */
  readonly complete: boolean;
  /** Texts of the small files that analysis asks for (manifests, lock files' first bytes are not among them). */
  readonly texts: ReadonlyMap<string, string>;
  /** The ignore file that counts, or undefined when there is none. */
  readonly ignore: { readonly path: string; readonly text: string } | undefined;
  /** What lies around it, as of when it was found; undefined where that says nothing, and where nobody looked. */
  readonly elsewhere?: Elsewhere | undefined;
}

/**
 * What lies around a context: sources that it lacks, what of it is still to be fetched, an ignore file that is not read for it, and
 * whose Dockerfiles lie beside its own.
 */
export interface Elsewhere {
  /** The folders of the workspace above the context that hold any of the sources, nearest first. */
  readonly above: readonly FolderAbove[];
  /** Submodules of git in the context, by their paths in it; the empty text where it lies in one. */
  readonly submodules: readonly string[];
  /** The nearest ignore file above a context that has none, where the project names the context; undefined for none. */
  readonly ignore?: IgnoreAbove | undefined;
  /** With `alone`: the names of the Dockerfiles in the Dockerfile's folder whose contexts a project names. */
  readonly beside?: readonly string[] | undefined;
  /** Folders of the workspace above the context that hold lock files, nearest first; undefined for none. */
  readonly locks?: readonly LocksAbove[] | undefined;
  /** The `.gitignore` files of the workspace's folders above the context, nearest first; undefined for none. */
  readonly gitIgnores?: readonly GitIgnoreAbove[] | undefined;
}

/** A `.gitignore` in a folder above a context. */
export interface GitIgnoreAbove {
  /** The context's path in that folder. */
  readonly inner: string;
  readonly text: string;
}

/** The lock files in a folder above a context without which some installs fail. */
export interface LocksAbove {
  /** A name for people: `the workspace's root`. */
  readonly shown: string;
  /** Their names. */
  readonly held: readonly string[];
}

/** A `.dockerignore` that is not read for a context below its folder (domain.md 3.1). */
export interface IgnoreAbove {
  /** Its folder, a name for people. */
  readonly shown: string;
  /** The context's path in that folder. */
  readonly inner: string;
  readonly text: string;
  /** Whether another build may read it. */
  readonly isRead: boolean;
}

/** A folder above a context. */
export interface FolderAbove {
  /** A name for people: `the workspace's root`. */
  readonly shown: string;
  /** The context's path in it. */
  readonly inner: string;
  /** The sources that are there, as paths in it. */
  readonly found: readonly string[];
  /** What makes it the context, a clause for people; undefined where the context is a guess. */
  readonly remedy: string | undefined;
}
