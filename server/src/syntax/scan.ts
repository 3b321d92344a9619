import { CODE, findBlank, skipSpace, trimSpaceEnd } from './characters.ts';
import { directiveOf } from './directive-line.ts';
import { fold, sourceSpan } from './fold.ts';
import { terminatorFinder } from './heredoc-bodies.ts';
import { heredocWordsOf } from './heredoc-words.ts';
import { HEREDOC_KEYWORDS, KEYWORDS, keywordOf } from './keywords.ts';
import { contentEndAt, continuationAt, lineEndAt } from './lines.ts';
import { detached } from './memo.ts';
import { awaitsKeyword, beginsWithKeyword, TAKES_KEYWORD } from './swallowed.ts';
import type { Comment, Directive, Dockerfile, Instruction, SyntaxProblem } from './types.ts';

/** What is collected while the lines of one document are read. */
export interface Scan {
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

/** The state at a text's start. */
export function newScan(text: string): Scan {
  return {
    text,
    incremental: false,
    findTerminator: terminatorFinder(text),
    comments: [],
    directives: [],
    instructions: [],
    problems: [],
    escape: '\\',
    position: text.charCodeAt(0) === CODE.BOM ? 1 : 0,
    line: 1,
    attached: [],
    angle: -1,
  };
}

/** Reads lines to the text's end, or until `isEnough` says so below an instruction. */
export function readLines(scan: Scan, isEnough: () => boolean = () => false): void {
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

/** What was read. */
export function fileOf(scan: Scan): Omit<Dockerfile, 'lineStarts'> {
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
