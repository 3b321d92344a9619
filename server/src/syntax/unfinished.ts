import { isSpace } from './characters.ts';
import { readArrayItems } from './array-items.ts';
import { arrayLineOf } from './array-line.ts';
import { parsedOf } from './instruction.ts';
import { KEYWORDS } from './keywords.ts';
import { continuationAt, contentEndAt } from './lines.ts';
import { scriptOf } from './shell.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from './types.ts';

/** Keyed by the shared result, which stands for one text and one escape character. */
const UNFINISHED = new WeakMap<ParsedInstruction, boolean>();

/**
 * Whether somebody is still writing an instruction, by its own text alone: its keyword is half typed, it lacks what BuildKit demands of
 * it, or what it has begun (a continued line, a heredoc, a quote, an array) goes on to the end of its text, or into a line that begins
 * with a keyword. Some of these BuildKit builds all the same, but hardly ever as they are meant.
 */
export function isUnfinished(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'known' | 'text' | 'swallowed'>,
): boolean {
  if (!instruction.known) {
    return isBegun(instruction.text);
  }
  const parsed = parsedOf(file, instruction);
  let found = UNFINISHED.get(parsed);
  if (found === undefined) {
    found = instruction.swallowed.length > 0 || goesOn(file, instruction, parsed);
    UNFINISHED.set(parsed, found);
  }
  return found;
}

/** True for the beginning of a keyword, with nothing behind it. */
function isBegun(text: string): boolean {
  const word = text.slice(0, 80).trimEnd().toUpperCase();
  return [...KEYWORDS].some((keyword) => keyword.startsWith(word));
}

function goesOn(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'text'>,
  parsed: ParsedInstruction,
): boolean {
  const { text } = instruction;
  const own = parsed.trigger ?? { keyword: instruction.keyword, parsed };
  return (
    lacksWords(own.keyword, own.parsed) ||
    parsed.heredocs.some(({ bodySpan }) => bodySpan.end === text.length) ||
    (parsed.heredocs.length === 0 && isContinued(text, file.escape)) ||
    hasOpenArray(file, text, own) ||
    hasOpenValue(file, own) ||
    hasOpenCommand(file, instruction, own)
  );
}

/** Words without which BuildKit refuses the instruction, or has nothing to do (instructions/parse.go); one for all others. */
const LEAST: ReadonlyMap<string, number> = new Map([
  ['ADD', 2],
  ['COPY', 2],
]);

function lacksWords(keyword: string, { args, pairs, json, trigger }: ParsedInstruction): boolean {
  if (trigger !== undefined || !KEYWORDS.has(keyword)) {
    return false;
  }
  switch (keyword) {
    case 'ENV':
    case 'LABEL':
      return pairs.length === 0 || pairs.some(({ value }) => value === undefined);
    case 'HEALTHCHECK':
      return args.length === 0 || (args.length === 1 && args[0]?.text.toUpperCase() === 'CMD' && !json);
    default:
      // `CMD []` is whole: it takes away what the base image starts.
      return args.length < (LEAST.get(keyword) ?? 1) && !json;
  }
}

/** True where the last line that counts ends with the escape character. Where others stand below, it goes on in them. */
function isContinued(text: string, escape: string): boolean {
  for (let end = text.length; end > 0;) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) {
      return continuationAt(text, start, contentEndAt(text, start, end), escape) !== -1;
    }
    end = start - 1;
  }
  return false;
}

type Own = Pick<Instruction, 'keyword'> & { readonly parsed: ParsedInstruction };

function hasOpenArray(file: Pick<Dockerfile, 'escape'>, text: string, own: Own): boolean {
  const array = arrayLineOf(file, text, own);
  return array !== undefined && readArrayItems(array.line) === undefined;
}

/** In the values of these, BuildKit refuses a quote that nothing closes (shell/lex.go). */
const VALUES: ReadonlySet<string> = new Set(['ARG', 'ENV', 'LABEL']);

function hasOpenValue({ escape }: Pick<Dockerfile, 'escape'>, { keyword, parsed: { args } }: Own): boolean {
  return VALUES.has(keyword) && args.some(({ text }) => endsInQuotes(text, escape));
}

/** Behind these a shell waits for a command. */
const JOINS = ['&&', '|', '('];

/** A shell reads its own quotes: what only looks open, in a comment or a substitution, does not count. */
function hasOpenCommand(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'text'>,
  { parsed: { args, json, heredocs } }: Own,
): boolean {
  const words = args.at(-1)?.text;
  if (json || heredocs.length > 0 || words === undefined || file.escape !== '\\') {
    return false;
  }
  const isOpen = endsInQuotes(words, '\\') || JOINS.some((join) => words.endsWith(join));
  return isOpen && scriptOf(file, instruction)?.complete === false;
}

/** True where a quote is open at a text's end. */
function endsInQuotes(text: string, escape: string): boolean {
  if (!text.includes('"') && !text.includes("'")) {
    return false;
  }
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === escape && quote !== "'") {
      index++;
    } else if (quote !== '') {
      quote = character === quote ? '' : quote;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#' && (index === 0 || isSpace(text.charCodeAt(index - 1)))) {
      return false;
    }
  }
  return quote !== '';
}
