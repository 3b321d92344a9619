import { rememberedWith } from '../syntax/remembered-with.ts';
import { compilePatterns, type IgnoreMatcher } from './ignore/ignore.ts';
import { parentPath } from './path-parts.ts';
import type { ContextSnapshot } from './types.ts';

/**
 * Whether the `.gitignore` files of a context and of the workspace's folders above it leave a path out of the repository, so that no
 * clone has it and something makes it (git-scm.com/docs/gitignore). The file nearest to the path that says anything of it counts.
 */
export function isGitIgnored(context: ContextSnapshot, path: string): boolean {
  const { inside, above } = gitIgnores(context);
  for (let folder = parentPath(path), isOwn = inside.size > 0; isOwn; folder = parentPath(folder)) {
    const said = answerOf(inside.get(folder), folder === '' ? path : path.slice(folder.length + 1));
    if (said !== undefined) {
      return said;
    }
    isOwn = folder !== '';
  }
  for (const { inner, file } of above) {
    const said = answerOf(file, `${inner}/${path}`);
    if (said !== undefined) {
      return said;
    }
  }
  return false;
}

/** Undefined for a file that says nothing of the path. */
function answerOf(file: GitIgnore | undefined, path: string): boolean | undefined {
  return file?.ignored.ignores(path) === true ? true : file?.kept.ignores(path) === true ? false : undefined;
}

interface GitIgnore {
  readonly ignored: IgnoreMatcher;
  /** What its lines with `!` bring back. */
  readonly kept: IgnoreMatcher;
}

const NAME = '.gitignore';

/** Lines of one file that are read. */
const MAX_LINES = 1000;

interface GitIgnores {
  /** By the folders in which they lie. */
  readonly inside: ReadonlyMap<string, GitIgnore>;
  readonly above: readonly { readonly inner: string; readonly file: GitIgnore }[];
}

const gitIgnores = rememberedWith(({ texts, elsewhere }: ContextSnapshot): GitIgnores => {
  const inside = new Map<string, GitIgnore>();
  for (const [path, text] of texts) {
    if (path === NAME || path.endsWith(`/${NAME}`)) {
      inside.set(parentPath(path), gitIgnore(text));
    }
  }
  const above = elsewhere?.gitIgnores ?? [];
  return { inside, above: above.map(({ inner, text }) => ({ inner, file: gitIgnore(text) })) };
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
