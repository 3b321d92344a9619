import { go } from '../../../ecosystems/go/go.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import type { Ecosystem } from '../../../ecosystems/types.ts';
import { isAnyPath } from '../../../model/paths.ts';
import type { Node } from '../../../model/types.ts';
import type { Candidate } from '../types.ts';

/** Tools that read dependencies where they were downloaded to; the others unpack or build them anew into the image. */
const READS_IN_PLACE = new Set(['go', 'maven', 'gradle', 'sbt', 'dotnet', 'cargo', 'stack']);

/**
 * Whether an install fetches nothing when it runs again: what it downloads stays in a cache mount of its RUN, or that has no
 * network. The first folder that a package manager names is the one with its downloads.
 */
export function keepsDownloads({ install, node }: Pick<Candidate, 'install' | 'node'>): boolean {
  const [folder] = READS_IN_PLACE.has(install.ecosystem.id) ? install.ecosystem.caches : [];
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  if (/--network=none\b/.test(node.instruction.text)) {
    return true;
  }
  return (
    folder !== undefined &&
    mounts.some(({ type, target }) => type === 'cache' && target !== '' && covers(target, folder.target))
  );
}

/** Tools that also keep what they compile in a cache of their own: Go, of a program that is named with its version. */
const BUILDS_FROM_CACHE: readonly Ecosystem[] = [go];

/** Whether packages that a RUN names cost nothing when it runs again: all that their tool keeps stays in its cache mounts. */
export function keepsPackages(ecosystem: string | undefined, { detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  const folders = BUILDS_FROM_CACHE.find(({ id }) => id === ecosystem)?.caches;
  return (
    folders?.every((folder) =>
      mounts.some(({ type, target }) => type === 'cache' && target !== '' && covers(target, folder.target)),
    ) === true
  );
}

/**
 * Whether an install that runs again may find what it downloaded in a cache mount, and has to install it all the same: whatever the
 * mount of its RUN is, "downloads" says more than is known.
 */
export function installsFromCache({ install, node }: Pick<Candidate, 'install' | 'node'>): boolean {
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  return !READS_IN_PLACE.has(install.ecosystem.id) && mounts.some(({ type }) => type === 'cache');
}

/** A folder below the home directory is told by its last part, whoever's home it is; a variable may name any. */
function covers(mounted: string, folder: string): boolean {
  if (isAnyPath(mounted)) {
    return true;
  }
  if (folder.startsWith('~/')) {
    const below = folder.slice(1);
    const at = `${mounted}/`.indexOf(`${below}/`);
    return (
      at >= 0 || (mounted.includes('/.') && below.startsWith(mounted.slice(mounted.indexOf('/.')) + '/'))
    );
  }
  return isWithin(mounted, folder) || isWithin(folder, mounted) || isElsewhere(mounted, folder);
}

/** The same folder of a tool that is installed elsewhere: below a home, `go/pkg/mod` or `go` for `/go/pkg/mod`. */
function isElsewhere(mounted: string, folder: string): boolean {
  const names = (path: string): readonly string[] => path.split('/').map((name) => name.replace(/^\./, ''));
  const [target, wanted] = [names(mounted), names(folder)];
  const end = wanted.slice(-2).join('/');
  return (
    target.slice(-2).join('/') === end ||
    wanted
      .slice(1)
      .join('/')
      .startsWith(`${target.at(-1) ?? ''}/`)
  );
}
