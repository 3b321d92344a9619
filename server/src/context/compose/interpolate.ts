/** What became of a text with variables. */
export interface Interpolated {
  readonly text: string;
  /** True when a variable has no known value and no default, or when Compose refuses the text. */
  readonly unsure: boolean;
  /** True when it says so only while nobody sets a variable, in the shell above all: a default stands for it. */
  readonly assumed: boolean;
}

/** Defaults within defaults after which nothing more is replaced: people write two. */
const MAX_DEPTH = 16;

const NAME = /[_A-Za-z][_A-Za-z0-9]*/y;
const OPERATOR = /:?[-+?]/y;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and its kin (`-`, `+`, `:+`, `?`, `:?`), `$$` for a dollar sign, as
 * Compose does (compose-go's template/template.go). A variable that nobody set becomes nothing.
 */
export function interpolate(text: string, variables: ReadonlyMap<string, string>): Interpolated {
  return text.includes('$') ? replace(text, variables, 0) : { text, unsure: false, assumed: false };
}

function replace(text: string, variables: ReadonlyMap<string, string>, depth: number): Interpolated {
  if (depth > MAX_DEPTH) {
    return { text, unsure: true, assumed: false };
  }
  const parts: string[] = [];
  let unsure = false;
  let assumed = false;
  let from = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', from)) {
    parts.push(text.slice(from, dollar));
    const next = text[dollar + 1];
    if (next === '$') {
      parts.push('$');
      from = dollar + 2;
      continue;
    }
    const braced = next === '{';
    const start = dollar + (braced ? 2 : 1);
    const name = matchAt(NAME, text, start);
    if (!braced) {
      // A dollar sign before anything else stays.
      const value = name === '' ? '$' : variables.get(name);
      parts.push(value ?? '');
      unsure ||= value === undefined;
      from = start + name.length;
      continue;
    }
    const end = closingBrace(text, dollar + 1);
    const after = start + name.length;
    const operator = matchAt(OPERATOR, text, after);
    if (end < 0 || name === '' || (operator === '' && after !== end)) {
      return { text, unsure: true, assumed: false };
    }
    const rest = text.slice(after + operator.length, end);
    const found = braces({ name, operator, rest }, variables, depth);
    parts.push(found.text);
    unsure ||= found.unsure;
    assumed ||= found.assumed;
    from = end + 1;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), unsure, assumed };
}

function braces(
  { name, operator, rest }: { name: string; operator: string; rest: string },
  variables: ReadonlyMap<string, string>,
  depth: number,
): Interpolated {
  const value = variables.get(name);
  const there = value !== undefined && (!operator.startsWith(':') || value !== '');
  // What a file sets counts as known, though the shell may set that, too.
  const assumed = value === undefined && /[-+]$/.test(operator);
  if (operator.endsWith('-')) {
    return there ? { text: value, unsure: false, assumed } : inner(rest);
  }
  if (operator.endsWith('+')) {
    return there ? inner(rest) : { text: value ?? '', unsure: false, assumed };
  }
  return { text: value ?? '', unsure: operator === '' ? value === undefined : !there, assumed };

  function inner(one: string): Interpolated {
    const found = replace(one, variables, depth + 1);
    return assumed ? { ...found, assumed } : found;
  }
}

/** The end of what an opening brace begins, or -1. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') {
      depth++;
    } else if (text[at] === '}') {
      depth--;
      if (depth === 0) {
        return at;
      }
    }
  }
  return -1;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
