import { findBlank, isSpace, skipBlank, skipSpace } from './characters.ts';
import type { CommandLine } from './command-line.ts';
import { sourceSpan, type Folded } from './fold.ts';
import { readJsonForm } from './json-form.ts';
import { KEYWORDS, keywordOf } from './keywords.ts';
import { quotedWordsOf, type QuotedWord } from './quoted-words.ts';
import type { Argument, Pair, ParsedInstruction } from './types.ts';

/** What the part after an instruction's flags says. */
export type Arguments = Pick<ParsedInstruction, 'json' | 'args' | 'pairs'>;

interface Line {
  readonly folded: Folded;
  readonly escape: string;
  readonly start: number;
  readonly end: number;
}

/** Reads arguments as the function that BuildKit's parser.go assigns to the keyword does (its `dispatch` table). */
export function readArguments(folded: Folded, command: CommandLine, escape: string): Arguments {
  const line: Line = { folded, escape, start: command.restStart, end: command.restEnd };
  const keyword = keywordOf(command.word);
  if (line.start >= line.end || !KEYWORDS.has(keyword) || keyword === 'ONBUILD') {
    return { json: false, args: [], pairs: [] };
  }
  switch (keyword) {
    case 'ENV':
    case 'LABEL':
    case 'ARG': {
      const words = quotedWordsOf(folded.text, line.start, line.end, escape);
      const args = words.map(({ text, start, end }) => argument(line, text, start, end));
      return {
        json: false,
        args,
        pairs: keyword === 'ARG' ? assignments(line, words) : variables(line, words),
      };
    }
    case 'FROM':
    case 'EXPOSE':
      return plain(blankSeparated(line));
    case 'ADD':
    case 'COPY':
    case 'VOLUME':
      return jsonForm(line) ?? plain(blankSeparated(line));
    case 'CMD':
    case 'ENTRYPOINT':
    case 'RUN':
    case 'SHELL':
      return jsonForm(line) ?? plain([wholeText(line)]);
    case 'HEALTHCHECK':
      return healthcheck(line);
    default:
      return plain([wholeText(line)]);
  }
}

function plain(args: readonly Argument[]): Arguments {
  return { json: false, args, pairs: [] };
}

function argument(line: Line, text: string, start: number, end: number): Argument {
  return { text, span: sourceSpan(line.folded, start, end) };
}

function slice(line: Line, start: number, end: number): Argument {
  return argument(line, line.folded.text.slice(start, end), start, end);
}

function wholeText(line: Line): Argument {
  return slice(line, line.start, line.end);
}

/** parseStringsWhitespaceDelimited: quotes and escapes mean nothing to it. */
function blankSeparated(line: Line): Argument[] {
  const { text } = line.folded;
  const words: Argument[] = [];
  let index = line.start;
  while (index < line.end) {
    const end = findBlank(text, index, line.end);
    words.push(slice(line, index, end));
    index = skipBlank(text, end, line.end);
  }
  return words;
}

function jsonForm(line: Line): Arguments | undefined {
  const strings = readJsonForm(line.folded.text, line.start, line.end);
  if (strings === undefined) {
    return undefined;
  }
  const args = strings.map(({ text, start, end }) => argument(line, text, start, end));
  return { json: true, args, pairs: [] };
}

/** parseHealthConfig: the type, then a command in either form. */
function healthcheck(line: Line): Arguments {
  const { text } = line.folded;
  let typeEnd = line.start;
  while (typeEnd < line.end && !isSpace(text.charCodeAt(typeEnd))) {
    typeEnd++;
  }
  const type = slice(line, line.start, typeEnd);
  const rest: Line = { ...line, start: skipSpace(text, typeEnd, line.end) };
  if (rest.start >= rest.end) {
    return plain([type]);
  }
  const { json, args } = jsonForm(rest) ?? plain([wholeText(rest)]);
  return { json, args: [type, ...args], pairs: [] };
}

/** ENV and LABEL: `name=value …`, or the old `name value` if the first word holds no `=` (parseNameVal). */
function variables(line: Line, words: readonly QuotedWord[]): Pair[] {
  if (words[0]?.text.includes('=') !== false) {
    return assignments(line, words);
  }
  const { text } = line.folded;
  const nameEnd = findBlank(text, line.start, line.end);
  const valueStart = skipBlank(text, nameEnd, line.end);
  const hasValue = valueStart < line.end;
  return [
    {
      name: text.slice(line.start, nameEnd),
      value: hasValue ? text.slice(valueStart, line.end) : undefined,
      nameSpan: sourceSpan(line.folded, line.start, nameEnd),
      valueSpan: hasValue ? sourceSpan(line.folded, valueStart, line.end) : undefined,
    },
  ];
}

/** One pair a word; without `=` it has no value, which BuildKit allows for ARG only. */
function assignments(line: Line, words: readonly QuotedWord[]): Pair[] {
  return words.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    if (equals === -1) {
      return {
        name: text,
        value: undefined,
        nameSpan: sourceSpan(line.folded, start, end),
        valueSpan: undefined,
      };
    }
    return {
      name: text.slice(0, equals),
      value: text.slice(equals + 1),
      nameSpan: sourceSpan(line.folded, start, start + equals),
      valueSpan: sourceSpan(line.folded, start + equals + 1, end),
    };
  });
}
