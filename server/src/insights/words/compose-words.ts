import type { Node } from '../../model/types.ts';
import { publishedBy } from '../../ports/published.ts';
import { portsOfToken } from '../../ports/exposed.ts';
import { portText } from '../../ports/port-ranges.ts';
import type { Port, Published } from '../../ports/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { exposedRanges } from '../ports/docker-run.ts';
import { code, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';

/** Ports of a service that are named. */
const NAMED = 3;

/** Services that are told: few Dockerfiles are built by more than three. */
const MOST_SERVICES = 20;

/**
 * What Compose publishes of the ports of an EXPOSE, for its lens: `Compose web publishes it as 8080`, or `8080→80` for one of
 * several. Ports that no EXPOSE names are told at each, since they may well be meant to be these. Nothing where Compose publishes
 * none of both.
 */
export function composeTitles(analysis: Analysis, node: Node): string[] {
  const here = portsOf(node);
  return publishingServices(analysis).flatMap(({ name, ports, others }) => {
    const told = ports.filter((port) => others.has(port) || isAmong(port.target, here));
    if (told.length === 0) {
      return [];
    }
    const what = told.every(({ target }) => isTheOnly(target, here))
      ? `it as ${listed(told.map(hostTitle), NAMED)}`
      : listed(told.map(mappingTitle), NAMED);
    return [`Compose ${shorten(name, 30)} publishes ${what}`];
  });
}

/** Whether `it` says enough: one port, named by nothing but itself. */
function isTheOnly({ first, last, protocol }: Port, ports: readonly Port[]): boolean {
  const [only] = ports;
  return (
    only !== undefined &&
    ports.length === 1 &&
    first === last &&
    only.first === first &&
    only.last === last &&
    only.protocol === protocol
  );
}

/** The same for all ports, in sentences for Markdown. */
export function composeSentences(analysis: Analysis): string {
  const services = publishingServices(analysis);
  const told = services
    .slice(0, NAMED)
    .map(({ name, ports }) =>
      ports.length === 0
        ? `The Compose service ${code(name)} builds this image and publishes no port of it.`
        : `The Compose service ${code(name)} publishes ${listed(ports.map(mappingTitle), NAMED * 2)} (your machine → the container).`,
    );
  const more = services.length > NAMED ? ['Other Compose services build it, too.'] : [];
  return [...told, ...more].join(' ');
}

interface PublishingService {
  readonly name: string;
  readonly ports: readonly Published[];
  /** Those of them that no EXPOSE names. */
  readonly others: ReadonlySet<Published>;
}

/** Those that build the image, as far as it is known for sure what they publish. Every EXPOSE asks. */
const publishingServices = rememberedWith(({ facts, model }: Analysis): readonly PublishingService[] => {
  const exposed = exposedRanges(model);
  return (facts.compose?.uses ?? []).slice(0, MOST_SERVICES).flatMap(({ service }) => {
    const ports = publishedBy(service);
    return ports === undefined
      ? []
      : [
          {
            name: service.name,
            ports,
            others: new Set(ports.filter(({ target }) => !isAmong(target, exposed))),
          },
        ];
  });
});

/** `8080→3000`, `127.0.0.1:5353→53/udp`, `a free port→80`. */
function mappingTitle(mapping: Published): string {
  return byDefault(mapping, `${hostOf(mapping)}→${portText(mapping.target)}`);
}

/** What it is on your machine. */
function hostTitle(mapping: Published): string {
  return byDefault(mapping, hostOf(mapping));
}

/** The shell may say something else. */
function byDefault({ assumed }: Published, title: string): string {
  return assumed ? `${title} by default` : title;
}

function hostOf({ hostIp, host }: Published): string {
  return host === undefined
    ? 'a free port'
    : `${hostIp === undefined ? '' : `${hostIp}:`}${portText({ ...host, protocol: 'tcp' })}`;
}

/** The ports of an EXPOSE; none for other instructions. */
export function portsOf({ detail }: Node): readonly Port[] {
  return detail.kind === 'expose' ? detail.tokens.flatMap(portsOfToken) : [];
}

/** Whether a port, or a part of a range, is one of those. */
export function isAmong(port: Port, ranges: readonly Port[]): boolean {
  return ranges.some(
    ({ first, last, protocol }) => protocol === port.protocol && first <= port.last && port.first <= last,
  );
}
