import { compileIgnore } from '../../context/ignore/ignore.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { listed } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import { appended } from './appended.ts';

/**
 * Leaves files that a copy of a folder brings out by the ignore file. The image loses them, so it is for review. Undefined for
 * names that mean something else in a pattern. BuildKit still reads its own files, the Dockerfile among them (domain.md section 3).
 * `patterns` are written in place of the paths, where they are shorter.
 */
export function leaveOutFix(
  model: Model,
  context: ContextSnapshot,
  paths: readonly string[],
  patterns: readonly string[] = paths,
): Fix | undefined {
  const path = context.ignore?.path ?? '.dockerignore';
  const isUnread = context.ignore === undefined && context.entries.has(path);
  // A new ignore file would be copied itself.
  const lines = context.ignore === undefined ? [...patterns, path] : patterns;
  const text = appended(context.ignore?.text, lines, model.file.text);
  const changed = compileIgnore(text);
  const isPlain =
    patterns.every((one) => /^(\*\*\/|\*(?=\.))?[\w.][\w./-]*\*?$/.test(one)) &&
    paths.every((one) => changed.leavesOut(one));
  return isPlain && !isUnread
    ? {
        title: `Leave ${listed(patterns)} out by ${path} (review: the image no longer holds ${paths.length === 1 ? 'it' : 'them'})`,
        safety: 'review',
        edits: [{ file: 'context', path, exists: context.ignore !== undefined, text }],
      }
    : undefined;
}
