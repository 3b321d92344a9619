import { readExposeToken } from '../model/expose.ts';
import { portText } from './port-ranges.ts';
import type { Mapping } from './types.ts';

/** Compose takes the grammar of `docker run -p`, which is also that of EXPOSE. Undefined for what they refuse. */
export function readMapping(text: string): Mapping | undefined {
  const { ports, hostPart = '' } = readExposeToken(text);
  const [port] = ports;
  if (port === undefined) {
    return undefined;
  }
  const colon = hostPart.lastIndexOf(':');
  const [first, last = first] = hostPart.slice(colon + 1).split('-');
  const host =
    first === undefined || last === undefined ? undefined : { first: Number(first), last: Number(last) };
  return {
    hostIp: colon > 0 ? hostPart.slice(0, colon) : undefined,
    host: first === '' || host?.first === 0 ? undefined : host,
    target: { first: port.port, last: port.last, protocol: port.protocol },
  };
}

/** The same in writing: `8080:80`, `127.0.0.1:5353:53/udp`, `80` where Docker takes a free port of the host. */
export function mappingText({ hostIp, host, target }: Mapping): string {
  const address = hostIp === undefined ? '' : `${hostIp}:`;
  const onHost = host === undefined ? '' : portText({ ...host, protocol: 'tcp' });
  return `${address}${onHost}${address === '' && onHost === '' ? '' : ':'}${portText(target)}`;
}
