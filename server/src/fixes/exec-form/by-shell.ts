import type { Node } from '../../model/types.ts';
import type { Argument } from '../../syntax/types.ts';
import { listedBriefly } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import { isPlainWord, VARIABLE } from './variables.ts';

/** An array with variables that a shell has to replace. */
export interface ShellForm {
  readonly node: Node;
  readonly words: readonly Argument[];
  /** Those with a variable. */
  readonly literal: readonly Argument[];
  /** How many of the words an init takes, which starts the others. */
  readonly behind: number;
}

/**
 * Starts the program by a shell, which `exec` puts it in the place of: signals reach it as before. An ENTRYPOINT hands on what it
 * gets behind its words. For review: what a variable holds at the start decides. Undefined where a word can't be written in a shell
 * without escapes, or a comment stands between them.
 */
export function shellFormFix({ node, words, literal, behind }: ShellForm): Fix | undefined {
  const { instruction } = node;
  const start = words[0]?.span.start ?? 0;
  const end = words[words.length - 1]?.span.end ?? 0;
  const quoted = words.slice(behind).map(({ text }) => inShell(text));
  if (end <= start || quoted.includes(undefined) || instruction.text.slice(start, end).includes('#')) {
    return undefined;
  }
  const isEntry = instruction.keyword === 'ENTRYPOINT';
  const script = ['exec', ...quoted, ...(isEntry ? ['"$@"'] : [])].join(' ');
  const array = [
    ...words.slice(0, behind).map(({ text }) => text),
    'sh',
    '-c',
    script,
    ...(isEntry ? ['sh'] : []),
  ];
  const newText = array.map((word) => JSON.stringify(word)).join(', ');
  const names = [...new Set(literal.flatMap(({ text }) => text.match(NAME) ?? []))];
  const edit = { start: instruction.start + start, end: instruction.start + end, newText };
  return {
    title: `Start it by a shell (review: that replaces ${listedBriefly(names, 3, 'variables')})`,
    safety: 'review',
    edits: [{ file: 'dockerfile', edits: [edit] }],
  };
}

const NAME = new RegExp(VARIABLE, 'g');

/** A word as a shell reads it, variables replaced; undefined for one that wants escapes. */
function inShell(word: string): string | undefined {
  if (isPlainWord(word)) {
    return word;
  }
  return word.includes("'") ? undefined : `'${word}'`;
}
