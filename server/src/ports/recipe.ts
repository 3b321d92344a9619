import type { ExposeToken, Model } from '../model/types.ts';
import { listensElsewhere, type Elsewhere } from './elsewhere.ts';
import { portsOfToken } from './exposed.ts';
import { hasHostPart } from './host-parts.ts';
import { readMapping } from './mappings.ts';
import type { Listener, Mapping, Port } from './types.ts';

/**
 * What publishes the ports of an EXPOSE of the final image, where its programs are these: each port on the same one of the host, or
 * on the one that is written in front of it. In place of ports on which the program is known not to listen it is the program's own.
 */
export function recipeOf(
  model: Model,
  listeners: readonly Listener[],
  tokens: readonly ExposeToken[],
): readonly Mapping[] {
  const elsewhere = surelyElsewhere(model, listeners);
  const kept = tokens.filter((token) => elsewhere?.rejected.has(token) !== true);
  const mappings = kept.flatMap(mappingsOf);
  return elsewhere === undefined || kept.length === tokens.length
    ? mappings
    : [mappingElsewhere(elsewhere), ...mappings];
}

/** Where the program listens instead of what EXPOSE names; undefined as well for one that only presumably does. */
export function surelyElsewhere(model: Model, listeners: readonly Listener[]): Elsewhere | undefined {
  const elsewhere = listensElsewhere(model, listeners);
  return elsewhere?.listener.presumed === undefined ? elsewhere : undefined;
}

/** What publishes the program's own port, on the port of the host that the only EXPOSE names, if it does. */
export function mappingElsewhere({ rejected, port }: Elsewhere): Mapping {
  const target = { first: port, last: port, protocol: 'tcp' as const };
  const [only] = rejected.size === 1 ? rejected : [];
  const named = only && hostedMapping(only);
  const isSingle = named?.host === undefined || named.host.first === named.host.last;
  return named !== undefined && isSingle ? { ...named, target } : plainMapping(target);
}

/** A port on the same one of the host. */
export function plainMapping(target: Port): Mapping {
  return { hostIp: undefined, host: { first: target.first, last: target.last }, target };
}

/** What a specification with a host part says to `docker run -p`; undefined for others. */
export function hostedMapping(token: ExposeToken): Mapping | undefined {
  return hasHostPart(token) ? readMapping(token.text) : undefined;
}

function mappingsOf(token: ExposeToken): readonly Mapping[] {
  const hosted = hostedMapping(token);
  return hosted === undefined ? portsOfToken(token).map(plainMapping) : [hosted];
}
