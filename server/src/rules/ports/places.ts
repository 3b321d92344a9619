import type { ComposePlace } from '../../context/compose/types.ts';
import { placeName } from '../../context/compose/places.ts';
import type { Exposed } from '../../ports/exposed.ts';
import { portText } from '../../ports/port-ranges.ts';
import type { Listener } from '../../ports/types.ts';
import type { Span } from '../../syntax/types.ts';
import type { OtherPlace, Related } from '../types.ts';

/** A place in a Compose file as findings name it. */
export function inCompose({ file, start, end }: ComposePlace): OtherPlace {
  return { file: { kind: 'compose', place: file }, span: { start, end } };
}

/** The name of the Compose file: `compose.yaml`. */
export function fileName({ file }: ComposePlace): string {
  return placeName(file);
}

/** Where a token of EXPOSE stands in the document. */
export function exposedSpan({ node, token }: Exposed): Span {
  const { start } = node.instruction;
  return { start: start + token.span.start, end: start + token.span.end };
}

/** The ports of a token as people write them, several as one text: `3000`, `53/udp`. */
export function exposedText({ token }: Exposed): string {
  return token.ports.map(({ port, ...rest }) => portText({ first: port, ...rest })).join(' ');
}

/** The places in the Dockerfile, or beside it, that name other ports. */
export function namedAt(exposed: readonly Exposed[], listeners: readonly Listener[]): readonly Related[] {
  return [
    ...exposed.map((one) => ({ span: exposedSpan(one), message: `EXPOSE names ${exposedText(one)}.` })),
    ...listeners.map(({ program, port, portFrom: { file, span } }) => ({
      span,
      ...(file.kind !== 'dockerfile' && { file }),
      message: `${program} listens on ${port ?? 'a port'}.`,
    })),
  ].slice(0, MOST_RELATED);
}

/** Related places of one finding: more say nothing new. */
const MOST_RELATED = 5;
