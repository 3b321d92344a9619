import { compileIgnore } from '../../context/ignore/ignore.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { listed } from '../moving/words.ts';
import type { Fix } from '../types.ts';

/**
 * Leaves files that a copy of a folder brings out by the ignore file. The image loses them, so it is for review. Undefined for
 * names that mean something else in a pattern. BuildKit still reads its own files, the Dockerfile among them (domain.md section 3).
 */
export function leaveOutFix(
  model: Model,
  context: ContextSnapshot,
  paths: readonly string[],
): Fix | undefined {
  const path = context.ignore?.path ?? '.dockerignore';
  const isUnread = context.ignore === undefined && context.entries.has(path);
  // A new ignore file would be copied itself.
  const lines = context.ignore === undefined ? [...paths, path] : paths;
  const text = appended(context.ignore?.text, lines, model.file.text);
  const changed = compileIgnore(text);
  const isPlain = paths.every((one) => /^[\w.][\w./-]*$/.test(one) && changed.leavesOut(one));
  return isPlain && !isUnread
    ? {
        title: `Leave ${listed(paths)} out by ${path} (review: the image no longer holds ${paths.length === 1 ? 'it' : 'them'})`,
        safety: 'review',
        edits: [{ file: 'context', path, exists: context.ignore !== undefined, text }],
      }
    : undefined;
}

/** Lines at the end, with the line ends of the file, or of the Dockerfile where it has none. */
function appended(text: string | undefined, lines: readonly string[], dockerfile: string): string {
  const eol = (text?.includes('\n') === true ? text : dockerfile).includes('\r\n') ? '\r\n' : '\n';
  const isOpen = text !== undefined && text !== '' && !text.endsWith('\n');
  return `${text ?? ''}${isOpen ? eol : ''}${lines.map((line) => `${line}${eol}`).join('')}`;
}
