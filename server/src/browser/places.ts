import { URI } from 'vscode-uri';

/**
 * The place of a file on any file system: `vscode-vfs://github/owner/name/Dockerfile` is at
 * `/vscode-vfs/@github/owner/name/Dockerfile`. So it is an absolute path like any other, and no two file systems meet.
 * Undefined for what is no file in a folder, such as a text that nobody has saved, and for a version that a query names.
 */
export function placeOf(uri: string): string | undefined {
  try {
    const { scheme, authority, path, query } = URI.parse(uri, true);
    return query !== '' || !path.startsWith('/') ? undefined : `/${scheme}/@${authority}${path}`;
  } catch {
    return undefined;
  }
}

/** The URI of such a place. What lies above all file systems has none and is empty. */
export function uriOf(place: string): string {
  const [, scheme, authority, path] = /^\/([^/]+)\/@([^/]*)(\/.*)$/s.exec(place) ?? [];
  return scheme === undefined
    ? ''
    : URI.from({ scheme, authority: authority ?? '', path: path ?? '' }).toString();
}
