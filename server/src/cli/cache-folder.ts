import path from 'node:path';

/**
 * The folder for what Strata keeps for itself on a user's machine: the conventions of Linux (XDG), macOS and Windows. Undefined where
 * the environment names no place, as for a user of a container who has no home.
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const names = platform === 'win32' ? path.win32 : path.posix;
  const { HOME, LOCALAPPDATA, XDG_CACHE_HOME = '' } = env;
  const within = (folder: string | undefined, ...rest: readonly string[]): string | undefined =>
    folder !== undefined && names.isAbsolute(folder) ? names.join(folder, ...rest) : undefined;
  if (platform === 'win32') {
    return within(LOCALAPPDATA, 'strata', 'Cache');
  }
  // A relative path there means nothing, says the XDG Base Directory Specification.
  return (
    within(XDG_CACHE_HOME, 'strata') ??
    (platform === 'darwin' ? within(HOME, 'Library', 'Caches', 'strata') : within(HOME, '.cache', 'strata'))
  );
}
