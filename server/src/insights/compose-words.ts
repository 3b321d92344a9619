import type { Node } from '../model/types.ts';
import type { ComposePort } from './compose-ports.ts';
import { exposedRanges } from './docker-run.ts';
import type { PortRange } from './docker-run.ts';
import { code, listed, shorten } from './text.ts';
import type { Analysis } from './types.ts';

/** Ports of a service that are named. */
const NAMED = 3;

/**
 * What Compose publishes of the ports of an EXPOSE, for its lens: `Compose web publishes 8080→3000`. Ports that no EXPOSE
 * names are told at each, since they may well be meant to be these. Nothing where Compose publishes none of both.
 */
export function composeTitles({ model, composeUses }: Analysis, node: Node): string[] {
  if (composeUses.length === 0) {
    return [];
  }
  const exposed = exposedRanges(model);
  const here = portsOf(node);
  return composeUses.flatMap(({ service, ports }) => {
    const told = ports.filter((port) => isAmong(port, here) || !isAmong(port, exposed));
    return told.length === 0
      ? []
      : [`Compose ${shorten(service, 30)} publishes ${listed(told.map(mappingTitle), NAMED)}`];
  });
}

/** The same for all ports, in sentences for Markdown. */
export function composeSentences({ composeUses }: Analysis): string {
  return composeUses
    .slice(0, NAMED)
    .map(({ service, ports }) =>
      ports.length === 0
        ? `The Compose service ${code(service)} builds this image and publishes no port of it.`
        : `The Compose service ${code(service)} publishes ${listed(ports.map(mappingTitle), NAMED * 2)} (your machine → the container).`,
    )
    .join(' ');
}

/** `8080→3000`, `127.0.0.1:5353→53/udp`, `a free port→80`. */
function mappingTitle({ host, first, last, protocol }: ComposePort): string {
  const target = first === last ? String(first) : `${first}-${last}`;
  return `${host ?? 'a free port'}→${target}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

function portsOf({ detail }: Node): PortRange[] {
  const tokens = detail.kind === 'expose' ? detail.tokens : [];
  return tokens.flatMap(({ ports }) => ports.map(({ port, ...rest }) => ({ first: port, ...rest })));
}

function isAmong(port: ComposePort, ranges: readonly PortRange[]): boolean {
  return ranges.some(
    ({ first, last, protocol }) => protocol === port.protocol && first <= port.last && port.first <= last,
  );
}
