import type { Evidence, Listener, Listening } from '../types.ts';
import { readAddress, reachOf } from './address.ts';
import { opened } from '../listens/edits.ts';
import { unknown } from './server.ts';
import type { ImageFile, Reader, Run } from './types.ts';

/** The official image and the one that runs as a plain user, with the port of the default server each brings. */
const IMAGES: readonly (readonly [RegExp, number])[] = [
  [/^(docker\.io\/)?(library\/)?nginx(:|@|$)/, 80],
  [/^(docker\.io\/)?nginxinc\/nginx-unprivileged(:|@|$)/, 8080],
];

/**
 * The port that an image of nginx exposes and listens on by itself, with the configuration that `readNginx` knows; undefined for
 * other images.
 */
export function nginxPort(base: string | undefined): number | undefined {
  return IMAGES.find(([name]) => name.test(base ?? ''))?.[1];
}

const FOLDER = '/etc/nginx';

/** nginx with the configuration that the Dockerfile copies over that of the official image (domain.md 5.3). */
export const readNginx: Reader = (run) => {
  if (run.name !== 'nginx' && run.name !== 'nginx-debug') {
    return undefined;
  }
  const standard = nginxPort(run.around.base);
  if (standard === undefined || run.args.some(({ text }) => /^-[cp]/.test(text))) {
    return unknown('Where this nginx has its configuration is not known.');
  }
  const changing = run.around.runs.map((text) => text.replace(HARMLESS, ''));
  if (changing.some((text) => text.includes('/etc/nginx') || text.includes('envsubst'))) {
    return unknown('A step may change the configuration of nginx.');
  }
  return fromFiles(run, run.around.runs.some((text) => REMOVES.test(text)) ? undefined : standard);
};

/** Commands that change no server: what they remove is looked for apart. */
const HARMLESS = /\b(rm|chown|chmod|mkdir)\b[^&;|<>\n]*/g;

/** The default server of the image is gone. */
const REMOVES = /\brm [^&;|\n]{0,200}\/etc\/nginx\/conf\.d\/(default\.conf|\*)/;

/** `standard` is undefined where the image's default server was removed. */
function fromFiles(run: Run, standard: number | undefined): Listening {
  const files = run.around.filesBelow(FOLDER);
  if (files === undefined) {
    return unknown('Not all files of nginx are known.');
  }
  const main = files.get(`${FOLDER}/nginx.conf`);
  const sites = [...files].filter(([path]) =>
    /^\/etc\/nginx\/(conf\.d\/[^/]+\.conf|templates\/[^/]+\.template)$/.test(path),
  );
  const listeners: Listener[] = [];
  let takesSites = true;
  if (main !== undefined) {
    const read = listenersIn(main, run);
    if (read === undefined) {
      return unknown('The configuration of nginx is not all literal.');
    }
    listeners.push(...read);
    takesSites = main.kind === 'file' && /\binclude\s+\S*conf\.d\/\*/.test(main.text ?? '');
  }
  const hasDefault = sites.some(([path]) => /\/default\.conf(\.template)?$/.test(path));
  if (takesSites) {
    for (const [, file] of sites) {
      const read = listenersIn(file, run);
      if (read === undefined) {
        return unknown('The configuration of nginx is not all literal.');
      }
      listeners.push(...read);
    }
    if (!hasDefault && standard !== undefined) {
      const from: Evidence = { ...run.around.from, kind: 'default' };
      listeners.push(listenerOf(run, from, '', standard, 'tcp'));
    }
  }
  return listeners.length === 0
    ? unknown('The configuration of nginx names no port.')
    : { kind: 'known', listeners: onePerPort(listeners) };
}

/** Directives that change nothing about ports. */
const INCLUDES =
  /(mime\.types|fastcgi_params|uwsgi_params|scgi_params|conf\.d\/\*(\.conf)?|modules(-enabled)?\/\*\.conf)$/;

/** The ports of a file's servers; undefined where a variable or a file that is not read says them. */
function listenersIn(file: ImageFile, run: Run): readonly Listener[] | undefined {
  if (file.kind !== 'file' || file.text === undefined) {
    return undefined;
  }
  // Comments become blanks, so that offsets stay.
  const text = file.text.replace(/(^|[\s;{}])#[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const servers = [...text.matchAll(/(?:^|[\s;{}])server\s*\{/g)].length;
  const includes = [...text.matchAll(/(?:^|[\s;{}])include\s+([^;\s]+)\s*;/g)];
  const listens = [...text.matchAll(/(?:^|[\s;{}])(listen\s([^;{}]{0,200}));/g)];
  if (
    includes.some(([, name]) => !INCLUDES.test(name ?? '')) ||
    listens.length < servers ||
    /(?:^|[\s;{}])listen\s+\S*\$/.test(text)
  ) {
    return undefined;
  }
  const listeners: Listener[] = [];
  for (const match of listens) {
    const [whole, written = '', value = ''] = match;
    const [address = '', ...words] = value.trim().split(/\s+/);
    const directive = written.trimEnd();
    const start = match.index + whole.indexOf(written);
    const evidence: Evidence = {
      kind: 'file',
      file: { kind: 'context', path: file.path },
      span: { start, end: start + directive.length },
      text: directive,
    };
    const read = address.includes('$') || address.startsWith('unix:') ? undefined : readAddress(address);
    if (read === undefined) {
      return undefined;
    }
    const protocol = words.includes('udp') || words.includes('quic') ? 'udp' : 'tcp';
    listeners.push(listenerOf(run, evidence, read.host ?? '', read.port ?? 80, protocol));
  }
  return listeners;
}

function listenerOf(
  run: Run,
  evidence: Evidence,
  address: string,
  port: number,
  protocol: Listener['protocol'],
): Listener {
  const host = reachOf(address);
  return {
    program: 'nginx',
    port,
    protocol,
    host,
    portFrom: evidence,
    hostFrom: evidence,
    openEdit: host === 'loopback' ? opened(run, evidence) : undefined,
  };
}

/** `listen 80` beside `listen 127.0.0.1:80` is open all the same. */
function onePerPort(listeners: readonly Listener[]): readonly Listener[] {
  const byPort = new Map<string, Listener>();
  for (const listener of listeners) {
    const key = `${listener.port ?? ''}/${listener.protocol}`;
    const known = byPort.get(key);
    if (known === undefined || (known.host === 'loopback' && listener.host !== 'loopback')) {
      byPort.set(key, listener);
    }
  }
  return [...byPort.values()];
}
