import type { ExposeToken, Node } from '../model/types.ts';
import { parsedOf } from '../syntax/instruction.ts';
import type { Argument, Dockerfile, Span } from '../syntax/types.ts';

/** One argument of an EXPOSE with the port specifications it became: usually one, several or none with variables. */
export interface ExposeWord {
  readonly argument: Argument;
  readonly tokens: readonly ExposeToken[];
}

/** The arguments of an EXPOSE in order; empty for other instructions. */
export function exposeWords(file: Dockerfile, { instruction, detail }: Node): readonly ExposeWord[] {
  if (detail.kind !== 'expose') {
    return [];
  }
  const byStart = new Map<number, ExposeToken[]>();
  for (const token of detail.tokens) {
    const tokens = byStart.get(token.span.start);
    if (tokens) {
      tokens.push(token);
    } else {
      byStart.set(token.span.start, [token]);
    }
  }
  return parsedOf(file, instruction).args.map((argument) => ({
    argument,
    tokens: byStart.get(argument.span.start) ?? [],
  }));
}

/** True for a token whose host port or address BuildKit accepts and drops. `:80` has such a part too, but an empty one. */
export function hasHostPart({ hostPart, error }: ExposeToken): boolean {
  return error === undefined && hostPart !== undefined && /[^:]/.test(hostPart);
}

/**
 * A literal host part, perhaps after a quote, and a container part whose colons, if any, are inside `${…}`. A literal that
 * is cut off in front of the first word changes no port, whatever the variables behind it hold.
 */
const SEPARABLE = /^(["']?)([0-9a-f.:[\]+-]*:)((?:[\w/+.$-]|\$\{[^{}"'\\`\s]*\})+)\1$/i;

/**
 * Where the host part and its colon stand, relative to the argument's own start; undefined where they can't be separated
 * exactly: a variable in the host part, a value that is several specifications, or a word that goes over two lines.
 */
export function hostPartSpan({ argument, tokens }: ExposeWord): Span | undefined {
  const [token] = tokens;
  const [, quote = '', host = ''] = SEPARABLE.exec(argument.text) ?? [];
  const asWritten = argument.span.end - argument.span.start === argument.text.length;
  if (!token || tokens.length > 1 || !asWritten || host === '' || host !== `${token.hostPart ?? ''}:`) {
    return undefined;
  }
  return { start: quote.length, end: quote.length + host.length };
}
