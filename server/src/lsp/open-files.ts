import type { Documents } from './documents.ts';
import type { OtherFiles } from './other-places.ts';
import type { Disk } from './runtime.ts';

/** The files that are open in the editor, by the places that a disk gives them. */
export interface OpenFiles {
  /** The texts of all open documents by their places. */
  readonly texts: () => ReadonlyMap<string, string>;
  /** How files of a context and Compose files are named and seen: as a client has opened them, or as the disk names them. */
  readonly others: OtherFiles;
}

/** Looks at the documents anew with each question. */
export function createOpenFiles(documents: Documents, disk: Disk | undefined): OpenFiles {
  const uriAt = (place: string): string | undefined =>
    documents.all().find(({ uri }) => disk?.placeOf(uri) === place)?.uri ?? disk?.uriOf(place);
  return {
    texts: () =>
      new Map(documents.all().map((document) => [disk?.placeOf(document.uri) ?? '', document.getText()])),
    others: {
      contextUri: ({ contextRoot }, path) =>
        contextRoot === undefined
          ? undefined
          : uriAt(path.startsWith('/') ? path : `${contextRoot.replace(/\/$/, '')}/${path}`),
      composeUri: uriAt,
      openDocument: (uri) => {
        const document = documents.get(uri);
        return document && { version: document.version, text: document.getText() };
      },
    },
  };
}
