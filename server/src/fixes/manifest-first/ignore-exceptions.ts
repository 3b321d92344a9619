import { compilePatterns, type IgnoreMatcher } from '../../context/ignore/ignore.ts';
import { readIgnoreLines } from '../../context/ignore/lines.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * The patterns below the last `!` of the ignore file. Of what these leave out nothing is brought back, since the last pattern that
 * matches decides (domain.md 3.2); so it is with what is added at the end.
 */
export const lastPatterns: (context: ContextSnapshot) => IgnoreMatcher = rememberedWith((context) => {
  const patterns = patternsOf(context);
  return compilePatterns(patterns.slice(patterns.findLastIndex(isException) + 1));
});

/** A `!` pattern that asks for something by its name. */
export interface Exception {
  /** As BuildKit reads it, with its `!`. */
  readonly text: string;
  readonly name: string;
}

/** The first `!` pattern that asks for one of these folders, or for files of it; undefined where all are about other names. */
export function exceptionFor(context: ContextSnapshot, names: readonly string[]): Exception | undefined {
  for (const text of patternsOf(context).filter(isException)) {
    const segments = text.slice(1).split('/');
    const name = names.find((one) => segments.includes(one));
    if (name !== undefined) {
      return { text, name };
    }
  }
  return undefined;
}

function patternsOf({ ignore }: ContextSnapshot): readonly string[] {
  return readIgnoreLines(ignore?.text ?? '').patterns;
}

function isException(pattern: string): boolean {
  return pattern.startsWith('!');
}
