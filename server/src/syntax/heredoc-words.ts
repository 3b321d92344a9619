import { splitCommand } from './command-line.ts';
import { readJsonForm } from './json-form.ts';
import { HEREDOC_KEYWORDS, keywordOf } from './keywords.ts';
import { lexWords } from './shell-words.ts';

/** A word such as `<<-"EOF"` that announces a heredoc. Offsets are those of the folded line. */
export interface HeredocWord {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * The heredocs that an instruction's folded line announces, in order: only RUN, COPY and ADD have any (an ONBUILD of these
 * too), and none in the JSON form. BuildKit's parser.go, canContainHeredoc and heredocsFromLine.
 */
export function heredocWordsOf(line: string, escape: string): HeredocWord[] {
  if (!line.includes('<<')) {
    return [];
  }
  let command = splitCommand(line, 0, escape);
  if (keywordOf(command.word) === 'ONBUILD') {
    command = splitCommand(line, command.restStart, escape);
  }
  const mayHave = HEREDOC_KEYWORDS.has(keywordOf(command.word));
  if (!mayHave || readJsonForm(line, command.restStart, command.restEnd) !== undefined) {
    return [];
  }
  const found: HeredocWord[] = [];
  for (const { text, start, end } of lexWords(line, { quotes: true, escapes: true }) ?? []) {
    const heredoc = heredocOf(text);
    if (heredoc !== undefined) {
      found.push({ ...heredoc, start, end });
    }
  }
  return found;
}

/**
 * The heredoc that a text announces if it is nothing else, or undefined; BuildKit's parser.go, ParseHeredoc. It decides too
 * whether the body of `RUN <<EOF` is the script itself.
 */
export function heredocOf(text: string): Pick<HeredocWord, 'name' | 'expand' | 'chomp'> | undefined {
  const match = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(text);
  const rest = match?.[2] ?? '';
  if (match === null || rest === '') {
    return undefined;
  }
  const chomp = match[1] === '-';
  if (/^[\w.-]+$/.test(rest)) {
    return { name: rest, expand: true, chomp };
  }
  const words = lexWords(rest, { quotes: false, escapes: false });
  const raw = lexWords(rest, { quotes: true, escapes: false });
  const name = words?.[0]?.text;
  const rawName = raw?.[0]?.text;
  if (name === undefined || rawName === undefined || words?.length !== 1 || raw?.length !== 1) {
    return undefined;
  }
  return { name, expand: countQuotes(name) === countQuotes(rawName), chomp };
}

function countQuotes(text: string): number {
  let count = 0;
  for (const character of text) {
    count += character === "'" || character === '"' ? 1 : 0;
  }
  return count;
}
