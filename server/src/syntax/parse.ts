import { CODE, findBlank, skipSpace, trimSpaceEnd } from './characters.ts';
import { directiveOf } from './directive-line.ts';
import { fold, sourceSpan } from './fold.ts';
import { terminatorFinder } from './heredoc-bodies.ts';
import { heredocWordsOf } from './heredoc-words.ts';
import { HEREDOC_KEYWORDS, KEYWORDS, keywordOf } from './keywords.ts';
import { contentEndAt, continuationAt, lineEndAt, lineStartsFrom, lineStartsOf } from './lines.ts';
import { detached } from './memo.ts';
import { moved } from './moved.ts';
import { awaitsKeyword, beginsWithKeyword, TAKES_KEYWORD } from './swallowed.ts';
import type { Comment, Directive, Dockerfile, Instruction, SyntaxProblem } from './types.ts';
import { lineBelow, unchangedSince, type Unchanged } from './unchanged.ts';

/** What is collected while the lines of one document are read. */
interface Scan {
  readonly text: string;
  /** True while most of the instructions are those of an earlier text: what is read then must not keep this one alive as a whole. */
  readonly incremental: boolean;
  readonly findTerminator: ReturnType<typeof terminatorFinder>;
  readonly comments: Comment[];
  readonly directives: Directive[];
  readonly instructions: Instruction[];
  readonly problems: SyntaxProblem[];
  escape: Dockerfile['escape'];
  /** Offset of the next line. */
  position: number;
  /** 1-based number of the next line. */
  line: number;
  /** The comment lines directly above the next line. */
  attached: Comment[];
  /** Offset of a `<` that is not passed yet, kept so that the text is searched for them only once. */
  angle: number;
}

/**
 * Splits a Dockerfile into instructions exactly as BuildKit's parser.go does: a line ends at `\n` (carriage returns in front
 * of it are dropped), a lone `\r` is white space, and `line` and `endLine` count lines that way. Only `lineStarts` counts as
 * LSP does; take LSP positions from offsets (positions.ts), never from `line`. Arguments are not read here: see parsedOf.
 *
 * Never throws; any text has a result. What BuildKit refuses is read as far as it goes: a heredoc that nothing ends is closed
 * in front of the next line that begins with an upper-case keyword, so that typing `RUN <<EOF` does not swallow the file.
 *
 * With `before`, what was read of an earlier version of the text, only what lies around the change is read anew: the result is the
 * same, and what has not changed or moved is the same objects.
 */
export function parse(text: string, before?: Dockerfile): Dockerfile {
  if (before === undefined || before.instructions.length === 0) {
    const scan = scanFrom(text);
    readLines(scan, () => false);
    return { ...readFile(scan), lineStarts: lineStartsOf(text) };
  }
  return before.text === text ? before : parseAgain(text, before);
}

function parseAgain(text: string, before: Dockerfile): Dockerfile {
  const same = unchangedSince(before, text);
  const scan = scanFrom(text, { before, same });
  let next = same.above;
  let resumed = text.length;
  readLines(scan, () => {
    const old = scan.position - same.shift;
    let last = before.instructions[next];
    while (last !== undefined && lineBelow(before.text, last) < old) {
      next++;
      last = before.instructions[next];
    }
    const isBelow =
      last !== undefined &&
      scan.position >= same.below &&
      lineBelow(before.text, last) === old &&
      scan.escape === before.escape;
    if (isBelow) {
      resumed = scan.position;
      takeBelow(scan, before, { next: next + 1, old, lines: scan.line - 1 - (last?.endLine ?? 0) });
    }
    return isBelow;
  });
  const lineStarts = lineStartsFrom(text, before.lineStarts, {
    from: same.from,
    to: resumed,
    shift: same.shift,
  });
  return { ...readFile(scan), lineStarts };
}

/** Takes what is left of the old text as it was read then. */
function takeBelow(
  scan: Scan,
  before: Dockerfile,
  { next, old, lines }: { readonly next: number; readonly old: number; readonly lines: number },
): void {
  const below = moved(
    {
      instructions: before.instructions.slice(next),
      comments: before.comments.filter(({ span }) => span.start >= old),
      problems: before.problems.filter(({ span }) => span.start >= old),
    },
    { offset: scan.position - old, lines },
  );
  for (const one of below.instructions) {
    scan.instructions.push(one);
  }
  for (const one of below.comments) {
    scan.comments.push(one);
  }
  for (const one of below.problems) {
    scan.problems.push(one);
  }
}

