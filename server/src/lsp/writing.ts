import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Where somebody has written last in each open document without saving it. */
export interface Writing {
  /** An offset into the text; undefined where nobody writes, or nobody knows where. */
  readonly of: (uri: string) => number | undefined;
  /** The document has just become what it is by these changes. */
  readonly changed: (document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]) => void;
  /** The document was saved or closed. Returns whether anybody wrote in it. */
  readonly ended: (uri: string) => boolean;
}

/** Makes an empty store. */
export function createWriting(): Writing {
  const places = new Map<string, number>();
  return {
    of: (uri) => places.get(uri),
    changed: (document, changes) => {
      const [change, ...others] = changes;
      if (change === undefined || !('range' in change) || others.length > 0) {
        // Many places at once, or all of the text: nobody types like that.
        places.delete(document.uri);
        return;
      }
      places.set(document.uri, document.offsetAt(change.range.start) + change.text.length);
    },
    ended: (uri) => places.delete(uri),
  };
}
