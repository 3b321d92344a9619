/** Why the system refuses to read or write, in a few words. `missing`: what there is none of where nothing stands at the place. */
export function reasonOf(error: unknown, missing: 'file' | 'folder' = 'file'): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no such ${missing}`;
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its symlinks lead in a circle';
    case 'ENOSPC':
      return 'there is no space left';
    default:
      return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  }
}
