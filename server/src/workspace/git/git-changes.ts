import { NO_PROGRAMS, runGit } from './git-run.ts';

/** A file that differs between a commit and the working tree. */
export interface GitChange {
  /** Relative to the folder that was asked about, with `/`. */
  readonly path: string;
  /** What it was: a git file mode (`100644`, `120000` for a symlink); undefined where there was no such file. */
  readonly before: string | undefined;
  /** What it is; undefined where there is no such file. */
  readonly after: string | undefined;
  /** True when the content differs, and not only the mode. */
  readonly edited: boolean;
}

/** Object id that git writes where it has not looked at the content. */
const NOT_LOOKED_AT = /^0+$/;

/**
 * The files below a folder that differ between a commit and the working tree. New files that git does not track are among
 * them, files that it ignores are not. Undefined when git is missing, knows no such commit here, or says too much. Never
 * rejects.
 */
export async function changedSince(folder: string, ref: string): Promise<readonly GitChange[] | undefined> {
  const commit = await commitOf(folder, ref);
  if (commit === undefined) {
    return undefined;
  }
  const [diff, others] = await Promise.all([
    runGit(
      ['diff', '--raw', '-z', '--no-renames', '--relative', '--no-abbrev', ...NO_PROGRAMS, commit, '--', '.'],
      folder,
    ),
    runGit(['ls-files', '--others', '--exclude-standard', '-z', '--', '.'], folder),
  ]);
  if (diff?.complete !== true || others?.complete !== true) {
    return undefined;
  }
  const changes = new Map(rawChanges(fields(diff.text)).map((change) => [change.path, change]));
  const untracked = fields(others.text);
  const ids = await idsOf(
    folder,
    untracked.filter((path) => changes.has(path)),
  );
  for (const path of untracked) {
    const gone = changes.get(path);
    const edited = gone?.oldId === undefined || ids.get(path) !== gone.oldId;
    changes.set(path, { path, before: gone?.before, after: gone?.before ?? '100644', edited, oldId: '' });
  }
  return [...changes.values()];
}

/** Object ids of files that the commit has and the index has not: git calls them gone, and untracked at once. */
async function idsOf(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (let start = 0; start < paths.length; start += ARGUMENTS) {
    const some = paths.slice(start, start + ARGUMENTS);
    const found = await runGit(['hash-object', '--', ...some], folder);
    const lines = found?.text.split('\n') ?? [];
    for (const [index, path] of some.entries()) {
      ids.set(path, lines[index] ?? '');
    }
  }
  return ids;
}

/** Paths on one command line: Windows allows 32,767 characters. */
const ARGUMENTS = 100;

/** A file's text at a commit, by its path relative to a folder in the repository; undefined when it is not there. */
export async function textAt(folder: string, ref: string, path: string): Promise<string | undefined> {
  const commit = await commitOf(folder, ref);
  const found = commit && (await runGit(['show', ...NO_PROGRAMS, `${commit}:./${path}`], folder));
  return found && found.complete ? found.text : undefined;
}

/** The commit's full name, so that what a person typed is never taken for an option or a range. */
async function commitOf(folder: string, ref: string): Promise<string | undefined> {
  const found = await runGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    folder,
  );
  const commit = found?.text.trim() ?? '';
  return commit === '' ? undefined : commit;
}

interface RawChange extends GitChange {
  readonly oldId: string;
}

/** Pairs of `:oldmode newmode oldid newid status` and a path (git-diff's raw format). */
function rawChanges(parts: readonly string[]): RawChange[] {
  const changes: RawChange[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [before = '', after = '', oldId = '', newId = ''] = (parts[at] ?? '').slice(1).split(' ');
    changes.push({
      path: parts[at + 1] ?? '',
      before: before === '000000' ? undefined : before,
      after: after === '000000' ? undefined : after,
      edited: oldId !== newId || NOT_LOOKED_AT.test(newId),
      oldId,
    });
  }
  return changes;
}

function fields(output: string): string[] {
  return output.split('\0').filter((field) => field !== '');
}
