import type { ContextEntry, ContextSnapshot } from './types.ts';

/**
 * The context after this text was written to a file of it. A file that was not there is an entry then, and the ignore file where
 * there was none; the text of a file that was never loaded stays unknown.
 */
export function withText(context: ContextSnapshot, path: string, text: string): ContextSnapshot {
  const { ignore, entries, texts } = context;
  const isIgnore = path === (ignore?.path ?? '.dockerignore');
  const isNew = path !== ignore?.path && !entries.has(path);
  const entry: ContextEntry = { kind: 'file' };
  return {
    ...context,
    entries: isNew ? new Map([...entries, [path, entry]]) : entries,
    texts: texts.has(path) ? new Map([...texts, [path, text]]) : texts,
    ignore: isIgnore ? { path, text } : ignore,
  };
}
