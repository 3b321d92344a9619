import type { ContextSnapshot } from '../context/types.ts';
import type { FileEdit, Fix, TextEdit } from '../fixes/types.ts';
import type { Analysis } from './types.ts';

/** A Dockerfile and its context with a fix, or several that don't touch one another. */
export function applyFix(
  { model, facts }: Pick<Analysis, 'model' | 'facts'>,
  { edits }: Pick<Fix, 'edits'>,
): { readonly text: string; readonly context: ContextSnapshot | undefined } {
  let { context } = facts;
  for (const edit of edits) {
    if (edit.file === 'context') {
      context = context && withEdit(context, edit);
    }
  }
  return { text: applyEdits(model.file.text, dockerfileEdits(edits)), context };
}

/** The text after edits that ascend and don't overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(done, start), newText);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

function dockerfileEdits(edits: readonly FileEdit[]): TextEdit[] {
  return edits
    .flatMap((edit) => (edit.file === 'dockerfile' ? edit.edits : []))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Fixes edit ignore files, which decide what is copied. */
function withEdit(
  context: ContextSnapshot,
  { path, text }: Extract<FileEdit, { file: 'context' }>,
): ContextSnapshot {
  const isIgnore = path === (context.ignore?.path ?? '.dockerignore');
  return isIgnore ? { ...context, ignore: { path, text } } : context;
}
