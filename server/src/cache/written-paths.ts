import { isOpenPath } from '../model/paths.ts';

/**
 * Whether a step that writes at or below a path may change what stands at another, in the same file system: true when one
 * lies in the other. Names that are symlinks in nearly every image (`/bin` for `/usr/bin`) count as what they lead to, and what stands
 * behind a variable may be anything.
 */
export function mayTouch(written: string, read: string): boolean {
  const ones = [withSlash(written), withoutAlias(written)];
  const others = [withSlash(read), withoutAlias(read)];
  return ones.some((one) => others.some((other) => one.startsWith(other) || other.startsWith(one)));
}

/** The absolute path that a source with wildcards lies below. */
export function literalFolder(path: string): string {
  const segments = path.split('/');
  const first = segments.findIndex((segment) => /[*?[\\]/.test(segment));
  return first < 0 ? path : segments.slice(0, first).join('/');
}

const ALIASES: readonly (readonly [string, string])[] = [
  ['/bin/', '/usr/bin/'],
  ['/sbin/', '/usr/sbin/'],
  ['/lib/', '/usr/lib/'],
  ['/lib32/', '/usr/lib32/'],
  ['/lib64/', '/usr/lib64/'],
  ['/libx32/', '/usr/libx32/'],
  ['/usr/sbin/', '/usr/bin/'],
  ['/usr/lib64/', '/usr/lib/'],
  ['/var/run/', '/run/'],
  ['/var/lock/', '/run/lock/'],
  ['/usr/tmp/', '/var/tmp/'],
];

/** Several names may lead to one place, and one alias to another, so the table is gone through once, in order. */
function withoutAlias(path: string): string {
  let real = withSlash(path);
  for (const [alias, target] of ALIASES) {
    if (real.startsWith(alias)) {
      real = target + real.slice(alias.length);
    }
  }
  return real;
}

function withSlash(path: string): string {
  const known = isOpenPath(path) ? path.slice(0, path.lastIndexOf('/', path.indexOf('$')) + 1) : path;
  return known.endsWith('/') ? known : `${known}/`;
}
