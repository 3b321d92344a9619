import type { ShellCommand } from './types.ts';

const SHELLS: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'mksh', 'zsh']);

/** True for a program whose scripts a POSIX or Bash parser can read; a path counts by its last part. */
export function isShell(program: string): boolean {
  return SHELLS.has(program.slice(program.lastIndexOf('/') + 1));
}

/** True for a shell that is called with options only, so that it runs what it reads: `bash -eu -o pipefail -s`. */
export function readsScript({ words, assignments }: ShellCommand): boolean {
  const [name, ...options] = words;
  if (
    name === undefined ||
    assignments.length > 0 ||
    words.some(({ literal }) => !literal) ||
    !isShell(name.text)
  ) {
    return false;
  }
  let takesName = false;
  for (const { text } of options) {
    if (!takesName && !/^[-+][abefhklmnopstuvxBCEHPT]+$/.test(text)) {
      return false;
    }
    takesName = !takesName && text.endsWith('o');
  }
  return true;
}
