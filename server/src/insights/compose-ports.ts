import type { ComposeNode, ComposeService } from '../context/compose/types.ts';
import { readExposeToken } from '../model/expose.ts';

/** A port, or a range of ports, that a service publishes. */
export interface ComposePort {
  /** `8080`, `127.0.0.1:8080`, `8000-8002`; undefined where Docker takes a free one. */
  readonly host: string | undefined;
  /** In the container. */
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** A service that Compose builds from a Dockerfile. */
export interface ComposeUse {
  readonly service: string;
  /** In the order of the file. */
  readonly ports: readonly ComposePort[];
}

/** Services, and ports of each, that are read: few Dockerfiles have more than three. */
const MOST = 20;

/**
 * What services publish, short and long syntax (compose-spec 05-services.md, domain.md 5.2). A service is left out where
 * that is not known for sure: a variable without a value, a form that Compose refuses, or a network that is not its own.
 */
export function composeUses(services: readonly ComposeService[]): ComposeUse[] {
  return services.slice(0, MOST).flatMap(({ name, ports, networkMode }) => {
    const own = networkMode === undefined || (networkMode.text === 'bridge' && !networkMode.unsure);
    const read = ports.slice(0, MOST).map(portOf);
    return own && ports.length <= MOST && read.every((port) => port !== undefined)
      ? [{ service: name, ports: read }]
      : [];
  });
}

function portOf(node: ComposeNode): ComposePort | undefined {
  if (node.kind === 'scalar') {
    return node.unsure || node.text === undefined ? undefined : readPort(node.text);
  }
  if (node.kind !== 'map') {
    return undefined;
  }
  const target = scalarAt(node, 'target');
  const published = scalarAt(node, 'published');
  const address = scalarAt(node, 'host_ip');
  const protocol = scalarAt(node, 'protocol');
  if (!target?.sure || [published, address, protocol].some((part) => part?.sure === false)) {
    return undefined;
  }
  const host = `${address === undefined ? '' : `${bracketed(address.text)}:`}${published?.text ?? ''}`;
  const short = published === undefined && address === undefined ? target.text : `${host}:${target.text}`;
  return readPort(protocol === undefined ? short : `${short}/${protocol.text}`);
}

interface Part {
  readonly text: string;
  readonly sure: boolean;
}

/** Undefined where the key is not there. */
function scalarAt(map: Extract<ComposeNode, { kind: 'map' }>, key: string): Part | undefined {
  const value = map.entries.get(key)?.value;
  if (value === undefined) {
    return undefined;
  }
  return value.kind === 'scalar' && value.text !== undefined
    ? { text: value.text, sure: !value.unsure }
    : { text: '', sure: false };
}

function bracketed(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}

/** Compose takes the grammar of `docker run -p`, which is also that of EXPOSE. */
function readPort(text: string): ComposePort | undefined {
  const { ports, hostPart = '' } = readExposeToken(text);
  const [port] = ports;
  if (port === undefined) {
    return undefined;
  }
  const free = hostPart === '' || hostPart.endsWith(':') || /(^|:)0$/.test(hostPart);
  return {
    host: free ? undefined : hostPart,
    first: port.port,
    last: port.last,
    protocol: port.protocol,
  };
}
