import type { FileSystem } from './files.ts';

/**
 * The same files, as people see them in their editor: the text of an open document counts before the one that is saved.
 * @param texts the texts of the open documents by their places
 */
export function withOpenTexts(files: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  return {
    ...files,
    list: (folder) => files.list(folder),
    kind: (path) => files.kind(path),
    readText: (path, maxBytes) => {
      const text = texts.get(path);
      // A text has no fewer bytes than UTF-16 units.
      return text === undefined
        ? files.readText(path, maxBytes)
        : Promise.resolve(text.length > maxBytes ? undefined : text);
    },
  };
}
