import type { ParsedInstruction } from '../../syntax/types.ts';

/** Whether a `SHELL` names one that makes words of `{a,b}`; dash, the usual one where there is apt, does not. */
export function namesBraceShell(text: string): boolean {
  return /\b(bash|zsh)\b/.test(text);
}

/** Whether such a shell reads the script of a RUN: the stage's own one, or that which runs a heredoc. */
export function expandsBracesIn({ args, heredocs }: ParsedInstruction, isStageShell: boolean): boolean {
  const [first] = heredocs;
  if (first === undefined) {
    return isStageShell;
  }
  const [line = ''] = first.content.trimStart().split('\n', 1);
  return line.startsWith('#!')
    ? namesBraceShell(line)
    : isStageShell || args.some(({ text }) => namesBraceShell(text));
}