/** The state at a text's start, or below the instructions that it has in common with an earlier one. */
function scanFrom(text: string, kept?: { readonly before: Dockerfile; readonly same: Unchanged }): Scan {
  const { before, same } = kept ?? {};
  const last = before?.instructions[(same?.above ?? 0) - 1];
  const isAbove = ({ span }: { readonly span: { readonly start: number } }): boolean =>
    span.start < (same?.from ?? 0);
  return {
    text,
    incremental: kept !== undefined,
    findTerminator: terminatorFinder(text),
    comments: last === undefined ? [] : (before?.comments.filter(isAbove) ?? []),
    directives: last === undefined ? [] : [...(before?.directives ?? [])],
    instructions: before?.instructions.slice(0, same?.above) ?? [],
    problems: last === undefined ? [] : (before?.problems.filter(isAbove) ?? []),
    escape: last === undefined ? '\\' : (before?.escape ?? '\\'),
    position: last === undefined ? (text.charCodeAt(0) === CODE.BOM ? 1 : 0) : (same?.from ?? 0),
    line: last === undefined ? 1 : last.endLine + 1,
    attached: [],
    angle: -1,
  };
}

/** Reads lines to the text's end, or until `isEnough` says so below an instruction. */
function readLines(scan: Scan, isEnough: () => boolean): void {
  const { text } = scan;
  const seen = new Set<string>();
  let directivesMayFollow = scan.instructions.length === 0;
  while (scan.position < text.length) {
    const start = scan.position;
    const lineEnd = lineEndAt(text, start);
    const end = contentEndAt(text, start, lineEnd);
    const first = skipSpace(text, start, end);
    if (first === end) {
      directivesMayFollow = false;
      scan.attached = [];
      nextLine(scan, lineEnd);
    } else if (text.charCodeAt(first) !== CODE.HASH) {
      directivesMayFollow = false;
      readInstruction(scan, first);
      if (isEnough()) {
        break;
      }
    } else if (directivesMayFollow && readDirective(scan, first, end, seen)) {
      nextLine(scan, lineEnd);
    } else {
      directivesMayFollow = false;
      scan.attached.push(readComment(scan, first, end));
      nextLine(scan, lineEnd);
    }
  }
}

function readFile(scan: Scan): Omit<Dockerfile, 'lineStarts'> {
  if (scan.instructions.length === 0) {
    scan.problems.push({
      kind: 'no-instructions',
      message: 'file with no instructions',
      span: { start: 0, end: 0 },
      line: 1,
    });
  }
  const { text, escape, directives, comments, instructions, problems } = scan;
  return { text, escape, directives, comments, instructions, problems };
}

function nextLine(scan: Scan, lineEnd: number): void {
  scan.position = Math.min(lineEnd + 1, scan.text.length);
  scan.line++;
}

/** Reads a comment as a parser directive if it is one; a directive that is given twice (BuildKit refuses it) is a comment. */
function readDirective(scan: Scan, first: number, end: number, seen: Set<string>): boolean {
  const { text, line } = scan;
  const found = directiveOf(text.slice(skipSpace(text, first + 1, end), end));
  if (found === undefined || seen.has(found.name)) {
    return false;
  }
  seen.add(found.name);
  scan.directives.push({ ...found, span: { start: first, end }, line });
  if (found.name === 'escape' && found.value === '`') {
    scan.escape = '`';
  }
  return true;
}

function readComment(scan: Scan, first: number, end: number): Comment {
  const { text, line } = scan;
  const from = skipSpace(text, first + 1, end);
  const comment = {
    text: text.slice(from, trimSpaceEnd(text, from, end)),
    span: { start: first, end },
    line,
  };
  scan.comments.push(comment);
  return comment;
}

