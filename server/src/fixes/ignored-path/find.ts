import { exists, isInContext } from '../../context/facts.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { select, type SelectedFile } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import type { Model } from '../../model/types.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { isMadeLater } from '../missing-source/made-later.ts';
import { sortedReads } from '../missing-source/sorted-reads.ts';
import { isSettled } from '../moving/settled-names.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { hasPlaceholders } from '../placeholders.ts';

/** A source that the ignore file keeps from an instruction. */
export interface IgnoredRead {
  readonly read: ContextRead;
  /** A path that it would find without the ignore file. */
  readonly dropped: string;
  /**
   * False for a path, or the folder in front of wildcards, for which the build fails. True where wildcards match nothing or a folder
   * is empty: the build goes on without the files, or it fails, for wildcards in a folder that nothing else reads.
   */
  readonly findsNothing: boolean;
}

/** The sources of which the ignore file leaves nothing, for certain. */
export const ignoredReads = rememberedWith(find);

function find(model: Model, context: ContextSnapshot): readonly IgnoredRead[] {
  return context.ignore === undefined || hasPlaceholders(model)
    ? []
    : contextReads(model).flatMap((read) => {
        const found = ignoredRead(context, read);
        return found === undefined || mayComeFromElsewhere(model, context, found) ? [] : [found];
      });
}

/**
 * Whether what is left out, and not there anyway, may be copied from another folder: of a context that nobody names, and which has
 * nothing of what the Dockerfile copies. Release tools such as GoReleaser put a program and the Dockerfile into a folder of their own.
 */
function mayComeFromElsewhere(
  model: Model,
  context: ContextSnapshot,
  { read, dropped }: IgnoredRead,
): boolean {
  return (
    context.reason !== undefined &&
    context.named === undefined &&
    exists(context, dropped) !== 'yes' &&
    !isMadeLater(context, read) &&
    sortedReads(model, context).there.length === 0
  );
}

function ignoredRead(context: ContextSnapshot, read: ContextRead): IgnoredRead | undefined {
  const { path } = read;
  const selection = select(context, read.source, read.options);
  // Without the folder in front a pattern fails, too (domain.md 3.4).
  const named = hasWildcards(path) ? selection.base : path;
  if (isDropped(context, named)) {
    return { read, dropped: named, findsNothing: false };
  }
  const isEmpty = selection.kind !== 'missing' && selection.complete && selection.files.length === 0;
  if (!isEmpty || OPTIONAL.test(path)) {
    return undefined;
  }
  const { files } = select(withoutIgnore(context), read.source, read.options);
  const dropped = hasWildcards(path) || !files.every(keepsFolder) ? tellingFile(files) : undefined;
  return dropped === undefined ? undefined : { read, dropped, findsNothing: true };
}

/** Whether a file is there for git to keep its folder. The folder itself is copied without it. */
function keepsFolder({ path }: SelectedFile): boolean {
  return /^\.(git(ignore|keep)|keep)$/.test(baseName(path));
}

/** The first file that somebody would copy for its own sake, or else the first one. */
function tellingFile(files: readonly SelectedFile[]): string | undefined {
  const telling =
    files.find(({ path }) => !isSettled(baseName(path)) && !isManifest(path)) ??
    files.find(({ path }) => !baseName(path).startsWith('.')) ??
    files[0];
  return telling?.path;
}

/** How people write a file that may be missing: `.npmrc*`, `yarn.loc[k]`. */
const OPTIONAL = /[^/*]\*$|\?$|\[.\][^/]*$/;

/**
 * Whether the ignore file keeps a path out, whether it exists or not. Not known for what lies behind a symlink, and for what
 * is not there while `!` patterns may bring back something below it.
 */
export function isDropped(context: ContextSnapshot, path: string): boolean {
  const { ignore } = indexOf(context);
  for (let folder = parentPath(path); folder !== ''; folder = parentPath(folder)) {
    if (context.entries.get(folder)?.kind === 'symlink') {
      return false;
    }
  }
  return (
    path !== '' &&
    isInContext(context, path) === 'no' &&
    (ignore.leavesOutWholly(path) ||
      (ignore.leavesOut(path) && (context.entries.has(path) || !ignore.hasExceptions)))
  );
}

/** The same context without an ignore file: one object each, so that what is selected from it is remembered. */
const withoutIgnore = rememberedWith((context: ContextSnapshot): ContextSnapshot => ({
  ...context,
  ignore: undefined,
}));
