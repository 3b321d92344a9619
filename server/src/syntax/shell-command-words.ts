import type { ArrayValue, Assignment, SyntaxNode, Word } from 'unbash';
import { sourceSpan, type Folded } from './fold.ts';
import { isMadeOf } from './made-of.ts';
import type { ShellAssignment, ShellWord, Span } from './types.ts';

/** Shell text with the way back to the instruction's text. */
export type ShellSource = Pick<Folded, 'text' | 'starts' | 'sources'>;

/** Longer words than this are not looked into if they hold a `$` or a backtick: they are not literal, and no substitution is read. */
export const LONGEST_WORD = 16_384;

/**
 * A word as the shell takes it, or as it is written where a part of it is expanded. `within`: the span of the substitution around it,
 * where that was decoded first and the word has none of its own.
 */
export function wordOf(source: ShellSource, word: Word, within: Span | undefined): ShellWord {
  const literal = isLiteral(word);
  return { text: literal ? word.value : word.text, literal, span: spanOf(source, word, within) };
}

/** `NAME=value` behind a command's name, as in `export NAME=value`. */
export function assignmentWord(
  source: ShellSource,
  assignment: Assignment,
  within: Span | undefined,
): ShellWord {
  const { name, value } = assignment;
  const literal = isPlain(assignment) && value.type === 'Word' && isLiteral(value);
  const text = literal ? `${name}=${value.value}` : assignment.text;
  return { text, literal, span: spanOf(source, assignment, within) };
}

/** `NAME=value` in front of a command. */
export function assignmentOf(
  source: ShellSource,
  assignment: Assignment,
  within: Span | undefined,
): ShellAssignment {
  const { name, value } = assignment;
  if (value.type === 'Word' && isPlain(assignment)) {
    return { name, value: wordOf(source, value, within) };
  }
  const text = assignment.text.slice(Math.max(0, value.pos - assignment.pos));
  return { name, value: { text, literal: false, span: spanOf(source, value, within) } };
}

/** True for `NAME=value`; `NAME+=value` and `NAME[i]=value` depend on what the variable holds. */
function isPlain({ append, index }: Assignment): boolean {
  return append !== true && index === undefined;
}

/** Whether a word is what it says: false as soon as one part is expanded when the script runs. */
export function isLiteral(word: Word): boolean {
  if (word.text !== '' && isMadeOf(word.text, PLAIN)) {
    return true;
  }
  if (word.text.startsWith('~') || (word.text.length > LONGEST_WORD && /[$`]/.test(word.text))) {
    return false;
  }
  return (word.parts ?? []).every((part) => {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return true;
      case 'DoubleQuoted':
      case 'LocaleString':
        return part.parts.every(({ type }) => type === 'Literal');
      default:
        return false;
    }
  });
}

/** Of a word without quotes and expansions, as most are: its parts, which are read when they are asked for, need not be. */
const PLAIN = './:=@%+,-';

/** The span of a node in the text of the instruction. */
export function spanOf(
  source: ShellSource,
  { pos, end }: Pick<SyntaxNode | ArrayValue, 'pos' | 'end'>,
  within: Span | undefined,
): Span {
  const range = within ?? { start: pos, end };
  // unbash counts a character behind a backslash that ends the text, although there is none.
  const { length } = source.text;
  return sourceSpan(source, Math.min(range.start, length), Math.min(range.end, length));
}
