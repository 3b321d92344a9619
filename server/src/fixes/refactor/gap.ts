/** What stands between two words or commands of a RUN's text. */
export interface Gap {
  /** What is left without blanks, continuation characters and comment lines: `&&`, `|`, or nothing. */
  readonly joint: string;
  /** The comment lines, from their `#` on. */
  readonly comments: readonly string[];
  /** Whether it goes over more than one line. */
  readonly wraps: boolean;
}

/** Reads the text between two commands. Lines are those of the Dockerfile, on which a `#` comes first in a comment. */
export function readGap(text: string, escape: string): Gap {
  const lines = text.split('\n').map((line) => line.trim());
  const comments: string[] = [];
  let joint = '';
  lines.forEach((line, index) => {
    if (index > 0 && line.startsWith('#')) {
      comments.push(line);
      return;
    }
    const isContinued = index < lines.length - 1 && line.endsWith(escape);
    joint += isContinued ? line.slice(0, -1).trim() : line;
  });
  return { joint, comments, wraps: lines.length > 1 };
}

/**
 * Comments that tell a tool about the instruction below them: elsewhere they would mean something else, or nothing.
 */
export function speaksToTools(comment: string): boolean {
  return /\b(ignore|check|skip|disable|enable|no(lint|qa|sec|sonar|inspection)|shellcheck|renovate|hadolint|tally|strata|trivy|checkov)\b/i.test(
    comment,
  );
}
