import { parsedOf } from '../../syntax/instruction.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ParsedInstruction } from '../../syntax/types.ts';

const NAME = /[A-Za-z_]\w*/g;

/** The names that a text may refer to: every word of it, since a script may read a variable without a dollar sign. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(NAME) ?? []);
}

/** What is parsed is shared between equal texts, and asked of with every variable above it. */
const WORDS = new WeakMap<ParsedInstruction, ReadonlySet<string>>();

/** The names that an instruction may refer to. */
export function wordsOf(model: Model, { instruction }: Node): ReadonlySet<string> {
  const parsed = parsedOf(model.file, instruction);
  let words = WORDS.get(parsed);
  if (words === undefined) {
    words = wordsIn(instruction.text);
    WORDS.set(parsed, words);
  }
  return words;
}

/** Whether one of the names is among the words. */
export function isAnyIn(names: Iterable<string>, words: ReadonlySet<string>): boolean {
  for (const name of names) {
    if (words.has(name)) {
      return true;
    }
  }
  return false;
}
