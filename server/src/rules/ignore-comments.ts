import type { TextEdit } from '../fixes/types.ts';
import type { Comment, Dockerfile, Instruction, Span } from '../syntax/types.ts';
import { foreignSilencer } from './foreign-ignores.ts';
import type { Finding, Rule } from './types.ts';

/** What the comments of one file silence. */
export interface Silencer {
  /** Remembers which comments were of use. */
  readonly silences: (finding: Finding, rule: Pick<Rule, 'sameAs'>) => boolean;
  /** What Strata's own comments name without having silenced anything so far, in document order. */
  readonly unused: () => readonly UnusedName[];
}

/** A rule or a group that a comment names. */
export interface NamedRule {
  /** Lower-cased; a group without the star that may follow it. */
  readonly name: string;
  /** As written. */
  readonly span: Span;
}

/** A rule or a group that a comment names in vain. */
export interface UnusedName extends NamedRule {
  /** What the comment is for, where it stands in a place in which it is never read; undefined where it is read. */
  readonly misplaced: Ignore['scope'] | undefined;
}

/**
 * Tells which findings comments silence: `# strata: ignore=<rule>[,<rule>…]` in the comment block directly above an
 * instruction, `# strata: ignore-file=<rule>[,<rule>…]` anywhere above the first instruction. A rule is an id or a whole
 * group (`cache`, `cache/*`); a reason may follow in parentheses or after ` -- `. The comments of other tools count where
 * they name a check that finds the same thing (`Rule.sameAs`).
 */
export function silencer(file: Dockerfile): Silencer {
  // Most files have no findings: nothing is read until the first one asks.
  let atTop: readonly Comment[] | undefined;
  const used = new Set<number>();
  const isSilencedElsewhere = foreignSilencer(file);
  const namedIn = (comments: readonly Comment[], scope: Ignore['scope'], rule: string): boolean => {
    const found = namesOf(file, comments, scope, rule);
    found.forEach(({ span }) => used.add(span.start));
    return found.length > 0;
  };
  return {
    silences: ({ node, rule }, { sameAs = [] }) => {
      atTop ??= commentsAtTop(file);
      const above = file.instructions[node]?.comments ?? [];
      const here = namedIn(above, 'instruction', rule);
      return namedIn(atTop, 'file', rule) || here || isSilencedElsewhere(above, sameAs);
    },
    unused: () => {
      const isRead = {
        file: placesOf(commentsAtTop(file)),
        instruction: placesOf(file.instructions.flatMap(({ comments }) => comments)),
      };
      return file.comments.flatMap((comment) => {
        const { scope, rules } = readIgnore(file, comment) ?? NO_IGNORE;
        const misplaced = isRead[scope].has(comment.span.start) ? undefined : scope;
        return rules
          .filter(({ span }) => !used.has(span.start))
          .map(({ name, span }) => ({ name, span, misplaced }));
      });
    },
  };
}

/**
 * The edit that takes a name out of the comment that it stands in, and the comment with it where it names nothing else.
 * Undefined where there is no such comment.
 */
export function unignoreEdit(file: Dockerfile, { start, end }: Span): TextEdit | undefined {
  const comment = file.comments.find(({ span }) => span.start <= start && end <= span.end);
  const rules = comment && readIgnore(file, comment)?.rules;
  const index = rules?.findIndex(({ span }) => span.start === start) ?? -1;
  if (comment === undefined || rules === undefined || index < 0) {
    return undefined;
  }
  if (rules.length === 1) {
    const below = file.text.indexOf('\n', comment.span.end);
    return {
      start: comment.span.start - indentation(file.text, comment.span.start).length,
      end: below < 0 ? file.text.length : below + 1,
      newText: '',
    };
  }
  const next = rules[index + 1];
  return next === undefined
    ? { start: rules[index - 1]?.span.end ?? start, end, newText: '' }
    : { start, end: next.span.start, newText: '' };
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
      const newText = ignore.rules.length === 0 ? ruleId : `, ${ruleId}`;
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
  readonly rules: readonly NamedRule[];
  /** Offset in the document after the last rule: where another one fits. */
  readonly listEnd: number;
}

const NO_IGNORE: Pick<Ignore, 'scope' | 'rules'> = { scope: 'instruction', rules: [] };

const HEAD = /^#+[ \t]*strata[ \t]*:[ \t]*ignore(-file)?[ \t]*=[ \t]*/i;
const NAME = /[a-z0-9/_*-]+/iy;
const SEPARATOR = /[ \t]*,[ \t]*/y;

function readIgnore(file: Dockerfile, { span }: Comment): Ignore | undefined {
  const text = file.text.slice(span.start, span.end);
  const head = text.includes('=') ? HEAD.exec(text) : null;
  if (!head) {
    return undefined;
  }
  const rules: NamedRule[] = [];
  let end = head[0].length;
  NAME.lastIndex = end;
  for (let name = NAME.exec(text); name; name = NAME.exec(text)) {
    end = NAME.lastIndex;
    rules.push({
      name: name[0].toLowerCase().replace(/\/\*$/, ''),
      span: { start: span.start + name.index, end: span.start + end },
    });
    SEPARATOR.lastIndex = end;
    if (!SEPARATOR.test(text)) {
      break;
    }
    NAME.lastIndex = SEPARATOR.lastIndex;
  }
  return { scope: head[1] === undefined ? 'instruction' : 'file', rules, listEnd: span.start + end };
}

function namesOf(
  file: Dockerfile,
  comments: readonly Comment[],
  scope: Ignore['scope'],
  rule: string,
): NamedRule[] {
  const group = rule.slice(0, Math.max(0, rule.indexOf('/')));
  return comments.flatMap((comment) => {
    const ignore = readIgnore(file, comment);
    return ignore?.scope === scope ? ignore.rules.filter(({ name }) => name === rule || name === group) : [];
  });
}

function commentsAtTop({ comments, instructions }: Dockerfile): readonly Comment[] {
  const first = instructions[0]?.start ?? 0;
  const below = comments.findIndex((comment) => comment.span.start > first);
  return below < 0 ? comments : comments.slice(0, below);
}

function placesOf(comments: readonly Comment[]): ReadonlySet<number> {
  return new Set(comments.map(({ span }) => span.start));
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
