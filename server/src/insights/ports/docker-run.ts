import type { Model } from '../../model/types.ts';
import type { Elsewhere } from '../../ports/elsewhere.ts';
import { exposedBy } from '../../ports/exposed.ts';
import { listenersOf } from '../../ports/listeners.ts';
import { listensOf } from '../../ports/listens.ts';
import { mappingText } from '../../ports/mappings.ts';
import { hostedMapping, plainMapping, recipeOf, surelyElsewhere } from '../../ports/recipe.ts';
import type { Listener, Mapping, Port, PortFacts } from '../../ports/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** How `docker run` publishes the ports of the final image. */
export interface DockerRun {
  /** `docker run -p 3000:3000 IMAGE`. */
  readonly command: string;
  /** What stands behind each `-p`, and in Compose's `ports`: `3000:3000`, `53:53/udp`. */
  readonly mappings: readonly string[];
  /** The program that is published in place of what EXPOSE names, where it is known not to listen there. */
  readonly elsewhere: Elsewhere | undefined;
  /** A program that is published, and that no published port reaches while it listens on its loopback address alone. */
  readonly loopback: Listener | undefined;
}

/**
 * The command for all exposed ports of the final image, or the port of its program where that is known to be another one.
 * Undefined when the Dockerfile exposes nothing.
 */
export function dockerRun({ model, context }: PortFacts): DockerRun | undefined {
  return dockerRunOnce(model, listenersOf(listensOf(model, context)));
}

/** Every EXPOSE shows it. */
const dockerRunOnce = rememberedWith(dockerRunWith);

/** The same where these programs run in it. */
export function dockerRunWith(model: Model, listeners: readonly Listener[]): DockerRun | undefined {
  const published = publishedMappings(model, listeners);
  const mappings = [...new Set(published.map(mappingText))];
  return mappings.length === 0
    ? undefined
    : {
        command: commandFor(mappings),
        mappings,
        elsewhere: surelyElsewhere(model, listeners),
        loopback: listeners.find((listener) => isShut(listener, published)),
      };
}

/** The same command for mappings that somebody chose. */
export function commandFor(mappings: readonly string[]): string {
  return ['docker run', ...mappings.map((mapping) => `-p ${quoted(mapping)}`), 'IMAGE'].join(' ');
}

/** Shells take brackets for a pattern. */
function quoted(mapping: string): string {
  return mapping.includes('[') ? `'${mapping}'` : mapping;
}

function isShut({ host, port, protocol }: Listener, published: readonly Mapping[]): boolean {
  return (
    host === 'loopback' &&
    port !== undefined &&
    published.some(
      ({ target }) => target.protocol === protocol && target.first <= port && port <= target.last,
    )
  );
}

/** Specifications with a host part that are looked at: more are a slip. */
const MOST_HOSTED = 20;

/**
 * What publishes all of them where these programs run. Neighbouring ports are joined into a range, but for those that a host part
 * stands in front of.
 */
export function publishedMappings(model: Model, listeners: readonly Listener[]): readonly Mapping[] {
  const tokens = exposedBy(model).map(({ token }) => token);
  if (surelyElsewhere(model, listeners) !== undefined) {
    return recipeOf(model, listeners, tokens);
  }
  const hosted = tokens.flatMap((token) => hostedMapping(token) ?? []).slice(0, MOST_HOSTED);
  const plain = hosted.reduce((left, { target }) => without(left, target), exposedRanges(model));
  return [...hosted, ...plain.map(plainMapping)].sort(
    ({ target: a }, { target: b }) =>
      PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol) || a.first - b.first,
  );
}

function without(ports: readonly Port[], { first, last, protocol }: Port): readonly Port[] {
  return ports.flatMap((port) =>
    port.protocol !== protocol || port.last < first || last < port.first
      ? [port]
      : [
          { ...port, last: first - 1 },
          { ...port, first: last + 1 },
        ].filter((left) => left.first <= left.last),
  );
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;

/**
 * The exposed ports of the final image: tcp first, each protocol in the order of its numbers, neighbours as one range. Every EXPOSE
 * asks for these, and there may be tens of thousands.
 */
export const exposedRanges = rememberedWith((model: Model): readonly Port[] => {
  const exposed = model.target === undefined ? [] : (model.stages[model.target]?.config.exposedPorts ?? []);
  return PROTOCOLS.flatMap((protocol) => {
    const own = exposed.filter((port) => port.endsWith(`/${protocol}`));
    return joined(own.map((port) => Number(port.slice(0, port.indexOf('/'))))).map((range) => ({
      ...range,
      protocol,
    }));
  });
});

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
