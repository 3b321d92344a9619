import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * `docker run -p 3000:3000 IMAGE` for all exposed ports of the final image: ranges stay ranges, udp and sctp are named.
 * Undefined when the Dockerfile exposes nothing.
 */
export function dockerRunCommand(model: Model): string | undefined {
  const mappings = publishMappings(model);
  return mappings.length === 0 ? undefined : commandFor(mappings);
}

/** The same command for mappings that somebody chose: words as {@link publishMappings} gives them. */
export function commandFor(mappings: readonly string[]): string {
  return ['docker run', ...mappings.map((mapping) => `-p ${quoted(mapping)}`), 'IMAGE'].join(' ');
}

/** The `-p` flags of that command; neighbouring ports of one protocol are joined into a range. */
export function publishFlags(model: Model): string[] {
  return publishMappings(model).map((mapping) => `-p ${mapping}`);
}

/** What those flags and Compose's `ports` say, `53:53/udp`: each exposed port on the same port of the host. */
export function publishMappings(model: Model): string[] {
  return exposedRanges(model).map(({ first, last, protocol }) => {
    const range = first === last ? String(first) : `${first}-${last}`;
    return `${range}:${range}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  });
}

/** Neighbouring ports of one protocol. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/**
 * The exposed ports of the final image: tcp first, each protocol in the order of its numbers. Every EXPOSE asks for these, and there
 * may be tens of thousands.
 */
export const exposedRanges = rememberedWith(readRanges);

function readRanges(model: Model): readonly PortRange[] {
  const exposed = model.target === undefined ? [] : (model.stages[model.target]?.config.exposedPorts ?? []);
  const byProtocol = new Map<string, number[]>();
  for (const port of exposed) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const list = byProtocol.get(protocol) ?? [];
    list.push(Number(number));
    byProtocol.set(protocol, list);
  }
  return [...byProtocol]
    .sort(([a], [b]) => order(a) - order(b))
    .flatMap(([protocol, ports]) => joined(ports).map((range) => ({ ...range, protocol })));
}

/** Shells take brackets for a pattern. */
function quoted(mapping: string): string {
  return mapping.includes('[') ? `'${mapping}'` : mapping;
}

function order(protocol: string): number {
  return ['tcp', 'udp', 'sctp'].indexOf(protocol);
}

function joined(ports: readonly number[]): { first: number; last: number }[] {
  const sorted = [...ports].sort((a, b) => a - b);
  const found: { first: number; last: number }[] = [];
  let [first] = sorted;
  for (const [i, port] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next !== port + 1) {
      found.push({ first: first ?? port, last: port });
      first = next;
    }
  }
  return found;
}
