import type { ComposeNode, ComposeService } from '../context/compose/types.ts';
import type { Model } from '../model/types.ts';
import { isBroken } from './broken-compose.ts';
import { listensAsImageSets, listensElsewhere } from './elsewhere.ts';
import type { Elsewhere } from './elsewhere.ts';
import { exposedBy, portsOfToken } from './exposed.ts';
import type { Exposed } from './exposed.ts';
import { portsOfBase } from './known-images.ts';
import { listenersOf } from './listeners.ts';
import { runsOf } from './listens/compose-runs.ts';
import { chainOf, nodesOf } from './listens/stage-chain.ts';
import { portParts } from './port-parts.ts';
import type { PortParts } from './port-parts.ts';
import { publishedAt } from './published.ts';
import type { ComposeFacts, ComposeUse, Listener, Port, PortFacts, Published } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/** A Compose service that runs the image on a network of its own. */
export interface ServiceRun extends ComposeUse {
  /** What the program listens on there; empty where that is not written down. */
  readonly listeners: readonly Listener[];
}

/**
 * The services that run the image: those that build its very stage and have a network of their own. Containers that people
 * develop in are none of them: their ports are forwarded (domain.md 5.2). Empty where a Compose file is broken.
 */
export function serviceRuns({ model, context, compose }: PortFacts): readonly ServiceRun[] {
  return runsOnce(model, context, compose);
}

const runsOnce = rememberedWith(findRuns);

function findRuns(
  model: Model,
  context: PortFacts['context'],
  compose: PortFacts['compose'],
): readonly ServiceRun[] {
  const uses = compose === undefined || isBroken(compose) ? [] : compose.uses;
  return uses.slice(0, MOST_SERVICES).flatMap((use): ServiceRun[] => {
    const [run] = compose === undefined ? [] : runsOf(model, context, { ...compose, uses: [use] });
    return run?.service === undefined || isForDevelopers(use.service)
      ? []
      : [{ ...use, listeners: listenersOf(run.listening) }];
  });
}

/** Services that are looked at: few Dockerfiles are built by more than three. */
const MOST_SERVICES = 20;

function isForDevelopers({ place }: ComposeService): boolean {
  return place.file.includes('/.devcontainer/');
}

/** Ports of the container that somebody names: EXPOSE, the base image, the program. */
export interface NamedPorts {
  readonly ports: readonly Port[];
  /** Those of them that are not presumed. */
  readonly sure: readonly Port[];
  readonly exposed: readonly Exposed[];
  /** What is known of a program that listens on none of the ports that EXPOSE names. */
  readonly elsewhere: Elsewhere | undefined;
  /** Those of the ports on which something may listen then: what EXPOSE names for that program is none of them. */
  readonly heard: readonly Port[];
  /** The same of a program that listens where its image says, and nowhere else is anything written of ports. */
  readonly asImageSets: Elsewhere | undefined;
  /** True where another port would be a surprise: what names them is written out, and all of it is known. */
  readonly complete: boolean;
}

/** What is known of the ports of a service's container. */
export function namedPorts(model: Model, { listeners, service }: ServiceRun): NamedPorts {
  const chain = model.target === undefined ? [] : chainOf(model, model.target);
  const exposed = exposedBy(model);
  const base = basePorts(chain[0]?.base);
  const brought = (base ?? []).map((port) => ({ first: port, last: port, protocol: 'tcp' as const }));
  const exposedPorts = exposed.flatMap(({ token }) => portsOfToken(token));
  const own = listeners.filter(({ presumed }) => presumed === undefined).flatMap(portOf);
  const literal =
    chain.every(({ triggered }) => triggered.length === 0) &&
    !nodesOf(model, chain).some(
      ({ detail, instruction }) => detail.kind === 'expose' && instruction.text.includes('$'),
    );
  const said = listeners.length > 0 && listeners.every((listener) => isWrittenDown(listener, service));
  const elsewhere = said ? listensElsewhere(model, listeners) : undefined;
  const left = exposed.filter(({ token }) => elsewhere?.rejected.has(token) !== true);
  return {
    ports: [...exposedPorts, ...brought, ...listeners.flatMap(portOf)],
    sure: [...exposedPorts, ...brought, ...own],
    heard: [...left.flatMap(({ token }) => portsOfToken(token)), ...brought, ...own],
    exposed,
    elsewhere,
    asImageSets: service.node.entries.has('env_file') ? undefined : listensAsImageSets(model, listeners),
    complete: literal && (said || (exposed.length > 0 && base !== undefined)),
  };
}

function portOf({ port, protocol }: Listener): readonly Port[] {
  return port === undefined ? [] : [{ first: port, last: port, protocol }];
}

function basePorts(base: Model['stages'][number]['base'] | undefined): readonly number[] | undefined {
  return base?.kind === 'scratch'
    ? []
    : base?.kind === 'image' && base.name !== undefined
      ? portsOfBase(base.name)
      : undefined;
}

/** Variables of an `env_file`, which is not read, stand above ENV. */
function isWrittenDown({ port, portFrom: { kind }, presumed }: Listener, { node }: ComposeService): boolean {
  return (
    port !== undefined &&
    presumed === undefined &&
    (kind === 'flag' || kind === 'file' || (kind === 'variable' && !node.entries.has('env_file')))
  );
}

/** An entry of `ports` or `expose` whose port inside the container is written out. */
export interface Entry extends Published {
  readonly parts: PortParts;
}

/** The entries of a list; empty where one of them is not known for sure. */
export function entriesOf(nodes: readonly ComposeNode[], { texts }: ComposeFacts): readonly Entry[] {
  const entries = nodes.slice(0, MOST_ENTRIES + 1).flatMap((node): Entry[] => {
    const published = publishedAt(node);
    const text = texts.get(node.place.file);
    const parts = text === undefined ? undefined : portParts(node, text);
    return published === undefined || parts === undefined ? [] : [{ ...published, parts }];
  });
  return entries.length === nodes.length && nodes.length <= MOST_ENTRIES ? entries : [];
}

/** Entries of a list that are read: few services have more than three. */
const MOST_ENTRIES = 20;
