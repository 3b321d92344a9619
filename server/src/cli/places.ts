import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The absolute place of a path that a person typed, with `/` between segments as the workspace room wants it. */
export function placeOf(cwd: string, path: string): string {
  return resolve(cwd, path).split(sep).join('/');
}

/** A path as a person typed it, with `/` between segments, as what is printed of it is read everywhere. */
export function typedPath(path: string): string {
  return path.split(sep).join('/');
}

/** A place as a person would type it in the working directory; absolute when it lies elsewhere. */
export function shownPlace(cwd: string, place: string): string {
  const path = relative(cwd, place).split(sep).join('/');
  return path === '' ? '.' : path.startsWith('../') || path === '..' || isAbsolute(path) ? place : path;
}
