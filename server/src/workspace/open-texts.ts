import type { FileSystem } from './files.ts';

/**
 * The same files, as people see them in their editor: the text of an open document counts before the one that is saved.
 * @param openText the text of the document that is open for a place; undefined where none is
 */
export function withOpenTexts(
  files: FileSystem,
  openText: (place: string) => string | undefined,
): FileSystem {
  return {
    ...files,
    list: (folder) => files.list(folder),
    kind: (path) => files.kind(path),
    readText: (path, maxBytes) => {
      const text = openText(path);
      // A text has no fewer bytes than UTF-16 units.
      return text === undefined
        ? files.readText(path, maxBytes)
        : Promise.resolve(text.length > maxBytes ? undefined : text);
    },
  };
}
