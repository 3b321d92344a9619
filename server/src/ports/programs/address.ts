import type { Listener } from '../types.ts';

/** Where an address is bound: both parts may be missing. */
export interface Address {
  /** The empty text: all addresses. Undefined where none is given. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** `0.0.0.0:8000`, `:8000`, `[::]:80`, `8000`, `tcp://…`, `http://+:80/`; undefined for sockets and what can't be read. */
export function readAddress(text: string): Address | undefined {
  const bare = text.replace(/^(tcp|https?):\/\//, '').replace(/[/?].*$/s, '');
  const [, host, port] = /^(\[[\da-f:.]*\]|[\w.*+-]*):(\d{1,5})$/i.exec(bare) ?? [];
  if (host !== undefined) {
    return { host, port: portOf(port ?? '') };
  }
  if (/^\d{1,5}$/.test(bare)) {
    return { host: undefined, port: portOf(bare) };
  }
  return /^(\[[\da-f:.]*\]|[a-z\d.*+-]+)$/i.test(bare) ? { host: bare, port: undefined } : undefined;
}

/** A port from 1 to 65535; undefined for anything else. 0 lets the system choose. */
export function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** What a published port reaches (domain.md 5.3). Names other than `localhost` are unknown. */
export function reachOf(host: string): Listener['host'] {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (LOOPBACK.test(bare)) {
    return 'loopback';
  }
  return ALL.has(bare) ? 'all' : 'unknown';
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|::1)$/;

const ALL: ReadonlySet<string> = new Set(['', '0', '0.0.0.0', '::', '*', '+']);
