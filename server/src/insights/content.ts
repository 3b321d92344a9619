import { changeFrequency } from '../context/history/history.ts';
import type { ChangeFrequency } from '../context/history/history.ts';
import type { ChangeCount, ChangeHistory } from '../context/history/types.ts';
import { contextPath, isInContext } from '../context/facts.ts';
import { select } from '../context/selection.ts';
import { selectionSize } from '../context/selection-size.ts';
import type { SelectionSize } from '../context/selection-size.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { contextPaths } from '../model/context-paths.ts';
import type { Detail, Model, Node } from '../model/types.ts';
import { shownSize } from '../rules/size/shown-size.ts';
import { count, listed, shorten } from './text.ts';
import type { Analysis } from './types.ts';

/** How often the steps' files changed, worked out at the first question; undefined without a context or its history. */
export function lazyFrequency(
  model: Model,
  context: ContextSnapshot | undefined,
  history: ChangeHistory | undefined,
): () => ChangeFrequency | undefined {
  let known: ChangeFrequency | undefined;
  return () =>
    context === undefined || history === undefined
      ? undefined
      : (known ??= changeFrequency(model, context, history));
}

/** What a COPY or ADD takes from the build context; undefined for others, and while no context is known. */
export function contentOf({ facts }: Analysis, { detail }: Node): SelectionSize | undefined {
  const { context } = facts;
  if (context === undefined || detail.kind !== 'copy') {
    return undefined;
  }
  const { parents, exclude } = detail.copy;
  const paths = knownPaths(detail);
  return paths.length === 0 ? undefined : selectionSize(context, paths, { parents, exclude });
}

/** Whether `contentOf` says anything of an instruction. */
export function hasContent({ facts }: Analysis, { detail }: Node): boolean {
  return facts.context !== undefined && knownPaths(detail).length > 0;
}

/** What a COPY or ADD names in the build context; nothing where one of its sources is only known to the build. */
function knownPaths(detail: Detail): readonly string[] {
  const isOpen = detail.kind === 'copy' && detail.copy.sources.some(({ kind }) => kind === 'unset');
  return isOpen ? [] : contextPaths(detail);
}

/** `412 files, 3.1 MB`; with `at least` where folders that were not looked into may hold more. */
export function sizeTitle({
  files,
  bytes: size,
  complete,
}: Pick<SelectionSize, 'files' | 'bytes' | 'complete'>): string {
  const what = `${complete ? '' : 'at least '}${count(files, 'file')}`;
  return size === undefined ? what : `${what}, ${shownSize(size)}`;
}

/** `changed in 91 of the last 100 commits`; undefined when git knows nothing that tells how often. */
export function changeTitle(analysis: Analysis, node: Node): string | undefined {
  const change = analysis.frequency()?.changedIn(node.index);
  return change && tellsHowOften(change) ? `changed in ${commits(change)}` : undefined;
}

/** One commit, mostly the one that has brought all files, says nothing of how often they change. */
export function tellsHowOften({ of }: Pick<ChangeCount, 'of'>): boolean {
  return of > 1;
}

/** `at least 91 of the last 100 commits`. */
export function commits({ changed, of, exact }: ChangeCount): string {
  // More than all of them can't be.
  const least = exact || changed >= of ? '' : 'at least ';
  return `${least}${changed === 0 && least === '' ? 'none' : changed} of the last ${count(of, 'commit')}`;
}

/**
 * Files whose edit nobody expects to rebuild a layer, yet they are copied without being named: the Dockerfile, its ignore
 * file.
 */
export function surprising(analysis: Analysis, node: Node): string[] {
  const { context } = analysis.facts;
  const { detail } = node;
  if (context === undefined || detail.kind !== 'copy' || !contentOf(analysis, node)) {
    return [];
  }
  const candidates = [context.dockerfile, context.ignore?.path].filter((path) => path !== undefined);
  const { parents, exclude } = detail.copy;
  const copied = new Set(
    contextPaths(detail).flatMap((path) => selectedAmong(context, path, { parents, exclude }, candidates)),
  );
  return candidates.filter((path) => copied.has(path));
}

/** Git's folder, or the file that stands for it in a worktree and in a submodule. */
const GIT = '.git';

/**
 * Whether git's own folder at the context's root is copied: every commit changes it. `named`: the instruction names it, so
 * that somebody wants it there. A single file of it is not meant, nor what an ignore file brings back of it.
 */
export function copiesGit(analysis: Analysis, node: Node): 'no' | 'named' | 'swept along' {
  const { context } = analysis.facts;
  const { detail } = node;
  const isThere = context?.entries.has(GIT) === true && isInContext(context, GIT) === 'yes';
  if (!isThere || detail.kind !== 'copy' || !contentOf(analysis, node)) {
    return 'no';
  }
  const { parents, exclude } = detail.copy;
  const sources = contextPaths(detail).filter((source) => {
    const { files, folders } = select(context, source, { parents, exclude });
    return contextPath(source) === GIT || folders.includes(GIT) || files.some(({ path }) => path === GIT);
  });
  if (sources.length === 0) {
    return 'no';
  }
  return sources.every((source) => contextPath(source) === GIT) ? 'named' : 'swept along';
}

/** What of these paths a source selects. */
function selectedAmong(
  context: ContextSnapshot,
  source: string,
  options: { readonly parents: boolean; readonly exclude: readonly string[] },
  candidates: readonly string[],
): string[] {
  const wanted = new Set(candidates);
  return select(context, source, options)
    .files.filter((file) => wanted.has(file.path) && !isNamed(file.path, source))
    .map((file) => file.path);
}

/** A file that the instruction names by itself is no surprise. */
function isNamed(path: string, source: string): boolean {
  return path === source.replace(/^(\.?\/)+/, '');
}

/** The largest files for a sentence: `a.bin` (2.1 MB). */
export function largestTitles({ largest }: SelectionSize, code: (text: string) => string): string {
  return listed(
    largest.slice(0, 3).map(({ path, size }) => `${code(shorten(path, 60))} (${shownSize(size)})`),
    3,
  );
}
