/** Folders of tools that hold many files that no analysis asks for. */
const NAMES: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', 'venv']);

/** Whether a folder of this name is recorded and never entered. */
export function isNeverEntered(name: string): boolean {
  return NAMES.has(name);
}

/** Whether a path below a context's root lies in such a folder. */
export function isNeverSeen(path: string): boolean {
  for (let start = 0, slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
    if (NAMES.has(path.slice(start, slash))) {
      return true;
    }
    start = slash + 1;
  }
  return false;
}
