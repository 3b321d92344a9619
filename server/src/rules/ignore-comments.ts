import type { TextEdit } from '../fixes/types.ts';
import type { Comment, Dockerfile, Instruction } from '../syntax/types.ts';
import { foreignSilencer } from './foreign-ignores.ts';
import type { Finding, Rule } from './types.ts';

/**
 * Tells which findings comments silence: `# strata: ignore=<rule>[,<rule>…]` in the comment block directly above an
 * instruction, `# strata: ignore-file=<rule>[,<rule>…]` anywhere above the first instruction. A rule is an id or a whole
 * group (`cache`, `cache/*`); a reason may follow in parentheses or after ` -- `. The comments of other tools count where
 * they name a check that finds the same thing (`Rule.sameAs`).
 */
export function silencer(file: Dockerfile): (finding: Finding, rule: Pick<Rule, 'sameAs'>) => boolean {
  // Most files have no findings: nothing is read until the first one asks.
  let atTop: readonly Comment[] | undefined;
  const isSilencedElsewhere = foreignSilencer(file);
  return ({ node, rule }, { sameAs = [] }) => {
    atTop ??= commentsAtTop(file);
    const above = file.instructions[node]?.comments ?? [];
    return (
      isNamed(file, atTop, 'file', rule) ||
      isNamed(file, above, 'instruction', rule) ||
      isSilencedElsewhere(above, sameAs)
    );
  };
}

/**
 * The edit that silences a rule at an instruction: into the Strata comment that the instruction has, else a comment of its
 * own directly above the keyword, with the line's indentation and line end. Above the keyword is below every parser
 * directive, which a comment in front would turn off.
 */
export function ignoreEdit(file: Dockerfile, instruction: Instruction, ruleId: string): TextEdit {
  for (const comment of instruction.comments.toReversed()) {
    const ignore = readIgnore(file, comment);
    if (ignore?.scope === 'instruction') {
      const newText = ignore.rules.size === 0 ? ruleId : `, ${ruleId}`;
      return { start: ignore.listEnd, end: ignore.listEnd, newText };
    }
  }
  const { start } = instruction;
  const newText = `# strata: ignore=${ruleId}${lineEndNear(file.text, start)}${indentation(file.text, start)}`;
  return { start, end: start, newText };
}

/** What one comment says about silencing. */
interface Ignore {
  readonly scope: 'instruction' | 'file';
  /** Lower-cased; a group without the star that may follow it. */
  readonly rules: ReadonlySet<string>;
  /** Offset in the document after the last rule: where another one fits. */
  readonly listEnd: number;
}

const HEAD = /^#+[ \t]*strata[ \t]*:[ \t]*ignore(-file)?[ \t]*=[ \t]*/i;
const NAME = /[a-z0-9/_*-]+/iy;
const SEPARATOR = /[ \t]*,[ \t]*/y;

function readIgnore(file: Dockerfile, { span }: Comment): Ignore | undefined {
  const text = file.text.slice(span.start, span.end);
  const head = HEAD.exec(text);
  if (!head) {
    return undefined;
  }
  const rules = new Set<string>();
  let end = head[0].length;
  NAME.lastIndex = end;
  for (let name = NAME.exec(text); name; name = NAME.exec(text)) {
    rules.add(name[0].toLowerCase().replace(/\/\*$/, ''));
    end = NAME.lastIndex;
    SEPARATOR.lastIndex = end;
    if (!SEPARATOR.test(text)) {
      break;
    }
    NAME.lastIndex = SEPARATOR.lastIndex;
  }
  return { scope: head[1] === undefined ? 'instruction' : 'file', rules, listEnd: span.start + end };
}

function isNamed(
  file: Dockerfile,
  comments: readonly Comment[],
  scope: Ignore['scope'],
  rule: string,
): boolean {
  const group = rule.slice(0, Math.max(0, rule.indexOf('/')));
  return comments.some((comment) => {
    const ignore = readIgnore(file, comment);
    return ignore?.scope === scope && (ignore.rules.has(rule) || ignore.rules.has(group));
  });
}

function commentsAtTop({ comments, instructions }: Dockerfile): readonly Comment[] {
  const first = instructions[0]?.start ?? 0;
  const below = comments.findIndex((comment) => comment.span.start > first);
  return below < 0 ? comments : comments.slice(0, below);
}

/** The line end of the line at an offset, or of the line above where the file ends without one. */
function lineEndNear(text: string, offset: number): string {
  const below = text.indexOf('\n', offset);
  const at = below < 0 ? text.lastIndexOf('\n', offset) : below;
  return at > 0 && text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** The blanks directly in front of an offset. */
function indentation(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && (text.charAt(start - 1) === ' ' || text.charAt(start - 1) === '\t')) {
    start--;
  }
  return text.slice(start, offset);
}
