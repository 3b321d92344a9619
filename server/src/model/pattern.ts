/**
 * Removes the prefix that a shell pattern (`*`, `?`, `\` escapes) matches: the longest when `greedy`, else the shortest.
 * Undefined when BuildKit refuses the pattern (trimPrefix in frontend/dockerfile/shell/lex.go).
 */
export function trimPrefix(pattern: string, value: string, greedy: boolean): string | undefined {
  const tokens = tokenize(Array.from(pattern));
  if (!tokens) {
    return undefined;
  }
  const chars = Array.from(value);
  const length = matchAt(tokens, chars, 0, greedy);
  return length === undefined ? value : chars.slice(length).join('');
}

/** The same for a suffix. */
export function trimSuffix(pattern: string, value: string, greedy: boolean): string | undefined {
  const tokens = tokenize(Array.from(pattern));
  if (!tokens) {
    return undefined;
  }
  const chars = Array.from(value).reverse();
  const length = matchAt([...tokens].reverse(), chars, 0, greedy);
  return length === undefined ? value : chars.slice(length).reverse().join('');
}

/** `${A/pattern/replacement}`: the first longest match, or all of them. Undefined when BuildKit refuses the pattern. */
export function replacePattern(
  pattern: string,
  value: string,
  replacement: string,
  all: boolean,
): string | undefined {
  const tokens = tokenize(Array.from(pattern));
  if (!tokens) {
    return undefined;
  }
  const chars = Array.from(value);
  let result = '';
  let at = 0;
  while (at <= chars.length) {
    const length = matchAt(tokens, chars, at, true);
    if (length === undefined) {
      result += chars[at] ?? '';
      at++;
      continue;
    }
    result += replacement;
    at += length;
    if (!all) {
      break;
    }
    if (length === 0) {
      result += chars[at] ?? '';
      at++;
    }
  }
  return result + chars.slice(at).join('');
}

type Token =
  { readonly kind: 'char'; readonly char: string } | { readonly kind: 'one' } | { readonly kind: 'star' };

function tokenize(chars: readonly string[]): Token[] | undefined {
  const tokens: Token[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') {
      tokens.push({ kind: 'star' });
    } else if (char === '?') {
      tokens.push({ kind: 'one' });
    } else if (char !== '\\') {
      tokens.push({ kind: 'char', char });
    } else {
      const next = chars[i + 1];
      // `\}` and `\/` are escaped for the substitution's own sake; other escapes than \*, \? and \\ are refused.
      if (next === '}' || next === '/') {
        continue;
      }
      if (next !== '*' && next !== '?' && next !== '\\') {
        return undefined;
      }
      tokens.push({ kind: 'char', char: next });
      i++;
    }
  }
  return tokens;
}

/**
 * The length of the longest (or shortest) match that begins at `start`, or undefined. It follows every position that the
 * pattern could have reached at once, so no pattern makes it backtrack: the time is pattern length times value length.
 */
function matchAt(
  tokens: readonly Token[],
  chars: readonly string[],
  start: number,
  longest: boolean,
): number | undefined {
  let reached = closure(tokens, new Set([0]));
  let found: number | undefined;
  for (let at = start; ; at++) {
    if (reached.has(tokens.length)) {
      found = at - start;
      if (!longest) {
        return found;
      }
    }
    const char = chars[at];
    if (char === undefined || reached.size === 0) {
      return found;
    }
    const next = new Set<number>();
    for (const position of reached) {
      const token = tokens[position];
      if (token?.kind === 'star' && char !== '\n') {
        next.add(position);
      } else if (
        (token?.kind === 'one' && char !== '\n') ||
        (token?.kind === 'char' && token.char === char)
      ) {
        next.add(position + 1);
      }
    }
    reached = closure(tokens, next);
  }
}

function closure(tokens: readonly Token[], positions: Set<number>): Set<number> {
  // A Set visits what is added while it is walked, so runs of stars are followed to their end.
  for (const position of positions) {
    if (tokens[position]?.kind === 'star') {
      positions.add(position + 1);
    }
  }
  return positions;
}
