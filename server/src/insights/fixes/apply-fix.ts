import type { ContextSnapshot } from '../../context/types.ts';
import { withText } from '../../context/with-text.ts';
import { applyEdits } from '../../fixes/apply-edits.ts';
import type { FileEdit, Fix, TextEdit } from '../../fixes/types.ts';
import type { Analysis } from '../types.ts';

/** A Dockerfile and its context with a fix, or several that don't touch one another. */
export function applyFix(
  { model, facts }: Pick<Analysis, 'model' | 'facts'>,
  { edits }: Pick<Fix, 'edits'>,
): { readonly text: string; readonly context: ContextSnapshot | undefined } {
  let { context } = facts;
  for (const edit of edits) {
    if (edit.file === 'context') {
      context = context && withText(context, edit.path, edit.text);
    }
  }
  return { text: applyEdits(model.file.text, dockerfileEdits(edits)), context };
}

function dockerfileEdits(edits: readonly FileEdit[]): TextEdit[] {
  return edits
    .flatMap((edit) => (edit.file === 'dockerfile' ? edit.edits : []))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
