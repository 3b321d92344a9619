import type { ShellScript } from '../../syntax/types.ts';

/**
 * Whether the shell of a RUN may set a variable by itself: its text names it without a dollar sign (`V=1`, `read V`, `for V in`), or a
 * command may set any.
 */
export function variablesSetBy(script: ShellScript, text: string): (name: string) => boolean {
  if (script.commands.some(({ words: [program, first] }) => setsAny(program?.text, first?.literal))) {
    return () => true;
  }
  let named: ReadonlySet<string> | undefined;
  return (name) => (named ??= new Set(text.match(NAMED))).has(name);
}

function setsAny(program: string | undefined, isLiteral: boolean | undefined): boolean {
  return program !== undefined && (SOURCING.has(program) || (program === 'export' && isLiteral === false));
}

const SOURCING = new Set(['.', 'source', 'eval']);

/** Words that no dollar sign stands before. */
const NAMED = /(?<![\w$]|\$\{)[A-Za-z_]\w*/g;
