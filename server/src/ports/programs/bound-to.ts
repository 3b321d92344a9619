import { opened } from '../listens/edits.ts';
import type { Listener, Listening } from '../types.ts';
import { reachOf, readAddress } from './address.ts';
import { unknown } from './server.ts';
import type { Run } from './types.ts';
import type { Value } from './values.ts';

/** Every `host:port` that a program is bound to; one that can't be read makes all of it unknown. */
export function boundTo(program: string, run: Run, values: readonly Value[]): Listening {
  const listeners: Listener[] = [];
  for (const { text, evidence } of values) {
    const address = text === undefined || text.includes(',') ? undefined : readAddress(text);
    if (text === undefined || address === undefined) {
      return unknown(
        `${program} is bound to ${evidence.text}, which is no port that is known before the start.`,
      );
    }
    const host = reachOf(address.host ?? '');
    listeners.push({
      program,
      // A number alone is a host to both programs, and no one's intention.
      port:
        address.host === undefined ? undefined : (address.port ?? (text.includes(':') ? undefined : 8000)),
      protocol: 'tcp',
      host: address.host === undefined ? 'unknown' : host,
      portFrom: evidence,
      hostFrom: evidence,
      openEdit: host === 'loopback' ? opened(run, evidence) : undefined,
    });
  }
  const isKnown = listeners.every(({ port, host }) => port !== undefined || host !== 'unknown');
  return isKnown ? { kind: 'known', listeners } : unknown(`What ${program} is bound to can't be read.`);
}
