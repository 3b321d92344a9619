import type { ContextQuery } from '../../../ecosystems/types.ts';

/** Questions about the context where only what some copies bring is there: what a stage does not get, its installs don't see. */
export function copiedQuery(query: ContextQuery, isBrought: (path: string) => boolean): ContextQuery {
  const only =
    <Answer>(read: (path: string) => Answer) =>
    (path: string): Answer | undefined =>
      isBrought(path) ? read(path) : undefined;
  return {
    has: (path) => (isBrought(path) ? query.has(path) : 'no'),
    isFile: (path) => isBrought(path) && query.isFile(path),
    // Of a folder, something may be brought.
    isFolder: (path) => query.isFolder(path),
    isExecutable: (path) => query.isExecutable(path),
    text: only((path) => query.text(path)),
    json: only((path) => query.json(path)),
    jsonc: only((path) => query.jsonc(path)),
    toml: only((path) => query.toml(path)),
    yaml: only((path) => query.yaml(path)),
    xml: only((path) => query.xml(path)),
    files: (folder) => query.files(folder).filter(isBrought),
    folders: (folder) => query.folders(folder),
    isListed: (folder) => query.isListed(folder),
  };
}
