import { readArrayItems, type ArrayFault, type ArrayItem, type ArrayItems } from './array-items.ts';
import { arrayLineOf } from './array-line.ts';
import { skipBlank } from './characters.ts';
import { sourceSpan, type Folded } from './fold.ts';
import { parsedOf } from './instruction.ts';
import { unquotedStart } from './unquoted-start.ts';
import type { Dockerfile, Instruction, Span } from './types.ts';

/** An array that is meant as JSON and is none, so that BuildKit reads the text in another way, or refuses it. */
export interface BrokenArray {
  /** That of the trigger for ONBUILD. */
  readonly keyword: string;
  /** Of the array and of what stands behind it, relative to the instruction's `start`. */
  readonly span: Span;
  /** At least one. */
  readonly faults: readonly [ArrayFault, ...ArrayFault[]];
  /** Valid JSON that holds something else than strings: BuildKit refuses the file (line_parsers.go, errDockerfileNotStringArray). */
  readonly refused: boolean;
  /** `[ 'a' ]`: to a shell, its test command. */
  readonly spaced: boolean;
  /** The word by which a POSIX shell looks for a program: `[npm,`. */
  readonly program: string;
  /** What makes JSON of it; undefined where one can only guess what is meant. */
  readonly repair: ArrayRepair | undefined;
}

/** How a broken array becomes JSON. */
export interface ArrayRepair {
  readonly words: readonly string[];
  /** The array on one line, as one usually writes it. */
  readonly text: string;
  /** Relative to the instruction's `start`, ascending. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
  /** The comment that stood behind the array, which the edits take away. */
  readonly comment: string | undefined;
}

/** Instructions whose words BuildKit expands itself, by the file's escape character (instructions/commands.go, expandSliceInPlace). */
const EXPANDED: ReadonlySet<string> = new Set(['ADD', 'COPY', 'VOLUME']);

/**
 * The array that an instruction is meant to hold and that is not JSON; undefined for every other instruction, for one that is still
 * being written (its bracket is not closed), and for the shell's own uses of brackets: `[ -f x ]`, `[[ … ]]`, PowerShell's
 * `[Type]::Name`.
 */
export function brokenArrayOf(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'text'>,
): BrokenArray | undefined {
  if (!instruction.text.includes('[')) {
    return undefined;
  }
  const own = parsedOf(file, instruction);
  const { keyword, parsed } = own.trigger ?? { keyword: instruction.keyword, parsed: own };
  const written = arrayLineOf(file, instruction.text, { keyword, parsed });
  if (
    written === undefined ||
    parsed.heredocs.length > 0 ||
    (keyword === 'HEALTHCHECK' && parsed.args[0]?.text.toUpperCase() !== 'CMD')
  ) {
    return undefined;
  }
  const { folded, line } = written;
  const array = readArrayItems(line);
  const behind = line.slice(array?.end ?? 0).trim();
  if (array === undefined || !isMeant(line, array, behind, keyword)) {
    return undefined;
  }
  const [fault, ...more] = behind === '' ? array.faults : [...array.faults, behindFault(behind)];
  if (fault === undefined) {
    return undefined;
  }
  return {
    keyword,
    span: sourceSpan(folded, 0, line.length),
    faults: [fault, ...more],
    refused: behind === '' && isJson(line),
    spaced: line.charAt(1) === ' ' || line.charAt(1) === '\t',
    program: unquotedStart(line),
    repair: repairOf({ folded, line, array, behind, keyword, source: instruction.text, escape: file.escape }),
  };
}

/** What `[` compares with between blanks: `=`, `-eq`, `!`, `-f`. */
const OPERATOR = /^(?:!|==?|!=|=~|\\?[<>]|-[a-z]{1,2}|&&|\|\|)$/i;

/** What only a script has in it. */
const SCRIPT = /[()`;&|<>]/;

/** Marks of templates, which become words once something fills them in. */
const FILLED_IN = /\{\{|\{%|<%|@@/;

/** Whether somebody wanted an array: brackets mean other things to shells, and to the wildcards of COPY. */
function isMeant(line: string, { items, end }: ArrayItems, behind: string, keyword: string): boolean {
  const [first] = items;
  if (first === undefined) {
    return behind.startsWith('#');
  }
  const hasQuotes = items.some((item) => item.isQuoted);
  const isSpaced = skipBlank(line, 1, end) > 1;
  const isListed = items.some(({ comma }) => comma);
  if (
    line.startsWith('[[') ||
    FILLED_IN.test(behind) ||
    items.some(({ isQuoted, text }) => !isQuoted && FILLED_IN.test(text)) ||
    items.some((item, index) => isOperator(item, items[index - 1], isSpaced && !isListed)) ||
    (!hasQuotes && items.some(({ text }) => SCRIPT.test(text))) ||
    // A wildcard of one word is no list, and a copy has two paths at least.
    (!hasQuotes && items.length === 1 && (keyword === 'COPY' || keyword === 'ADD'))
  ) {
    return false;
  }
  if (isSpaced && !isListed) {
    // A test of nothing but constants is none.
    return !isCode(behind) && !items.some(({ text }) => /[$`]/.test(text));
  }
  return hasQuotes || !isCode(behind);
}

function isCode(behind: string): boolean {
  return behind !== '' && !behind.startsWith('#');
}

/** With quotes around it, an operator is as good an argument, except where nothing else tells a test from an array. */
function isOperator(item: ArrayItem, before: ArrayItem | undefined, mayBeQuoted: boolean): boolean {
  if (item.comma || before?.comma === true || !OPERATOR.test(item.text)) {
    return false;
  }
  return !item.isQuoted || (mayBeQuoted && (before === undefined || !item.text.startsWith('-')));
}

function behindFault(behind: string): ArrayFault {
  return { kind: behind.startsWith('#') ? 'comment' : 'behind', text: behind };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Subject {
  readonly folded: Folded;
  readonly line: string;
  readonly array: ArrayItems;
  readonly behind: string;
  readonly keyword: string;
  readonly source: string;
  readonly escape: string;
}

function repairOf(subject: Subject): ArrayRepair | undefined {
  const { folded, line, array, behind, keyword, source, escape } = subject;
  const isExpanded = EXPANDED.has(keyword);
  // Without a shell, nothing puts a value in the place of a variable.
  const isGuess = !isExpanded && array.items.some((item) => !item.isQuoted && item.text.includes('$'));
  if (array.repair === undefined || isCode(behind) || isGuess) {
    return undefined;
  }
  const words = stringsOf(array.repair.join(''));
  const comment = behind === '' ? undefined : behind;
  if (
    words === undefined ||
    (isExpanded && escape === '\\' && words.some((word) => word.includes('\\'))) ||
    (comment !== undefined && !source.includes(comment))
  ) {
    return undefined;
  }
  const repaired = [...array.repair, ...Array.from({ length: line.length - array.end }, () => '')];
  const text = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return { words, text, edits: editsOf(folded, line, repaired), comment };
}

function stringsOf(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One edit for each run of changed characters that is one in the source, too. */
function editsOf(folded: Folded, line: string, repaired: readonly string[]): ArrayRepair['edits'] {
  const edits: { start: number; end: number; newText: string }[] = [];
  for (const [index, newText] of repaired.entries()) {
    if (newText === line.charAt(index)) {
      continue;
    }
    const { start, end } = sourceSpan(folded, index, index + 1);
    const last = edits[edits.length - 1];
    if (last?.end === start) {
      last.end = end;
      last.newText += newText;
    } else {
      edits.push({ start, end, newText });
    }
  }
  return edits;
}
