import { compileIgnorePattern } from '../../context/ignore/pattern.ts';
import { baseName } from '../../context/path-parts.ts';
import type { IgnoreLine } from '../context-reads/ignore-lines.ts';

/**
 * Whether a pattern without a slash is meant for every folder: what tools and editors write under these names and endings wherever
 * they run. Other names may be meant for the root alone, and other endings (`*.json`, `*.md`) belong to what a program reads, too.
 */
export function isForEveryFolder(pattern: string): boolean {
  return NAMES.test(pattern) || ENDINGS.test(pattern);
}

const NAMES =
  /^(__pycache__|\.DS_Store|\.(git|gradle|hg|mypy_cache|next|nuxt|nyc_output|pytest_cache|ruff_cache|svn|terraform|tox|turbo|venv)|Thumbs\.db|bower_components|coverage|node_modules|(npm|yarn|pnpm|lerna)-(debug|error)\.log\*?|obj|target|venv)\/?$/;

const ENDINGS =
  /^\*(~|\.(bak|class|egg-info|iml|lcov|log|o|orig|pid|py[cdo]|py\[[cdo]+\]|rej|sw[nop]|sw\?|sw\[\w+\]|temp|tmp|tsbuildinfo|user))\/?$/;

/** What every path that such a pattern matches ends in: a quick look at many. */
export function endingOf(pattern: string): string {
  const ending = pattern.replace(/^\*/, '').replace(/\/$/, '');
  return /[*?[]/.test(ending) ? '' : ending;
}

/** Tells which paths have a name that an exception among these lines keeps in another folder: whoever wrote it wants them. */
export function sparedBy(lines: readonly IgnoreLine[]): (path: string) => boolean {
  const names = lines.flatMap(({ pattern }) => {
    const name = pattern.startsWith('!') ? baseName(pattern.slice(1)) : '';
    // All of a folder is kept for the folder's sake.
    return /^\**$/.test(name) ? [] : (compileIgnorePattern(name, false) ?? []);
  });
  return (path) => names.some((name) => name.matches(baseName(path)));
}
