import { exposedBy, names, type Exposed } from '../../ports/exposed.ts';
import { listensOf } from '../../ports/listens.ts';
import type { Listener } from '../../ports/types.ts';
import { code } from '../text.ts';
import type { Analysis } from '../types.ts';

/** Programs that are named: an image rarely starts more. */
const NAMED = 3;

/** What the image's program listens on, in sentences for Markdown; empty where that is not written down. */
export function listenSentences({ model, facts }: Analysis): string {
  const listening = listensOf(model, facts.context);
  const listeners = listening.kind === 'unknown' ? [] : listening.listeners;
  const more = listeners.length > NAMED ? ['Others listen, too.'] : [];
  const exposed = exposedBy(model);
  return [...listeners.slice(0, NAMED).map((listener) => sentence(listener, exposed)), ...more].join(' ');
}

function sentence(
  { program, port, protocol, host, portFrom, hostFrom }: Listener,
  exposed: readonly Exposed[],
): string {
  const isDefault = portFrom.kind === 'default' || portFrom.kind === 'instruction';
  // What starts the container may well set the port that EXPOSE names.
  const isOther =
    portFrom.kind === 'default' && port !== undefined && !exposed.some((one) => names(one, port));
  const where =
    port === undefined
      ? 'a port that is only known when it starts'
      : `port ${port}${protocol === 'tcp' ? '' : `/${protocol}`}${isDefault ? '' : ` (${code(portFrom.text)})`}${isOther ? ' unless something sets another' : ''}`;
  const how = hostFrom.kind === 'default' ? 'by default' : `by ${code(hostFrom.text)}`;
  switch (host) {
    case 'all':
      return `${program} listens on ${where}, on all addresses of the container.`;
    case 'loopback':
      return `${program} listens on ${where}, ${how} on the container's own loopback address alone: no published port reaches it.`;
    case 'unknown':
      return `${program} listens on ${where}.`;
  }
}
