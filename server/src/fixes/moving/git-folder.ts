import { contextPath, isInContext, textOf } from '../../context/facts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { CopyStep } from './copy-step.ts';

/** Git's folder at the context's root, and what of it is another after every commit. */
const HISTORY = /^(\.git)(\/(index|objects|logs(\/.*)?|refs(\/heads(\/.*)?)?))?$/;

/**
 * Whether a copy names git's folder, so that it brings something else after every commit. What `.git/HEAD` holds only a checkout changes;
 * in a worktree and in a submodule `.git` is a file that stays as it is.
 */
export function bringsHistory({ copy }: CopyStep, context: ContextSnapshot): boolean {
  return (
    copy.from.kind === 'context' &&
    copy.sources.some(({ kind, text }) => kind === 'path' && isHistory(context, text))
  );
}

function isHistory(context: ContextSnapshot, source: string): boolean {
  const [path, folder = ''] = HISTORY.exec(contextPath(source)) ?? [];
  return (
    path !== undefined &&
    context.entries.get(folder)?.kind === 'directory' &&
    isInContext(context, path) !== 'no'
  );
}

/** Manifests that nobody executes. */
const DATA = /\.(json|lock|lockb|toml|ya?ml|txt|mod|sum|xml)$/;

/** Whether a manifest is a program that may call git: a version in mix.exs, the list of files in a gemspec. */
export function mayAskGit(context: ContextSnapshot, manifest: string): boolean {
  const text = DATA.test(manifest) ? undefined : textOf(context, manifest);
  return text !== undefined && /["'`]git\b|\bgit (describe|rev-parse|rev-list|log|ls-files)\b/.test(text);
}
