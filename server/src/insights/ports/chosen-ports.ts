import { readExposeToken } from '../../model/expose.ts';
import { commandFor } from './docker-run.ts';
import { shorten } from '../text.ts';

/** The command that publishes what somebody asked for, or why there is none, in a sentence. */
export type ChosenPorts =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'refused'; readonly message: string };

/** Ports of one instruction: more are a slip, and comparing them takes time. */
const MOST = 200;

/**
 * Reads what a person typed, `8080:3000 127.0.0.1:5353:53/udp`, separated by blanks or commas. The grammar is that of
 * `docker run -p` (docker/go-connections nat.ParsePortSpec), which is also that of EXPOSE.
 */
export function dockerRunFor(typed: string): ChosenPorts {
  const words = typed.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) {
    return refused('Name at least one port, such as 8080:3000: on your machine, then in the container.');
  }
  if (words.length > MOST) {
    return refused(`These are more than ${MOST} ports. A range such as 8000-8999:8000-8999 says the same.`);
  }
  const taken: Mapping[] = [];
  for (const word of words) {
    const mapping = readMapping(word);
    if (typeof mapping === 'string') {
      return refused(`${shorten(word, 40)}: ${mapping}.`);
    }
    const clash = taken.find((other) => clashes(other, mapping));
    if (clash !== undefined) {
      const port = Math.max(clash.first, mapping.first);
      return refused(`Port ${port}/${mapping.protocol} of your machine is taken twice.`);
    }
    if (mapping.first > 0) {
      taken.push(mapping);
    }
  }
  return { kind: 'command', command: commandFor(words) };
}

function refused(message: string): ChosenPorts {
  return { kind: 'refused', message };
}

/** What a mapping takes of the host; `first` is 0 where Docker chooses a free port. */
interface Mapping {
  /** Empty for all addresses. */
  readonly address: string;
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** Or what is wrong with it. */
function readMapping(word: string): Mapping | string {
  const { ports, hostPart, error } = readExposeToken(word);
  const [port] = ports;
  if (error !== undefined || port === undefined) {
    return error ?? 'no port specified';
  }
  if (port.port === 0) {
    return 'a program can not listen on port 0';
  }
  const colon = (hostPart ?? '').lastIndexOf(':');
  const host = (hostPart ?? '').slice(colon + 1);
  const [first = 0, last = first] = host.split('-').map(Number);
  // Of several ports for a single one, Docker takes one that is free.
  const free = last > first && port.last === port.port;
  return {
    address: colon < 0 ? '' : (hostPart ?? '').slice(0, colon),
    first: free ? 0 : first,
    last,
    protocol: port.protocol,
  };
}

function clashes(a: Mapping, b: Mapping): boolean {
  const sameAddress = a.address === b.address || isEvery(a.address) || isEvery(b.address);
  return sameAddress && a.protocol === b.protocol && a.first <= b.last && b.first <= a.last;
}

function isEvery(address: string): boolean {
  return address === '' || address === '0.0.0.0';
}
