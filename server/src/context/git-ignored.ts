import { rememberedWith } from '../syntax/remembered-with.ts';
import { compilePatterns, type IgnoreMatcher } from './ignore/ignore.ts';
import { parentPath } from './path-parts.ts';
import type { ContextSnapshot } from './types.ts';

/**
 * Whether the `.gitignore` files of a context leave a path out of the repository, so that no clone has it and something makes it
 * (git-scm.com/docs/gitignore). The file nearest to the path that says anything of it counts; those above the context are not read.
 */
export function isGitIgnored(context: ContextSnapshot, path: string): boolean {
  const files = gitIgnores(context);
  if (files.size === 0) {
    return false;
  }
  for (let folder = parentPath(path); ; folder = parentPath(folder)) {
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    const file = files.get(folder);
    if (file?.ignored.ignores(inside) === true) {
      return true;
    }
    if (folder === '' || file?.kept.ignores(inside) === true) {
      return false;
    }
  }
}

/** Whether the text of a `.gitignore` leaves out a path relative to its folder. */
export function leavesOut(text: string, path: string): boolean {
  return gitIgnore(text).ignored.ignores(path);
}

interface GitIgnore {
  readonly ignored: IgnoreMatcher;
  /** What its lines with `!` bring back. */
  readonly kept: IgnoreMatcher;
}

const NAME = '.gitignore';

/** Lines of one file that are read. */
const MAX_LINES = 1000;

/** By the folders in which they lie. */
const gitIgnores = rememberedWith(({ texts }: ContextSnapshot): ReadonlyMap<string, GitIgnore> => {
  const found = new Map<string, GitIgnore>();
  for (const [path, text] of texts) {
    if (path === NAME || path.endsWith(`/${NAME}`)) {
      found.set(parentPath(path), gitIgnore(text));
    }
  }
  return found;
});

function gitIgnore(text: string): GitIgnore {
  const patterns = text.split('\n', MAX_LINES).flatMap(patternOf);
  const kept = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return { ignored: compilePatterns(patterns), kept: compilePatterns(kept) };
}

/** A line in the language of `.dockerignore`, where a name without a slash matches in the root alone. */
function patternOf(line: string): string[] {
  const text = line.trim();
  const isKept = text.startsWith('!');
  const pattern = isKept ? text.slice(1) : text;
  if (pattern === '' || pattern.startsWith('#')) {
    return [];
  }
  const isAnchored = pattern.slice(0, -1).includes('/');
  return [`${isKept ? '!' : ''}${isAnchored ? '' : '**/'}${pattern.replace(/^\//, '')}`];
}
