import { fold, type Folded } from './fold.ts';
import { heredocOf } from './heredoc-words.ts';
import { parsedOf } from './instruction.ts';
import type { ShellSource } from './shell-command-words.ts';
import { commandsOf } from './shell-commands.ts';
import { bodySource, reassembled } from './shell-source.ts';
import { isShell, readsScript } from './shell-names.ts';
import type { Dockerfile, Heredoc, Instruction, ParsedInstruction, ShellScript, ShellWord } from './types.ts';

/** null for what has no script; keyed by the shared result, which stands for one text and one escape character. */
const SCRIPTS = new WeakMap<ParsedInstruction, ShellScript | null>();

/**
 * The commands of a RUN, CMD, ENTRYPOINT or HEALTHCHECK (of an ONBUILD's trigger too); undefined for others and for those that
 * have no command. Memoised with the instruction. It reads Bash, of which POSIX sh is a part; whether the build's SHELL is one
 * of these is for the caller to know.
 *
 * Redirections of a group count for every command in it. `[[ … ]]` and `(( … ))` are commands with that one word. In a group
 * that is joined by `||` every command is conditional.
 */
export function scriptOf(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'text'>,
): ShellScript | undefined {
  const parsed = parsedOf(file, instruction);
  const known = SCRIPTS.get(parsed);
  if (known !== undefined) {
    return known ?? undefined;
  }
  const { keyword, parsed: own } = parsed.trigger ?? { keyword: instruction.keyword, parsed };
  const script = readScript({ text: instruction.text, escape: file.escape, keyword, parsed: own });
  SCRIPTS.set(parsed, script ?? null);
  return script;
}

interface Subject {
  readonly text: string;
  readonly escape: string;
  /** The keyword that runs: the trigger's for ONBUILD. */
  readonly keyword: string;
  readonly parsed: ParsedInstruction;
}

function readScript({ text, escape, keyword, parsed }: Subject): ShellScript | undefined {
  const args = argumentsOf(keyword, parsed);
  const [first] = args;
  if (first === undefined) {
    return undefined;
  }
  if (parsed.json) {
    return execScript(args.map((arg) => ({ ...arg, literal: true })));
  }
  const folded = fold(text, first.span.start, escape);
  const line: Folded = { ...folded, text: first.text };
  const [heredoc] = parsed.heredocs;
  if (heredoc === undefined) {
    return { form: 'shell', ...commandsOf(line) };
  }
  return readHeredocScript(text, line, parsed.heredocs, heredoc);
}

/** The arguments that make up the command; none for an instruction that runs nothing. */
function argumentsOf(keyword: string, { args }: ParsedInstruction): ParsedInstruction['args'] {
  if (keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT') {
    return args;
  }
  const isCheck = keyword === 'HEALTHCHECK' && args[0]?.text.toUpperCase() === 'CMD';
  return isCheck ? args.slice(1) : [];
}

function execScript(words: readonly ShellWord[]): ShellScript {
  const span = { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 };
  const command = { words, assignments: [], redirected: false, depth: 0, conditional: false, span } as const;
  return { form: 'exec', commands: [{ ...command, join: 'start' }], complete: true };
}

/**
 * `RUN <<EOF` runs the body, with the interpreter that a `#!` names (convert.go, dispatchRun); every other RUN with heredocs is
 * handed to the shell as it stands, and a shell that gets nothing but the heredoc runs the body too.
 */
function readHeredocScript(
  text: string,
  line: ShellSource,
  heredocs: readonly Heredoc[],
  first: Heredoc,
): ShellScript {
  const isBody = heredocOf(line.text) !== undefined;
  const body = bodySource(first);
  if (isBody && isShell(interpreterOf(body.text))) {
    return { form: 'heredoc', ...commandsOf(body) };
  }
  const script = commandsOf(reassembled(line, heredocs, text));
  const [command] = script.commands;
  // An unquoted delimiter lets the outer shell take one level of escapes away, after which the body is another text.
  const verbatim = !first.expand || !/\\[\\$`]/.test(body.text);
  if (
    !isBody &&
    heredocs.length === 1 &&
    script.complete &&
    script.commands.length === 1 &&
    command !== undefined &&
    verbatim &&
    readsScript(command)
  ) {
    return { form: 'heredoc', ...commandsOf(body) };
  }
  return { form: 'shell', ...script };
}

/** The program that a body's `#!` names; a body without one is run by the shell. */
function interpreterOf(body: string): string {
  if (!body.startsWith('#!')) {
    return 'sh';
  }
  const lineEnd = body.indexOf('\n');
  const words = body
    .slice(2, lineEnd === -1 ? body.length : lineEnd)
    .trim()
    .split(/[ \t]+/);
  const isEnv = /(^|\/)env$/.test(words[0] ?? '');
  const program = isEnv
    ? words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='))
    : words[0];
  return program ?? '';
}
