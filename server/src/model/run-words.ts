import type { ParsedInstruction } from '../syntax/types.ts';
import { withShell } from './evaluate.ts';
import type { StageState } from './stage-state.ts';

/** What a RUN executes. */
export interface RunWords {
  readonly words: readonly string[];
  /** The script that BuildKit mounts as a file of its own, for a heredoc that begins with `#!`. */
  readonly script: string | undefined;
}

/**
 * The words of a RUN, without any variable replaced (dispatchRun in dockerfile2llb/convert.go): a lone heredoc is the
 * script itself, others are put together again for the shell.
 */
export function runWords(parsed: ParsedInstruction, state: Pick<StageState, 'shell'>): RunWords {
  const words = parsed.args.map((arg) => arg.text);
  if (parsed.json) {
    return { words, script: undefined };
  }
  const line = words.join(' ');
  const first = parsed.heredocs[0];
  if (first && /^\d*<<-?[^<\s]*$/.test(line)) {
    const script = first.chomp ? first.content.replace(/^\t+/gm, '') : first.content;
    return script.startsWith('#!')
      ? { words: withShell(state, [`/dev/pipes/${first.name}`]), script }
      : { words: withShell(state, [script]), script: undefined };
  }
  const rest = parsed.heredocs.map((heredoc) => `\n${heredoc.content}${heredoc.name}`).join('');
  return { words: withShell(state, [line + rest]), script: undefined };
}
