import type { ComposeMap, ComposeNode, ComposeService } from '../context/compose/types.ts';
import { isAssumed } from '../context/compose/values.ts';
import { readMapping } from './mappings.ts';
import type { Published } from './types.ts';

/** Entries of `ports` that are read: few services have more than three. */
const MOST = 20;

/**
 * What a service publishes, short and long syntax, in the order of the file (compose-spec 05-services.md, domain.md 5.2).
 * Undefined where that is not known for sure: a variable without a value, a form that Compose refuses, more than 20 entries,
 * or a network that is not the service's own.
 */
export function publishedBy({
  ports,
  networkMode,
}: Pick<ComposeService, 'ports' | 'networkMode'>): readonly Published[] | undefined {
  const own = networkMode === undefined || (networkMode.text === 'bridge' && !networkMode.unsure);
  if (!own || ports.length > MOST) {
    return undefined;
  }
  const read = ports.map(publishedAt);
  return read.every((port) => port !== undefined) ? read : undefined;
}

/** One entry of `ports`; undefined where it is not known for sure. */
export function publishedAt(node: ComposeNode): Published | undefined {
  if (node.kind === 'scalar') {
    return node.unsure || node.text === undefined ? undefined : readEntry(node.text, node, isAssumed(node));
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
  const isAny = [...node.entries.values()].some(({ value }) => isAssumed(value));
  return readEntry(protocol === undefined ? short : `${short}/${protocol.text}`, node, isAny);
}

interface Part {
  readonly text: string;
  readonly sure: boolean;
}

/** Undefined where the key is not there. */
function scalarAt(map: ComposeMap, key: string): Part | undefined {
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

function readEntry(text: string, { place }: ComposeNode, assumed: boolean): Published | undefined {
  const mapping = readMapping(text);
  return mapping && { ...mapping, place, assumed };
}
