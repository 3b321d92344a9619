import { compileRegexp } from './go-regexp.ts';
import { matchName } from '../match.ts';

/** One pattern of an ignore file. */
export interface IgnorePattern {
  /** Cleaned, without its `!`. */
  readonly text: string;
  /** True when it began with `!`: what it matches is kept. */
  readonly exclusion: boolean;
  /** Whether it matches this path itself; its parents are the caller's business. */
  matches(path: string): boolean;
}

/**
 * Compiles a cleaned pattern as moby/patternmatcher does (patternmatcher.go, `Pattern.compile`). Returns undefined for a
 * pattern that it refuses: BuildKit's message is then `syntax error in pattern`.
 */
export function compileIgnorePattern(text: string, exclusion: boolean): IgnorePattern | undefined {
  if (matchName(text, '.') === 'bad-pattern') {
    return undefined;
  }
  const matches = compileTest(text);
  return matches === undefined ? undefined : { text, exclusion, matches };
}

function compileTest(text: string): ((path: string) => boolean) | undefined {
  const { type, regexp, simple, wildcards } = translate(text);
  switch (type) {
    case 'exact':
      return (path) => path === text;
    case 'prefix': {
      const prefix = text.slice(0, -2);
      return (path) => path.startsWith(prefix);
    }
    case 'suffix': {
      const suffix = text.slice(2);
      return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    case 'regexp':
      if (simple && wildcards <= MAX_NATIVE_WILDCARDS) {
        return nativeTest(regexp);
      }
      return compileRegexp(regexp);
  }
}

/** With two wildcards JavaScript's engine needs at most quadratic time in a path's length; with more it may take years. */
const MAX_NATIVE_WILDCARDS = 2;

/** The `.` of Go stops at line feeds only. */
function nativeTest(regexp: string): (path: string) => boolean {
  const expression = new RegExp(
    regexp.replace(/(\\.)|\./gsu, (_all, escaped?: string) => escaped ?? '[^\\n]'),
    'u',
  );
  return (path) => expression.test(path);
}

interface Translation {
  readonly type: 'exact' | 'prefix' | 'suffix' | 'regexp';
  /** In Go's syntax. */
  readonly regexp: string;
  /** True when the expression means the same to JavaScript's engine. */
  readonly simple: boolean;
  /** How many parts of the expression can match texts of several lengths. */
  readonly wildcards: number;
}

/**
 * The loop of `Pattern.compile`. What it escapes is `.+()$` and not `{|}` as its source seems to say: its bitmap has
 * eight bytes of eight bits, so characters from 64 on fall out of it. They keep the meaning they have in Go's syntax.
 */
function translate(text: string): Translation {
  // Go's text/scanner drops a byte order mark at the very start.
  const chars = Array.from(text.startsWith('\uFEFF') ? text.slice(1) : text);
  let type: Translation['type'] = 'exact';
  let regexp = '^';
  let simple = true;
  let wildcards = 0;
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '*' && chars[at + 1] === '*') {
      const first = at === 0;
      at += chars[at + 2] === '/' ? 2 : 1;
      if (at + 1 < chars.length) {
        // A second group right after the first adds nothing but time.
        if (!simple || !regexp.endsWith('(.*/)?')) {
          regexp += '(.*/)?';
          wildcards += 1;
        }
        type = 'regexp';
      } else if (type === 'exact') {
        type = 'prefix';
      } else {
        regexp += '.*';
        wildcards += 1;
        type = 'regexp';
      }
      if (first) {
        type = 'suffix';
      }
    } else if (char === '*') {
      regexp += '[^/]*';
      type = 'regexp';
      wildcards += 1;
    } else if (char === '?') {
      regexp += '[^/]';
      type = 'regexp';
    } else if (/^[.+()$]$/.test(char)) {
      regexp += `\\${char}`;
    } else if (char === '\\') {
      at += 1;
      regexp += `\\${chars[at] ?? ''}`;
      type = at < chars.length ? 'regexp' : type;
      simple = false;
    } else {
      type = char === '[' || char === ']' ? 'regexp' : type;
      simple &&= !/^[[\]{}|^]$/.test(char);
      regexp += char;
    }
  }
  return { type, regexp: `${regexp}$`, simple, wildcards };
}
