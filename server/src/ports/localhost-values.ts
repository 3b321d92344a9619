import type { ComposeService } from '../context/compose/types.ts';
import { textAt, valueAt } from '../context/compose/values.ts';
import { isPublishedName } from '../context/published-name.ts';
import { backingOf } from './known-images.ts';
import type { Backing } from './known-images.ts';
import { overlap } from './port-ranges.ts';
import { entriesOf } from './services.ts';
import type { Entry } from './services.ts';
import type { ComposeFacts } from './types.ts';

/** A value that points to the container itself. */
export interface LocalAddress {
  /** As it is written: `localhost`, `127.0.0.1`, `[::1]`. */
  readonly host: string;
  readonly port: number | undefined;
  /** Of a URL, without `jdbc:` and without a driver. */
  readonly scheme: string | undefined;
}

const URL_LIKE =
  /^(?:jdbc:)?([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:\/\/(?:[^@/\s]*@)?(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?#;]|$)/i;

const HOST_LIKE = /^(localhost|127\.0\.0\.1)(?::(\d{1,5}))?$/i;

/** A URL, `host:port` or host that is this very container; undefined for everything else, and for lists of several. */
export function localAddress(value: string): LocalAddress | undefined {
  const [, scheme, urlHost, urlPort] = URL_LIKE.exec(value) ?? [];
  const [, host = urlHost, port = urlPort] = HOST_LIKE.exec(value) ?? [];
  return host === undefined
    ? undefined
    : { host, port: port === undefined ? undefined : Number(port), scheme: scheme?.toLowerCase() };
}

/** The service that an address was meant to reach. */
export interface Meant {
  readonly service: ComposeService;
  /** What it is known to be; undefined where only its port agrees. */
  readonly backing: Backing | undefined;
  /** Inside its container; undefined where the address names none. */
  readonly port: number | undefined;
}

/** What an address is compared with. */
export interface Asked {
  /** Of the variable that holds the address. */
  readonly name: string;
  readonly address: LocalAddress;
  readonly from: ComposeService;
}

/** A service that others may connect to. */
export interface Target {
  readonly service: ComposeService;
  readonly backing: Backing | undefined;
  /** What it publishes, and what its `expose` names. */
  readonly published: readonly Entry[];
  readonly exposed: readonly Entry[];
  readonly networks: readonly string[];
}

/** Services after which a project is too large to say which one is meant. */
const MOST_SERVICES = 200;

/** The services with a network of their own as what they may be reached by; empty where there are more than 200. */
export function targetsOf(services: readonly ComposeService[], compose: ComposeFacts): readonly Target[] {
  const own = services.filter(({ networkMode }) => networkMode === undefined);
  return own.length > MOST_SERVICES
    ? []
    : own.map((service) => ({
        service,
        backing: service.build === undefined ? backingOf(textAt(service.node, 'image') ?? '') : undefined,
        published: entriesOf(service.ports, compose),
        exposed: entriesOf(service.expose, compose),
        networks: networksOf(service),
      }));
}

/**
 * The only service that an address can mean, by scheme, port or the variable's name; undefined without one, and for a variable that
 * browsers read, whose localhost is the machine in front of them.
 */
export function meantBy(asked: Asked, targets: readonly Target[]): Meant | undefined {
  if (isPublishedName(asked.name)) {
    return undefined;
  }
  const networks = networksOf(asked.from);
  const found = targets
    .filter((target) => target.networks.some((name) => networks.includes(name)))
    .flatMap((target) => matched(asked, target) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

function networksOf({ node }: ComposeService): readonly string[] {
  const networks = valueAt(node, 'networks');
  if (networks?.kind === 'map') {
    return [...networks.entries.keys()];
  }
  return networks?.kind === 'list'
    ? networks.items.flatMap((item) => (item.kind === 'scalar' && item.text !== undefined ? [item.text] : []))
    : ['default'];
}

function matched(
  { name, address }: Asked,
  { service, backing, published, exposed }: Target,
): Meant | undefined {
  const { scheme, port } = address;
  const isWeb = scheme !== undefined && /^(https?|wss?)$/.test(scheme);
  if (isWeb && service.ports.length > 0) {
    // A browser, too, finds a published port at localhost.
    return undefined;
  }
  const fits = scheme === undefined || isWeb || backing === undefined || backing.schemes.includes(scheme);
  if (!fits) {
    return undefined;
  }
  if (port === undefined) {
    const isMeant =
      scheme === undefined ? isNamed(name, backing) : backing?.schemes.includes(scheme) === true;
    return isMeant ? { service, backing, port: undefined } : undefined;
  }
  const own = [...published, ...exposed].some(
    ({ target }) => target.protocol === 'tcp' && overlap(target, { first: port, last: port }),
  );
  if (own || backing?.ports.includes(port) === true) {
    return { service, backing, port };
  }
  const outside = published.find(({ host, target }) => host?.first === port && target.first === target.last);
  return outside === undefined || isWeb ? undefined : { service, backing, port: outside.target.first };
}

/** Words in the names of variables, by the first scheme of what they mean. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['postgres', ['PG', 'POSTGRES', 'POSTGRESQL', 'DB', 'DATABASE']],
  ['mysql', ['MYSQL', 'MARIADB', 'DB', 'DATABASE']],
  ['sqlserver', ['MSSQL', 'SQLSERVER', 'DB', 'DATABASE']],
  ['mongodb', ['MONGO', 'MONGODB', 'DB', 'DATABASE']],
  ['redis', ['REDIS', 'VALKEY']],
  ['memcached', ['MEMCACHED', 'MEMCACHE']],
  ['amqp', ['RABBITMQ', 'RABBIT', 'AMQP']],
  ['nats', ['NATS']],
  ['kafka', ['KAFKA']],
]);

/** The end of a name that is read. */
const MOST_LETTERS = 60;

/** `PGHOST`, `POSTGRES_HOST`, `DB_HOST`: never `HOST` alone, which is where a server listens. */
function isNamed(name: string, backing: Backing | undefined): boolean {
  const words = WORDS.get(backing?.schemes[0] ?? '') ?? [];
  const [, before] =
    /^(?:.*_)?([A-Z]+?)_?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/.exec(
      name.slice(-MOST_LETTERS).toUpperCase(),
    ) ?? [];
  return before !== undefined && words.includes(before);
}
