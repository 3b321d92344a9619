import { cleanPath } from '../../model/paths.ts';
import { matchName } from '../match.ts';
import { parentPath } from '../path-parts.ts';
import { trimSpace } from './go-strings.ts';
import { readIgnoreLines } from './lines.ts';
import { compileIgnorePattern } from './pattern.ts';
import type { IgnorePattern } from './pattern.ts';

/** A compiled `.dockerignore`. */
export interface IgnoreMatcher {
  /**
   * What patternmatcher answers about one slash-separated relative path (`MatchesOrParentMatches`; `truth/ignore.jsonl`
   * holds its answers). False for all when the file has an `error`.
   */
  ignores(path: string): boolean;
  /**
   * True when BuildKit leaves this path out of the context. It walks the folders and carries each pattern's result down
   * (`MatchesUsingParentResults` in tonistiigi/fsutil filter.go): a pattern that was passed over at a folder, because it
   * could change nothing there, no longer counts for the folder's contents. So the answers differ for files such as
   * `a/b` with `a/b` and then `!a`, which patternmatcher alone would keep and a build leaves out.
   */
  leavesOut(path: string): boolean;
  /**
   * True when BuildKit leaves this folder out, and no `!` pattern could bring back anything below. Its contents are then ignored
   * without a look; BuildKit itself looks at them wherever such a pattern has wildcards (tonistiigi/fsutil filter.go).
   */
  leavesOutWholly(directory: string): boolean;
  /** True when any pattern begins with `!`. */
  readonly hasExceptions: boolean;
  /** Why BuildKit refuses the file (`illegal exclusion pattern`, a bad glob), or undefined. */
  readonly error: string | undefined;
}

/** Compiles a `.dockerignore` text: an exact port of moby/patternmatcher (domain.md 3.2 and 3.3). Never throws. */
export function compileIgnore(text: string): IgnoreMatcher {
  const { patterns, error } = readIgnoreLines(text);
  return error === undefined ? compilePatterns(patterns) : refused(error);
}

/**
 * Compiles patterns that come without a file, such as those of `COPY --exclude` (`patternmatcher.New`). Never throws.
 */
export function compilePatterns(patterns: readonly string[]): IgnoreMatcher {
  const compiled: IgnorePattern[] = [];
  for (const text of patterns) {
    const trimmed = trimSpace(text);
    if (trimmed === '') {
      continue;
    }
    const clean = cleanPath(trimmed);
    if (clean === '!') {
      return refused('illegal exclusion pattern: "!"');
    }
    const exclusion = clean.startsWith('!');
    const pattern = compileIgnorePattern(exclusion ? clean.slice(1) : clean, exclusion);
    if (pattern === undefined) {
      return refused('syntax error in pattern');
    }
    compiled.push(pattern);
  }
  return compiled.length === 0 ? KEEPS_ALL : matcher(compiled);
}

function refused(error: string): IgnoreMatcher {
  return { ...KEEPS_ALL, error };
}

function never(): boolean {
  return false;
}

/** Without patterns no path needs a look. */
const KEEPS_ALL: IgnoreMatcher = {
  ignores: never,
  leavesOut: never,
  leavesOutWholly: never,
  hasExceptions: false,
  error: undefined,
};

/** What is remembered of a folder for the paths below it. */
interface Visit {
  readonly ignored: boolean;
  /** Per pattern: whether the walk saw it match this folder or one above. */
  readonly matched: Uint8Array;
  /** Per pattern: whether it matches this folder or one above, passed over or not. */
  readonly covers: Uint8Array;
  readonly closed: boolean;
}

/** Paths are asked in the order of a walk, so few folders are in use at a time; this only bounds a long life. */
const MAX_REMEMBERED = 4096;

