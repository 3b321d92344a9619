import { readIgnoreLines } from '../../context/ignore/lines.ts';
import { baseName } from '../../context/path-parts.ts';
import { rememberedOfContext } from '../../context/same-context.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** Whether a folder holds the history of a project. */
export function isHistory(path: string): boolean {
  return HISTORIES.has(baseName(path));
}

/**
 * Whether a build may read the history of the project, as far as its commands, the files that say how it is built and the ignore file tell:
 * a version is mostly made of it.
 */
export function readsHistory(model: Model, context: ContextSnapshot): boolean {
  return /\bgit\b|\bhg\b|\bsvn\b|version/i.test(commandsOf(model)) || isAskedFor(context);
}

/**
 * The same for whether its files are those of the last commit: a version is mostly another one where some were changed, or are missing.
 * What Go builds holds that too (`go help buildvcs`), though no build needs it.
 */
export function readsChanges(model: Model, context: ContextSnapshot): boolean {
  const commands = commandsOf(model);
  return (
    (/\bgo (build|install)\b/.test(commands) && !commands.includes('-buildvcs=false')) ||
    readsHistory(model, context)
  );
}

/** The text of all RUN instructions. */
export const commandsOf = rememberedWith(({ nodes }: Model): string =>
  nodes
    .filter(({ instruction }) => instruction.keyword === 'RUN')
    .map(({ instruction }) => instruction.text)
    .join('\n'),
);

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
 * Commands of git that tell a version, as a shell gets them and as a program starts them, and what takes it from there: plugins of
 * setuptools, Hatch, Poetry, Cargo, Maven, Gradle, .NET and sbt, by their own names.
 */
const ASKS =
  /\bgit\b(?:["'`,\s[(]{1,10}-C["'`,\s]{1,10}[^\s,]+)?["'`,\s[(]{1,10}(describe|log|ls-files|name-rev|rev-list|rev-parse|show|status|symbolic-ref|tag)\b|\bCommand::new\("git"\)|\bgit2\b|setuptools[-_](scm|git)|hatch-vcs|versioneer|poetry-dynamic-versioning|vergen|shadow-rs|git-version|git-commit-id|gradle-git|nerdbank|gitversion|minver|gitversioning|sbt-(dynver|git)/i;
