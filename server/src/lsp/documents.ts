import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocuments } from './protocol.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Writing } from './writing.ts';

/** The open documents. */
export type Documents = TextDocuments<TextDocument>;

/** Makes an empty store of documents with incremental synchronisation. `onChanged` hears of each change that is applied. */
export function createDocuments(onChanged: Writing['changed']): Documents {
  return new TextDocuments({
    // A client that opens a document without a text has opened an empty one; anything else would fail at each request.
    create: (uri, languageId, version: unknown, content: unknown) =>
      TextDocument.create(
        uri,
        languageId,
        typeof version === 'number' ? version : 0,
        typeof content === 'string' ? content : '',
      ),
    update: (document, changes, version) => {
      const applied = changes.filter(isChange);
      const updated = TextDocument.update(document, applied, version);
      onChanged(updated, applied);
      return updated;
    },
  });
}

function isChange(change: TextDocumentContentChangeEvent): boolean {
  return typeof (change as { text?: unknown } | null)?.text === 'string';
}

/**
 * The languages of files that stand beside a Dockerfile: what is found of them is shown there, and they are never read as
 * Dockerfiles themselves.
 */
const COMPANIONS: ReadonlySet<string> = new Set([
  'dockercompose',
  'dockerignore',
  'ignore',
  'json',
  'jsonc',
  'yaml',
  'yaml.docker-compose',
]);

/** Whether a document is a Compose file, an ignore file or the like. An ignore file has a language where an extension gives it one. */
export function isCompanion({ languageId, uri }: TextDocument): boolean {
  return COMPANIONS.has(languageId) || uri.endsWith('.dockerignore');
}

/** The URIs of the open documents that are Dockerfiles. */
export function dockerfilesAmong(documents: Documents): string[] {
  return documents
    .all()
    .filter((document) => !isCompanion(document))
    .map(({ uri }) => uri);
}

/** Why a document is not looked at. */
export interface GivenUp {
  /** A sentence for the log, or undefined when there is nothing to tell. */
  readonly note: string | undefined;
}

/** UTF-16 units. */
const MAX_LENGTH = 4_000_000;
const MAX_LINES = 200_000;

/** How far binary content is looked for, in UTF-16 units; git looks as far. */
const BINARY_LENGTH = 8000;

/**
 * Schemes of documents that people look at and don't build: the other side of a diff, a chat's proposals. Diagnostics
 * there would only repeat those of the file itself.
 */
const NOISE: ReadonlySet<string> = new Set([
  'chat-editing-snapshot-text-model',
  'chat-editing-text-model',
  'comment',
  'conflictResolution',
  'git',
  'gitfs',
  'gitlens',
  'gitlens-git',
  'output',
  'pr',
  'review',
  'svn',
  'vscode-chat-code-block',
  'vscode-local-history',
  'vscode-scm',
]);

/** Whether a document is left alone, and why; undefined for one that is analysed. */
export function givenUp(document: TextDocument): GivenUp | undefined {
  if (isCompanion(document) || NOISE.has(document.uri.slice(0, Math.max(0, document.uri.indexOf(':'))))) {
    return { note: undefined };
  }
  const text = document.getText();
  if (text.length > MAX_LENGTH) {
    return { note: `${document.uri} is not analysed: it has more than ${MAX_LENGTH} characters.` };
  }
  if (text.slice(0, BINARY_LENGTH).includes('\0')) {
    return { note: `${document.uri} is not analysed: it is binary.` };
  }
  // Counting lines takes longer than everything else here.
  if (text.length > MAX_LINES && document.lineCount > MAX_LINES) {
    return { note: `${document.uri} is not analysed: it has more than ${MAX_LINES} lines.` };
  }
  return undefined;
}
