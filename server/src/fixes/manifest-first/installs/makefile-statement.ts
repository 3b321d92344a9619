import type { Assignment } from './makefile-variables.ts';

/** A line of a Makefile that belongs to no recipe. */
export type Statement =
  | ({ readonly kind: 'assignment'; readonly isExported: boolean } & Assignment)
  | {
      readonly kind: 'rule';
      readonly targets: string;
      readonly needs: string;
      /** What stands behind a semicolon. */
      readonly recipe: string | undefined;
      /** The variable that the line sets for the targets alone: then it is no rule. */
      readonly sets: string | undefined;
    }
  /** A condition begins or ends: 1 or -1. */
  | { readonly kind: 'condition'; readonly depth: number }
  /** A variable of several lines, up to `end`. */
  | { readonly kind: 'definition'; readonly name: string }
  | { readonly kind: 'export'; readonly names: readonly string[] }
  /** The end of a definition. */
  | { readonly kind: 'end' }
  | { readonly kind: 'other' };

/** Reads a line of a Makefile that belongs to no recipe ("Writing Makefiles" of GNU make's manual). */
export function makefileStatement(line: string): Statement {
  const text = withoutComment(line).trim();
  const [word = '', name = ''] = text.split(/\s+/, 2);
  switch (word) {
    case '':
    case 'else':
    case 'include':
    case '-include':
    case 'sinclude':
    case 'unexport':
    case 'vpath':
      return OTHER;
    case 'ifeq':
    case 'ifneq':
    case 'ifdef':
    case 'ifndef':
      return { kind: 'condition', depth: 1 };
    case 'endif':
      return { kind: 'condition', depth: -1 };
    case 'define':
      return { kind: 'definition', name };
    case 'endef':
      return { kind: 'end' };
    default:
      return ruleOrAssignment(text);
  }
}

const OTHER: Statement = { kind: 'other' };

function ruleOrAssignment(text: string): Statement {
  const first = operatorIn(text);
  if (first === undefined || first.operator === ';') {
    const [word, ...names] = text.split(/\s+/);
    return word === 'export' ? { kind: 'export', names } : OTHER;
  }
  const left = text.slice(0, first.at).trim();
  const right = text.slice(first.end).trim();
  if (first.operator !== ':') {
    const words = left.split(/\s+/);
    const isExported = words.includes('export');
    const name = words[words.length - 1] ?? '';
    return { kind: 'assignment', name, operator: first.operator, value: right, isExported };
  }
  const targets = left.replace(/&$/, '');
  const semicolon = operatorIn(right, ';');
  const head = semicolon === undefined ? right : right.slice(0, semicolon.at);
  const second = operatorIn(head);
  if (second !== undefined && second.operator !== ':') {
    const name = head.slice(0, second.at).trim().split(/\s+/).at(-1);
    return { kind: 'rule', targets, needs: '', recipe: undefined, sets: name };
  }
  return {
    kind: 'rule',
    targets,
    // `a.o b.o: %.o: %.c`.
    needs: second === undefined ? head : head.slice(second.end),
    recipe: semicolon === undefined ? undefined : right.slice(semicolon.end),
    sets: undefined,
  };
}

interface Operator {
  /** `:` for a rule, with one colon or two. */
  readonly operator: string;
  readonly at: number;
  readonly end: number;
}

/** The first operator outside of references to variables: a semicolon, or, unless `only` that is wanted, one of an assignment or a rule. */
function operatorIn(text: string, only?: ';'): Operator | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const one = text.charAt(at);
    if (one === '(' || one === '{') {
      depth += depth > 0 || text.charAt(at - 1) === '$' ? 1 : 0;
    } else if (depth > 0) {
      depth -= one === ')' || one === '}' ? 1 : 0;
    } else if (one === ';') {
      return { operator: one, at, end: at + 1 };
    } else if (only === undefined && OPERATOR_STARTS.has(one)) {
      const operator = OPERATORS.find((each) => text.startsWith(each, at));
      if (operator !== undefined) {
        return { operator: operator === '::' ? ':' : operator, at, end: at + operator.length };
      }
    }
  }
  return undefined;
}

/** The longer ones first. */
const OPERATORS = [':::=', '::=', ':=', '::', ':', '?=', '+=', '!=', '='];

const OPERATOR_STARTS = new Set([':', '?', '+', '!', '=']);

function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (line.charAt(at - 1) !== '\\') {
      return line.slice(0, at);
    }
  }
  return line;
}
