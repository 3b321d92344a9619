import type { ChangeAnnotation, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { AnnotatedTextEdit, CreateFile, uinteger } from './protocol.ts';
import type { FileEdit } from '../fixes/types.ts';
import type { Analysed } from './analyses.ts';
import { otherTextOf } from '../insights/fixes/other-text.ts';
import type { OtherFile } from '../rules/types.ts';
import { lineStartsOf } from '../syntax/lines.ts';
import { positionAt } from '../syntax/positions.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { otherUri } from './other-places.ts';
import type { OtherFiles } from './other-places.ts';
import { rangeOf } from './ranges.ts';

/** What the client shows of an edit that a person looks at first: VS Code's Refactor Preview. */
export interface EditNote {
  readonly label: string;
  readonly description: string | undefined;
}

/** What turns edits into a workspace edit. */
export interface EditOptions extends OtherFiles {
  readonly abilities: ClientAbilities;
}

/**
 * Edits as one undoable step for the client, versioned against the document that they were made for. Undefined when the
 * client can't do a part of it: half a fix is none.
 */
export function workspaceEdit(
  analysed: Analysed,
  edits: readonly FileEdit[],
  options: EditOptions & { readonly note?: EditNote | undefined },
): WorkspaceEdit | undefined {
  const { abilities, note } = options;
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
    const file: OtherFile =
      edit.file === 'compose' ? { kind: 'compose', place: edit.place } : { kind: 'context', path: edit.path };
    const uri = otherUri(analysed, file, options);
    const creates = edit.file === 'context' && !edit.exists;
    if (uri === undefined || (creates && !abilities.createsFiles)) {
      return undefined;
    }
    if (creates) {
      // Fails as a whole if the file has come into being meanwhile: nothing of it may be lost.
      changes.push(CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }, annotationId));
    }
    const open = options.openDocument(uri);
    const known = creates ? undefined : otherTextOf(analysed.analysis.facts, file);
    const textEdits = edit.file === 'compose' ? composeEdits(edit, known) : [contextEdit(edit, known)];
    // What was worked out of another text than the one that is open would land anywhere; at the end it is right.
    if (textEdits === undefined || (open && open.text !== known && !textEdits.every(isAtEnd))) {
      return undefined;
    }
    const version = open?.version ?? null;
    changes.push({ textDocument: { uri, version }, edits: textEdits.map(annotated) });
    unversioned[uri] = textEdits;
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

/** Undefined for a file whose text is not known: nobody knows what stands at the offsets. */
function composeEdits(
  { edits }: Extract<FileEdit, { file: 'compose' }>,
  known: string | undefined,
): TextEdit[] | undefined {
  if (known === undefined) {
    return undefined;
  }
  const lines = { text: known, lineStarts: lineStartsOf(known) };
  return edits.map(({ start, end, newText }) => ({
    range: { start: positionAt(lines, start), end: positionAt(lines, end) },
    newText,
  }));
}

/**
 * Text that is only added is only inserted: somebody may have the file open with changes that are not saved, which a new
 * text of the whole file would throw away.
 */
function contextEdit(edit: Extract<FileEdit, { file: 'context' }>, known: string | undefined): TextEdit {
  if (!edit.exists) {
    return { range: START, newText: edit.text };
  }
  return known !== undefined && edit.text.startsWith(known)
    ? { range: END, newText: edit.text.slice(known.length) }
    : { range: WHOLE_FILE, newText: edit.text };
}

function isAtEnd({ range }: TextEdit): boolean {
  return range === END;
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Clients take a position behind the end as the end. */
const LAST = { line: uinteger.MAX_VALUE, character: 0 };
const END = { start: LAST, end: LAST };
const WHOLE_FILE = { start: START.start, end: LAST };