function matcher(patterns: readonly IgnorePattern[]): IgnoreMatcher {
  const exceptions = patterns
    .filter((pattern) => pattern.exclusion)
    .map(({ text }) => withoutTrailingGlob(text).split('/'));
  const none = new Uint8Array(patterns.length);
  const top: Visit = { ignored: false, matched: none, covers: none, closed: false };
  const folders = new Map<string, Visit>([['', top]]);

  const canSkip = (directory: string): boolean => {
    const names = directory.split('/');
    return !exceptions.some((exception) => mayReach(exception, names));
  };

  /** One step of the walk. `found` holds what the patterns say of the path, where that is known already. */
  const walkInto = (path: string, parent: Visit, found?: Uint8Array, matched?: Uint8Array): boolean => {
    if (parent.closed) {
      return true;
    }
    let ignored = false;
    for (let index = 0; index < patterns.length; index += 1) {
      const pattern = patterns[index];
      if (pattern === undefined || (parent.matched[index] !== 1 && pattern.exclusion !== ignored)) {
        continue;
      }
      if (parent.matched[index] === 1 || (found === undefined ? pattern.matches(path) : found[index] === 1)) {
        ignored = !pattern.exclusion;
        matched?.fill(1, index, index + 1);
      }
    }
    return ignored;
  };

  const visit = (path: string, parent: Visit): Visit => {
    const covers = parent.covers.map((covered, index) =>
      covered === 1 || patterns[index]?.matches(path) ? 1 : 0,
    );
    const matched = new Uint8Array(patterns.length);
    // Where a folder above matched, `covers` does not tell what matches this folder, but then the walk may ask anew.
    const fresh = parent.covers.every((covered, index) => covered === parent.matched[index]);
    const ignored = walkInto(path, parent, fresh ? covers : undefined, matched);
    return { ignored, matched, covers, closed: parent.closed || (ignored && canSkip(path)) };
  };

  /** The folders from the root down to this one, each visited with its parent's results; a loop, since paths are long. */
  const visitFolder = (directory: string): Visit => {
    const missing: string[] = [];
    let known = directory;
    let parent = folders.get(known);
    while (parent === undefined) {
      missing.push(known);
      known = parentPath(known);
      parent = folders.get(known) ?? (known === '' ? top : undefined);
    }
    if (folders.size > MAX_REMEMBERED) {
      folders.clear();
    }
    for (let path = missing.pop(); path !== undefined; path = missing.pop()) {
      parent = visit(path, parent);
      folders.set(path, parent);
    }
    return parent;
  };

  const ignores = (path: string): boolean => {
    const { covers } = visitFolder(parentPath(path));
    let ignored = false;
    for (let index = 0; index < patterns.length; index += 1) {
      const pattern = patterns[index];
      if (pattern?.exclusion === ignored && (covers[index] === 1 || pattern.matches(path))) {
        ignored = !ignored;
      }
    }
    return ignored;
  };

  return {
    ignores,
    leavesOut: (path) => walkInto(path, visitFolder(parentPath(path))),
    leavesOutWholly: (directory) => visitFolder(directory).closed,
    hasExceptions: exceptions.length > 0,
    error: undefined,
  };
}

/** fsutil's `patternWithoutTrailingGlob`. */
function withoutTrailingGlob(text: string): string {
  const once = text.endsWith('/**') ? text.slice(0, -3) : text;
  return once.endsWith('/*') ? once.slice(0, -2) : once;
}

/** What moby/patternmatcher takes for a wildcard or an escape. */
const SPECIAL = /[*[\]?^\\]/;

/** Characters that its regular expressions take as they are, and the wildcards that stop at a slash. */
const SIMPLE = /^[\w .@~=:,#%&*?-]*$/;

/** Whether a pattern may match something below a folder, or that itself. */
function mayReach(pattern: readonly string[], folder: readonly string[]): boolean {
  const isLiteral = !pattern.some((segment) => SPECIAL.test(segment));
  for (const [index, name] of folder.entries()) {
    const segment = pattern[index];
    if (segment === undefined || segment.includes('**') || !(isLiteral || SIMPLE.test(segment))) {
      return true;
    }
    if (isLiteral ? segment !== name : matchName(segment, name) !== true) {
      return false;
    }
  }
  return true;
}
