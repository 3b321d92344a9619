import type { Command } from './types.ts';

/** A program, and the words behind it. */
export interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * The program of an installed package that a command runs through its package manager or its language: `yarn playwright`, `poetry run spacy`,
 * `python -m spacy`. The command itself where it runs none.
 */
export function installedProgram({ name, args }: Command): Program {
  const words = args.map(({ text }) => text);
  const isBehind = ENVIRONMENTS.has(name)
    ? words[0] === 'run'
    : /^python[\d.]*$/.test(name) && words[0] === '-m';
  const skipped = isBehind ? 1 : BY_NAME.has(name) ? 0 : undefined;
  return skipped === undefined
    ? { name, words }
    : { name: words[skipped] ?? '', words: words.slice(skipped + 1) };
}

/** Runs the programs of installed packages by their names, without a word in between. */
const BY_NAME = new Set(['yarn', 'pnpm']);

/** Runs what is installed in the project's environment, behind `run`. */
const ENVIRONMENTS = new Set(['poetry', 'pipenv']);
