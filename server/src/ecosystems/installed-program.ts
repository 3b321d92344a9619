import type { Command } from './types.ts';

/** A program, and the words behind it. */
export interface Program {
  readonly name: string;
  readonly words: readonly string[];
  /** True where its runner installs the project first, sources and all, as `uv run` does unless it is told not to. */
  readonly installsFirst: boolean;
}

/** A runner may start an interpreter, which starts the program; nobody nests them any deeper. */
const MAX_RUNNERS = 3;

/**
 * The program of an installed package that a command runs through its package manager or its language: `yarn playwright`, `poetry run spacy`,
 * `uv run python -m spacy`. The command itself where it runs none.
 */
export function installedProgram({ name, args }: Command): Program {
  let program: Program = { name, words: args.map(({ text }) => text), installsFirst: false };
  for (let depth = 0; depth < MAX_RUNNERS; depth++) {
    const behind = behindRunner(program);
    if (behind === undefined) {
      break;
    }
    program = behind;
  }
  return program;
}

function behindRunner({ name, words, installsFirst }: Program): Program | undefined {
  const [first] = words;
  if (name === 'uv' && first === 'run') {
    return behindUv(words.slice(1));
  }
  const isBehind = ENVIRONMENTS.has(name) ? first === 'run' : /^python[\d.]*$/.test(name) && first === '-m';
  const skipped = isBehind ? 1 : BY_NAME.has(name) ? 0 : undefined;
  return skipped === undefined
    ? undefined
    : { name: words[skipped] ?? '', words: words.slice(skipped + 1), installsFirst };
}

/** Runs the programs of packages by their names, without a word in between. */
const BY_NAME = new Set(['yarn', 'pnpm', 'uvx']);

/** Runs what is installed in the project's environment, behind `run`. */
const ENVIRONMENTS = new Set(['poetry', 'pipenv', 'pdm', 'rye']);

/** Options of `uv run` that decide nothing of what is installed (uv's docs/reference/cli.md, `uv run`). */
const UV_FLAGS = new Set(['--frozen', '--locked', '--offline', '--no-progress', '-q', '--quiet', '-v']);

/** With these it takes the environment as it is. */
const AS_IT_IS = new Set(['--no-sync', '--no-project']);

/** What `uv run` starts; no program where an option may change what is installed for it. */
function behindUv(words: readonly string[]): Program | undefined {
  const at = words.findIndex((word) => !UV_FLAGS.has(word) && !AS_IT_IS.has(word));
  const first = words[at];
  const installsFirst = !words.slice(0, Math.max(at, 0)).some((word) => AS_IT_IS.has(word));
  const isModule = first === '-m' || first === '--module';
  const [name, ...rest] = words.slice(at + (isModule ? 1 : 0));
  return first === undefined || name === undefined || name.startsWith('-')
    ? undefined
    : { name, words: rest, installsFirst };
}
