import { readIgnoreLines } from '../../context/ignore/lines.ts';
import { baseName } from '../../context/path-parts.ts';
import { rememberedOfContext } from '../../context/same-context.ts';
import type { ContextSnapshot } from '../../context/types.ts';

/** Whether a folder holds the history of a project. */
export function isHistory(path: string): boolean {
  return HISTORIES.has(baseName(path));
}

/**
 * Whether a build may read the history of the project, as far as its commands, the files that say how it is built and the ignore file tell:
 * a version is mostly made of it. `commands` is the text of all RUN instructions.
 */
export function readsHistory(commands: string, context: ContextSnapshot): boolean {
  return /\bgit\b|\bhg\b|\bsvn\b|version/i.test(commands) || isAskedFor(context);
}

const HISTORIES: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);

const isAskedFor = rememberedOfContext(
  ({ entries, texts, ignore }: ContextSnapshot): boolean =>
    entries.has('.gitmodules') ||
    [...texts].some(([path, text]) => !/\.(md|txt)$/.test(path) && ASKS.test(text)) ||
    readIgnoreLines(ignore?.text ?? '').patterns.some(
      (one) => one.startsWith('!') && HISTORIES.has(baseName(one.slice(1))),
    ),
);

/**
 * Commands of git that tell a version, and what takes it from there: plugins of setuptools, Hatch, Poetry, Cargo, Maven, Gradle, .NET and
 * sbt, by their own names.
 */
const ASKS =
  /\bgit (-C \S+ )?(describe|log|ls-files|name-rev|rev-list|rev-parse|show|status|symbolic-ref|tag)\b|setuptools[-_](scm|git)|hatch-vcs|versioneer|poetry-dynamic-versioning|vergen|shadow-rs|git-version|git-commit-id|gradle-git|nerdbank|gitversion|minver|gitversioning|sbt-(dynver|git)/i;
