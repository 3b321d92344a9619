import { blameIndex } from '../../context/ignore/blame.ts';
import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot, IgnoreAbove } from '../../context/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { ignoreLines, type IgnoreLine } from '../context-reads/ignore-lines.ts';
import { isForEveryFolder } from './anywhere.ts';
import { leftOutBy } from './left-out-by.ts';

/** An ignore file above the context, which is not read for it, and what its lines would leave out of it. */
export interface UnreadAbove {
  readonly above: IgnoreAbove;
  /** The line of that file that would leave a file or folder of the context out. */
  readonly lineOf: (path: string) => IgnoreLine | undefined;
  /**
   * Files that it would leave out and that are certainly not wanted here either: what tools leave behind, and settings of one machine.
   * Others may be what this build needs (`.babelrc`), and of folders another rule tells.
   */
  readonly unwanted: ReadonlySet<string>;
}

/**
 * What people believe to be left out of a context that has no ignore file by the one above: written for this folder, or for one of
 * that name wherever it is. Undefined where there is none, or another one is read. Remembered with the snapshot.
 */
export const unreadAbove = rememberedWith((context: ContextSnapshot): UnreadAbove | undefined => {
  const { ignore, elsewhere, complete, entries } = context;
  const above = elsewhere?.ignore;
  if (ignore !== undefined || above === undefined || !complete) {
    return undefined;
  }
  const { text, inner } = above;
  const lines = ignoreLines(text);
  const blame = blameIndex(text);
  const below = (path: string): string => `${inner}/${path}`;
  const asWritten = leftOutBy(context, text, { shift: below });
  const paths = new Set([...asWritten, ...leftOutBy(context, text, { shift: (path) => path })]);
  const lineOf: UnreadAbove['lineOf'] = (path) =>
    lines[blame(asWritten.has(path) ? below(path) : path) ?? -1];
  const isUnwanted = (path: string): boolean => {
    const name = baseName(lineOf(path)?.pattern ?? '');
    return entries.get(path)?.kind === 'file' && isCertain(name, path);
  };
  return { above, lineOf, unwanted: new Set([...paths].filter(isUnwanted)) };
});

function isCertain(name: string, path: string): boolean {
  return isForEveryFolder(name) || (/^\.env\b/.test(name) && !/example|sample|template|dist/i.test(path));
}
