/** Name and value of a parser directive's line. */
export interface DirectiveLine {
  /** Lower-cased. */
  readonly name: string;
  readonly value: string;
}

const VALID: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** What a comment says as a parser directive (text after the `#`), or undefined: BuildKit's parser/directives.go. */
export function directiveOf(comment: string): DirectiveLine | undefined {
  const equals = comment.indexOf('=');
  if (equals === -1) {
    return undefined;
  }
  const name = /^[a-z][a-z0-9]*$/i.exec(trimAscii(comment.slice(0, equals)))?.[0].toLowerCase();
  if (name === undefined || !VALID.has(name) || equals + 1 === comment.length) {
    return undefined;
  }
  return { name, value: trimAscii(comment.slice(equals + 1)) };
}

/** Without the white space of Go's `\s` at both ends, counted by hand: a regular expression would be quadratic. */
function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isRegexSpace(text.charCodeAt(start))) {
    start++;
  }
  while (end > start && isRegexSpace(text.charCodeAt(end - 1))) {
    end--;
  }
  return text.slice(start, end);
}

function isRegexSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
}
