import { isDigitCode } from '../syntax/characters.ts';
import type { ExposedPort } from './types.ts';

/** What BuildKit makes of one token of EXPOSE. */
export interface ExposeReading {
  readonly ports: readonly ExposedPort[];
  readonly hostPart: string | undefined;
  readonly error: string | undefined;
}

/**
 * Reads `[ip:][hostport:]port[-port][/proto]` (domain.md 5.1; dockerfile2llb/convert_expose.go): the host part is checked
 * and dropped. With `error` set there are no ports, and BuildKit refuses the file.
 */
export function readExposeToken(token: string): ExposeReading {
  const parts = token.split(':');
  const containerPart = parts[parts.length - 1] ?? '';
  const hostPort = parts.length > 1 ? (parts[parts.length - 2] ?? '') : '';
  const ip = parts.slice(0, -2).join(':');
  const hostPart = parts.length > 1 ? parts.slice(0, -1).join(':') : undefined;
  const refused = (error: string): ExposeReading => ({ ports: [], hostPart, error });

  const slash = containerPart.indexOf('/');
  const range = slash < 0 ? containerPart : containerPart.slice(0, slash);
  const protocol = slash < 0 ? 'tcp' : containerPart.slice(slash + 1).toLowerCase() || 'tcp';
  if (range === '') {
    return refused('no port specified');
  }
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
    return refused(`invalid proto: ${protocol}`);
  }
  if (ip !== '' && !isAddress(ip)) {
    return refused(`invalid IP address: ${ip}`);
  }
  const container = readRange(range);
  if (!container) {
    return refused(`invalid containerPort: ${range}`);
  }
  if (hostPort !== '') {
    const host = readRange(hostPort);
    if (!host) {
      return refused(`invalid hostPort: ${hostPort}`);
    }
    if (container.last > container.first && container.last - container.first !== host.last - host.first) {
      return refused(`invalid ranges specified for container and host Ports: ${range} and ${hostPort}`);
    }
  }
  return { ports: [{ port: container.first, last: container.last, protocol }], hostPart, error: undefined };
}

function readRange(text: string): { readonly first: number; readonly last: number } | undefined {
  const dash = text.indexOf('-');
  const first = readPort(dash < 0 ? text : text.slice(0, dash));
  const last = dash < 0 ? first : readPort(text.slice(dash + 1));
  return first === undefined || last === undefined || last < first ? undefined : { first, last };
}

/** Go's ParseInt takes a plus sign and leading zeros; 0 to 65535 are in range. */
function readPort(text: string): number | undefined {
  const digits = text.startsWith('+') ? text.slice(1) : text;
  return digits.length <= 20 && isDigits(digits) && Number(digits) <= 65535 ? Number(digits) : undefined;
}

function isDigits(text: string): boolean {
  let index = 0;
  while (isDigitCode(text.charCodeAt(index))) {
    index += 1;
  }
  return index > 0 && index === text.length;
}

function isAddress(text: string): boolean {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(bare);
  if (v4) {
    return v4.slice(1).every((part) => Number(part) <= 255 && (part.length === 1 || !part.startsWith('0')));
  }
  return bare.includes(':') && /^[0-9a-fA-F:.]{2,45}$/.test(bare);
}
