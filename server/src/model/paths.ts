/** Cleans a slash-separated path as Go's path.Clean does: no `.`, `..`, `//` or trailing slash; `.` when nothing is left. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') {
      continue;
    }
    if (part !== '..') {
      parts.push(part);
    } else if (parts.length > 0 && parts[parts.length - 1] !== '..') {
      parts.pop();
    } else if (!absolute) {
      parts.push(part);
    }
  }
  const joined = parts.join('/');
  return absolute ? `/${joined}` : joined === '' ? '.' : joined;
}

/** Resolves a path against an absolute directory and cleans it. */
export function resolvePath(directory: string, path: string): string {
  if (path.startsWith('/')) {
    return cleanPath(path);
  }
  const below = cleanPath(path);
  // Thousands of WORKDIRs below one another make a long path, which is clean from the first time on.
  return below.startsWith('.') || isUnclean(directory)
    ? cleanPath(`${directory}/${path}`)
    : `${directory}/${below}`;
}

/** The same for an expanded word: one that a variable of unknown value leads may be absolute, and stays as it is written. */
export function resolveWord(directory: string, word: string): string {
  if (!word.startsWith('$')) {
    return resolvePath(directory, word);
  }
  const clean = cleanPath(word);
  return clean.startsWith('$') ? clean : word;
}

/** Whether a variable of unknown value takes part in a path, so that it may name any place. */
export function isOpenPath(path: string): boolean {
  return path.includes('$');
}

/** Whether a path is nothing but a variable of unknown value. */
export function isAnyPath(path: string): boolean {
  return /^\$(?:\w+|\{\w+\})$/.test(path);
}

/** Whether cleaning may take something out of an absolute path; the root itself is taken for unclean. */
function isUnclean(path: string): boolean {
  return path.endsWith('/') || path.includes('//') || path.includes('/.');
}

/**
 * The destination of a COPY or ADD, absolute: a trailing slash (or `/.`, `.`, nothing) means a directory and is kept as a
 * trailing slash (pathRelativeToWorkingDir in dockerfile2llb/convert.go).
 */
export function resolveDestination(directory: string, dest: string): string {
  const resolved = resolveWord(directory, dest);
  const isDirectory = dest === '' || dest === '.' || dest.endsWith('/') || dest.endsWith('/.');
  return isDirectory && !resolved.endsWith('/') ? `${resolved}/` : resolved;
}
