/**
 * Whether a path, as a command or a mount writes it, is a folder, a part of it or a folder around it. A folder is absolute, in
 * anybody's home (`~/.npm`), or anywhere (`pkgs`). Wildcards stand for what they fit; a variable in front, for any folder.
 */
export function meetsFolder(written: string, folder: string): boolean {
  const isQuoted = written.includes('"') || written.includes("'");
  const path = segmentsOf(isQuoted ? written.replace(/["']/g, '') : written);
  if (folder.startsWith('/')) {
    return path[0] === '' && path.length > 1 && fits(path, folder.split('/'));
  }
  const isHome = folder.startsWith('~/');
  const wanted = isHome ? folder.slice(2).split('/') : folder.split('/');
  if (isHome && path[0] === '~') {
    return fits(path.slice(1), wanted);
  }
  const at = path.indexOf(wanted[0] ?? '');
  const rest = path.slice(at);
  // A folder of that name among the project's own, `node_modules/.cache`, is another one.
  const isDeep =
    rest.length >= wanted.length || at === 0 || path[0] === '' || path[0]?.startsWith('$') === true;
  return at >= 0 && isDeep && fits(rest, wanted);
}

/** The first one is empty for an absolute path, and `~` for a home. */
function segmentsOf(path: string): readonly string[] {
  const [first = '', ...rest] = path
    .split('/')
    .filter((one, index) => index === 0 || (one !== '' && one !== '.'));
  if (first !== '') {
    return [HOMES.has(first) ? '~' : first, ...rest];
  }
  if (rest[0] === 'root') {
    return ['~', ...rest.slice(1)];
  }
  return rest[0] === 'home' ? ['~', ...rest.slice(2)] : ['', ...rest];
}

const HOMES = new Set(['~', '$HOME', '${HOME}']);

/** Whether the shorter of two paths is the beginning of the longer one. */
function fits(path: readonly string[], folder: readonly string[]): boolean {
  return folder.every((segment, index) => {
    const pattern = path[index];
    return pattern === undefined || fitsSegment(pattern, segment);
  });
}

/** A wildcard at the beginning fits no name with a dot in front. */
function fitsSegment(pattern: string, name: string): boolean {
  const isPlain = !WILD.some((character) => pattern.includes(character));
  const [, before, after] = isPlain ? [] : (WILDCARDS.exec(pattern) ?? []);
  if (before === undefined || after === undefined) {
    return pattern === name;
  }
  return (before !== '' || !name.startsWith('.')) && name.startsWith(before) && name.endsWith(after);
}

const WILD = ['*', '?', '[', ']', '{', '}', '$'];

/** From the first wildcard or variable of a segment to the last one. */
const WILDCARDS = /^([^*?[\]{}$]*)[*?[\]{}$](?:.*[*?[\]{}$])?([^*?[\]{}$]*)$/s;
