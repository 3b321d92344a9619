import { trimSpaceEnd } from './characters.ts';
import { fold, type Folded } from './fold.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from './types.ts';

/** Where an array may stand that BuildKit does not read as one. */
export interface ArrayLine {
  readonly folded: Folded;
  /** From the bracket on, without white space at its end. */
  readonly line: string;
}

/** The instructions that may hold an array (line_parsers.go, parseMaybeJSON). */
const ARRAYS: ReadonlySet<string> = new Set([
  'ADD',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'RUN',
  'SHELL',
  'VOLUME',
]);

/** The line of an instruction, or of an ONBUILD's trigger, that begins like an array and is not JSON; undefined for all others. */
export function arrayLineOf(
  { escape }: Pick<Dockerfile, 'escape'>,
  text: string,
  { keyword, parsed: { args, json } }: Pick<Instruction, 'keyword'> & { readonly parsed: ParsedInstruction },
): ArrayLine | undefined {
  const first = keyword === 'HEALTHCHECK' ? args[1] : args[0];
  if (json || !ARRAYS.has(keyword) || first?.text.startsWith('[') !== true) {
    return undefined;
  }
  const folded = fold(text, first.span.start, escape);
  return { folded, line: folded.text.slice(0, trimSpaceEnd(folded.text, 0, folded.text.length)) };
}
