import type { ChangeAnnotation, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { AnnotatedTextEdit, CreateFile, uinteger } from 'vscode-languageserver';
import type { FileEdit } from '../fixes/types.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { rangeOf } from './ranges.ts';

/** What the client shows of an edit that a person looks at first: VS Code's Refactor Preview. */
export interface EditNote {
  readonly label: string;
  readonly description: string | undefined;
}

/** What turns edits into a workspace edit. */
export interface EditOptions {
  readonly abilities: ClientAbilities;
  /** The URI of a context file by its path from the context's root, or undefined where there is no disk. */
  readonly contextUri: (analysed: Analysed, path: string) => string | undefined;
}

/**
 * Edits as one undoable step for the client, versioned against the document that they were made for. Undefined when the
 * client can't do a part of it: half a fix is none.
 */
export function workspaceEdit(
  analysed: Analysed,
  edits: readonly FileEdit[],
  { abilities, contextUri, note }: EditOptions & { readonly note?: EditNote | undefined },
): WorkspaceEdit | undefined {
  const annotationId = note !== undefined && abilities.annotatesChanges ? NOTE : undefined;
  const annotated = (textEdit: TextEdit): TextEdit =>
    annotationId === undefined
      ? textEdit
      : AnnotatedTextEdit.replace(textEdit.range, textEdit.newText, annotationId);
  const changes: (TextDocumentEdit | CreateFile)[] = [];
  const unversioned: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    if (edit.file === 'dockerfile') {
      const textEdits = edit.edits.map(({ start, end, newText }) => ({
        range: rangeOf(analysed.analysis.model.file, { start, end }),
        newText,
      }));
      changes.push({
        textDocument: { uri: analysed.uri, version: analysed.version },
        edits: textEdits.map(annotated),
      });
      unversioned[analysed.uri] = textEdits;
      continue;
    }
    if (edit.file === 'compose') {
      // No client says that it can do this yet: half a fix is none.
      return undefined;
    }
    const uri = contextUri(analysed, edit.path);
    if (uri === undefined || (!edit.exists && !abilities.createsFiles)) {
      return undefined;
    }
    if (!edit.exists) {
      // Fails as a whole if the file has come into being meanwhile: nothing of it may be lost.
      changes.push(CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }, annotationId));
    }
    const textEdit = contextEdit(analysed, edit);
    changes.push({ textDocument: { uri, version: null }, edits: [annotated(textEdit)] });
    unversioned[uri] = [textEdit];
  }
  if (abilities.documentChanges) {
    return annotationId === undefined || note === undefined
      ? { documentChanges: changes }
      : { documentChanges: changes, changeAnnotations: { [annotationId]: annotationOf(note) } };
  }
  return changes.some((change) => 'kind' in change) ? undefined : { changes: unversioned };
}

/** The only annotation of an edit: all of it is one fix. */
const NOTE = 'strata';

function annotationOf({ label, description }: EditNote): ChangeAnnotation {
  return description === undefined ? { label } : { label, description };
}

/**
 * Text that is only added is only inserted: somebody may have the file open with changes that are not saved, which a new
 * text of the whole file would throw away.
 */
function contextEdit({ analysis }: Analysed, edit: Extract<FileEdit, { file: 'context' }>): TextEdit {
  if (!edit.exists) {
    return { range: START, newText: edit.text };
  }
  const { ignore } = analysis.facts.context ?? {};
  return ignore?.path === edit.path && edit.text.startsWith(ignore.text)
    ? { range: END, newText: edit.text.slice(ignore.text.length) }
    : { range: WHOLE_FILE, newText: edit.text };
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Clients take a position behind the end as the end. */
const LAST = { line: uinteger.MAX_VALUE, character: 0 };
const END = { start: LAST, end: LAST };
const WHOLE_FILE = { start: START.start, end: LAST };
