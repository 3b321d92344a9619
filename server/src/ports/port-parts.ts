import type { ComposeNode, ComposePlace } from '../context/compose/types.ts';
import type { Span } from '../syntax/types.ts';
import type { ComposeEdit } from './publish-edit.ts';
import type { Protocol } from './types.ts';

/** Where the parts of an entry of `ports` or `expose` stand, as offsets into the file; only what is written out as numbers. */
export interface PortParts {
  /** Of the port or range inside the container. */
  readonly target: Span;
  /** Of the port or range of the host; undefined where there is none, or a variable. */
  readonly host: Span | undefined;
  /** Makes the entry one of another protocol; undefined where no edit is known to be right. */
  readonly withProtocol: (protocol: Protocol) => ComposeEdit | undefined;
}

const SHORT = /^(["']?)(.*:)?(\d+(?:-\d+)?)(\/(?:tcp|udp|sctp))?\1$/i;

/** Undefined where the port inside the container is not written out: a variable, an alias, a form that nobody knows. */
export function portParts(entry: ComposeNode, text: string): PortParts | undefined {
  return entry.kind === 'map' ? longParts(entry, text) : shortParts(entry.place, text);
}

function shortParts({ start, end }: ComposePlace, text: string): PortParts | undefined {
  const found = SHORT.exec(text.slice(start, end));
  if (found === null) {
    return undefined;
  }
  const [, quote = '', prefix = '', port = '', protocol = ''] = found;
  const at = start + quote.length + prefix.length;
  const host = /(?:^|:)(\d+(?:-\d+)?):$/.exec(prefix)?.[1];
  const after = at + port.length;
  return {
    target: { start: at, end: after },
    host: host === undefined ? undefined : { start: at - 1 - host.length, end: at - 1 },
    withProtocol: (name) => ({
      start: after,
      end: after + protocol.length,
      newText: name === 'tcp' ? '' : `/${name}`,
    }),
  };
}

function longParts(entry: Extract<ComposeNode, { kind: 'map' }>, text: string): PortParts | undefined {
  const at = (key: string, pattern: RegExp): Span | undefined => {
    const place = entry.entries.get(key)?.value.place;
    const found = place && pattern.exec(text.slice(place.start, place.end));
    const [, quote = '', value = ''] = found ?? [];
    const start = (place?.start ?? 0) + quote.length;
    return found === null || found === undefined ? undefined : { start, end: start + value.length };
  };
  const number = /^(["']?)(\d+(?:-\d+)?)\1$/;
  const target = at('target', number);
  const protocol = at('protocol', /^(["']?)(tcp|udp|sctp)\1$/i);
  return (
    target && {
      target,
      host: at('published', number),
      withProtocol: (newText) => (protocol === undefined ? undefined : { ...protocol, newText }),
    }
  );
}
