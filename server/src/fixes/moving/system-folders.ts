/** Whether a folder of the image, cleaned and without a trailing slash, is one in which package managers write, too. */
export function isSystemFolder(folder: string): boolean {
  return SYSTEM_FOLDERS.test(folder);
}

const SYSTEM_FOLDERS =
  /^\/($|(bin|sbin|lib\d*|etc|boot|opt|root|var|usr)(\/(local|bin|sbin|lib|share|cache))*$)/;
