import { cleanPath } from '../model/paths.ts';

/** Joins a folder of the context and a path in it, cleaned; the root is the empty text. A result may begin with `..`. */
export function joinPath(folder: string, path: string): string {
  const clean = cleanPath(folder === '' ? path : `${folder}/${path}`);
  return clean === '.' ? '' : clean;
}

/** True for a path that leaves the context's root, or starts elsewhere. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/');
}

/** True when a path is a folder or lies below it; everything lies below the root, the empty text. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
