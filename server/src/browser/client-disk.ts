import type { Connection } from 'vscode-languageserver';
import { ReadRequest } from '../../../shared/wire.ts';
import type { FileKind, ListedItem, PlaceToRead } from '../../../shared/wire.ts';
import type { Disk } from '../lsp/runtime.ts';
import { placeOf, uriOf } from './places.ts';

/** The files of the workspace, wherever they lie, as the client reads them. Sizes are not asked for: a question a file. */
export function clientDisk(connection: Pick<Connection, 'sendRequest'>): Disk {
  const ask = async <T>(request: string, place: string, maxBytes?: number): Promise<T | undefined> => {
    const params: PlaceToRead = { uri: uriOf(place), ...(maxBytes === undefined ? {} : { maxBytes }) };
    try {
      return (await connection.sendRequest<T | null>(request, params)) ?? undefined;
    } catch {
      // A client that does not know the request is one that has no files to show.
      return undefined;
    }
  };
  return {
    files: {
      list: (folder) => ask<readonly ListedItem[]>(ReadRequest.list, folder),
      readText: (file, maxBytes) => ask<string>(ReadRequest.readText, file, maxBytes),
      kind: (path) => ask<FileKind>(ReadRequest.kind, path),
    },
    placeOf,
    uriOf,
  };
}
