/**
 * Go's `path.Clean` (`filepath.Clean` on Linux): the shortest slash-separated name for the same place. An empty text
 * becomes `.`; `..` cannot rise above `/`, but leads a relative path.
 */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') {
      continue;
    }
    if (part !== '..') {
      kept.push(part);
    } else if (kept.length > 0 && kept[kept.length - 1] !== '..') {
      kept.pop();
    } else if (!rooted) {
      kept.push('..');
    }
  }
  const joined = kept.join('/');
  if (rooted) {
    return `/${joined}`;
  }
  return joined === '' ? '.' : joined;
}

/** The folder that holds a path of the context (`a/b` of `a/b/c`); the empty text for something at the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last segment of a slash-separated path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
