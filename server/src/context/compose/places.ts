import { cleanPath } from '../../model/paths.ts';

/** What stands before the path of a place that is a URI: scheme and authority. */
const AUTHORITY = /^[A-Za-z][A-Za-z0-9+.-]+:\/\/[^/]*/;

/** True for something that is a place by itself: an absolute path, with or without a drive, or a URI. */
export function isPlace(text: string): boolean {
  return /^(\/|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]+:\/\/)/.test(text);
}

/** The place that a path names from a folder, cleaned of `.` and `..`. A place stays what it is, cleaned. */
export function placeFrom(folder: string, path: string): string {
  const joined = isPlace(path) ? path : `${folder}/${path}`;
  const authority = AUTHORITY.exec(joined)?.[0] ?? '';
  return authority + cleanPath(joined.slice(authority.length));
}

/** The folder of a place; `/` for something at the root of a disk. */
export function placeFolder(place: string): string {
  const slash = place.lastIndexOf('/');
  return slash <= 0 ? '/' : place.slice(0, slash);
}

/** The last segment of a place. */
export function placeName(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

/** A place relative to a folder, `.` for the folder itself; undefined when it lies elsewhere. */
export function placeWithin(folder: string, place: string): string | undefined {
  const base = folder.endsWith('/') ? folder.slice(0, -1) : folder;
  if (place === base || place === folder) {
    return '.';
  }
  return place.startsWith(`${base}/`) ? place.slice(base.length + 1) : undefined;
}

/** A place as a file in a folder names it: `../lib`. */
export function relativePlace(from: string, place: string): string {
  let up = '';
  for (let folder = from; folder !== '/'; folder = placeFolder(folder)) {
    const below = placeWithin(folder, place);
    if (below !== undefined) {
      return below === '.' && up !== '' ? up.slice(0, -1) : up + below;
    }
    up += '../';
  }
  return up + place.replace(/^\//, '');
}
