import { hasWildcards, literalPart } from '../../context/copy-wildcards.ts';
import { exists, filesIn, foldersIn, type Answer } from '../../context/facts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { isMadeLater } from './made-later.ts';

/** What people write of what is read, each path once. */
export interface Sorted {
  readonly there: readonly ContextRead[];
  readonly missing: readonly ContextRead[];
}

/** What of all that is read lies in a context, and what does not, without what is made or fetched before the build. */
export const sortedReads = rememberedWith((model: Model, context: ContextSnapshot): Sorted => {
  const there: ContextRead[] = [];
  const missing: ContextRead[] = [];
  const seen = new Set<string>();
  for (const read of contextReads(model)) {
    const found = seen.has(read.path) ? 'unknown' : answerFor(read, context);
    seen.add(read.path);
    if (found === 'yes') {
      there.push(read);
    } else if (found === 'no') {
      missing.push(read);
    }
  }
  return { there, missing };
});

/** Whether it lies there; unknown of what is made or fetched before the build. */
const answerFor = rememberedWith((read: ContextRead, context: ContextSnapshot): Answer => {
  const found = isThere(context, read);
  const comes = found === 'no' && (isMadeLater(context, read) || unfetched(context, read.path) !== undefined);
  return comes ? 'unknown' : found;
});

/**
 * Wildcards that match something in a folder are there; in the root, `package*.json` fits every other project as well. Of those without
 * a match only what is written, and has to be there, says anything.
 */
function isThere(context: ContextSnapshot, read: ContextRead): Answer {
  const { path, source, options } = read;
  if (!hasWildcards(path)) {
    return path === '' ? 'unknown' : exists(context, path);
  }
  const folder = literalPart(path);
  if (folder === '') {
    return 'unknown';
  }
  if (select(context, source, options).files.length > 0) {
    return 'yes';
  }
  return isRequired(read) && WRITTEN.test(path) && exists(context, folder) === 'no' ? 'no' : 'unknown';
}

/** Whether at least half of what is read lies in a context. */
export function holdsHalf({ there, missing }: Sorted): boolean {
  return there.length > 0 && there.length >= missing.length;
}

/** Whether a build fails without it. What wildcards in the root or of `--parents` do not match is no error, and mounts know none. */
export function isRequired({ kind, path, options }: ContextRead): boolean {
  return hasWildcards(path)
    ? kind === 'copy' && options.parents !== true && literalPart(path) !== ''
    : path !== '';
}

/** The submodule that a path belongs to and that holds no file yet. */
export function unfetched(context: ContextSnapshot, path: string): string | undefined {
  return context.elsewhere?.submodules.find(
    (folder) =>
      isWithin(path, folder) &&
      filesIn(context, folder).length === 0 &&
      foldersIn(context, folder).length === 0,
  );
}

/** Endings of files that people write and keep in their repository. */
export const WRITTEN =
  /\.(c|cc|cfg|cjs|conf|cpp|cs|csproj|css|dart|ex|exs|fsproj|gemspec|go|gradle|h|hs|html|ini|java|js|json|jsx|kt|kts|lock|lockb|md|mjs|mod|php|pl|properties|props|proto|py|r|rb|rs|scala|sh|sln|sql|sum|swift|tf|toml|ts|tsx|txt|vue|xml|ya?ml)$/i;