/** Reads the instruction that begins at `start`, with its continuation lines and heredocs. */
function readInstruction(scan: Scan, start: number): void {
  const { text, escape, line, attached: comments } = scan;
  scan.attached = [];
  const swallowed: number[] = [];
  let keyword = '';
  let mayTakeKeyword = false;
  let end = start;
  let open = true;
  for (
    let lineStart = start;
    open && (lineStart < text.length || lineStart === start);
    lineStart = scan.position
  ) {
    const lineEnd = lineEndAt(text, lineStart);
    const contentEnd = contentEndAt(text, lineStart, lineEnd);
    end = contentEnd;
    const isFirst = lineStart === start;
    const first = isFirst ? start : skipSpace(text, lineStart, contentEnd);
    if (!isFirst && text.charCodeAt(first) === CODE.HASH && first < contentEnd) {
      readComment(scan, first, contentEnd);
    } else if (isFirst || first < contentEnd) {
      const cut = continuationAt(text, lineStart, contentEnd, escape);
      open = cut !== -1;
      if (isFirst) {
        keyword = keywordAt(text, start, open ? cut : contentEnd, { escape, open });
        mayTakeKeyword = TAKES_KEYWORD.has(keyword) || cut === start;
      } else if (beginsWithKeyword(text, first, contentEnd)) {
        // Only the first of these lines can be what the instruction waits for, so the question is asked once.
        if (!mayTakeKeyword || !awaitsKeyword(text.slice(start, lineStart), escape)) {
          swallowed.push(scan.line);
        }
        mayTakeKeyword = false;
      }
    }
    nextLine(scan, lineEnd);
  }
  if (HEREDOC_KEYWORDS.has(keyword) || keyword === 'ONBUILD') {
    end = readHeredocs(scan, start, end, line);
  }
  const known = KEYWORDS.has(keyword);
  if (!known) {
    const wordEnd = findBlank(text, start, contentEndAt(text, start, lineEndAt(text, start)));
    const message = `unknown instruction: ${keyword}`;
    scan.problems.push({ kind: 'unknown-instruction', message, span: { start, end: wordEnd }, line });
  }
  scan.instructions.push({
    keyword,
    known,
    start,
    end,
    line,
    endLine: scan.line - 1,
    text: scan.incremental ? detached(text.slice(start, end)) : text.slice(start, end),
    comments,
    swallowed,
  });
}

/** The keyword at `start`, where the first line's content ends at `end`; a keyword that a continuation cuts in two is folded. */
function keywordAt(
  text: string,
  start: number,
  end: number,
  line: { escape: string; open: boolean },
): string {
  const wordEnd = findBlank(text, start, end);
  if (wordEnd < end || !line.open) {
    return keywordOf(text.slice(start, wordEnd === end ? trimSpaceEnd(text, start, end) : wordEnd));
  }
  const folded = fold(text, start, line.escape).text;
  const foldedEnd = trimSpaceEnd(folded, 0, folded.length);
  const first = skipSpace(folded, 0, foldedEnd);
  return keywordOf(folded.slice(first, findBlank(folded, first, foldedEnd)));
}

/** Reads the bodies of the heredocs that the instruction announces; returns where the instruction ends. */
function readHeredocs(scan: Scan, start: number, lineEnd: number, line: number): number {
  const { text, escape } = scan;
  if (scan.angle < start) {
    const angle = text.indexOf('<', start);
    scan.angle = angle === -1 ? text.length : angle;
  }
  if (scan.angle >= lineEnd) {
    return lineEnd;
  }
  const folded = fold(text, start, escape);
  let end = lineEnd;
  for (const word of heredocWordsOf(folded.text, escape)) {
    const found = scan.findTerminator(text, scan.position, word);
    if (found === undefined) {
      const span = sourceSpan(folded, word.start, word.end);
      scan.problems.push({ kind: 'unterminated-heredoc', message: 'unterminated heredoc', span, line });
      return skipToInstruction(scan, end);
    }
    end = found.end;
    scan.position = found.next;
    scan.line += found.lines;
  }
  return end;
}

/** Passes over lines until one begins with an upper-case keyword and white space; returns where the last of them ends. */
function skipToInstruction(scan: Scan, from: number): number {
  const { text } = scan;
  let end = from;
  while (scan.position < text.length) {
    const lineEnd = lineEndAt(text, scan.position);
    const contentEnd = contentEndAt(text, scan.position, lineEnd);
    const first = skipSpace(text, scan.position, contentEnd);
    const wordEnd = findBlank(text, first, contentEnd);
    if (wordEnd < contentEnd && KEYWORDS.has(text.slice(first, wordEnd))) {
      break;
    }
    end = contentEnd;
    nextLine(scan, lineEnd);
  }
  return end;
}
