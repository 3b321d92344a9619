import type { ExposeToken, Model } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { exposedBy, isConstant, names, type Exposed } from './exposed.ts';
import { onlyListener } from './listeners.ts';
import { isPlainBase } from './listens/base-images.ts';
import { chainOf } from './listens/stage-chain.ts';
import { nginxPort } from './programs/nginx.ts';
import type { Listener } from './types.ts';

/** A program that listens on a port that EXPOSE does not name, while EXPOSE names others. */
export interface Elsewhere {
  /** All that EXPOSE names of TCP; empty where the image of ASP.NET decides. */
  readonly exposed: readonly Exposed[];
  /** Those of them that can only be meant for this program: without HTTPS, debuggers and metrics. */
  readonly rejected: ReadonlySet<ExposeToken>;
  readonly listener: Listener;
  /** Of the listener. */
  readonly port: number;
}

/**
 * Whether these programs of the final image are a single one that is known to listen on a port that no EXPOSE names: literal on both
 * sides (domain.md 5.3), and nothing says that another program is meant.
 */
export function listensElsewhere(model: Model, listeners: readonly Listener[]): Elsewhere | undefined {
  return onlyListener(listeners) === undefined ? undefined : foundOnce(listeners, model);
}

/** Each EXPOSE asks, some for what runs by itself and for each service of Compose: remembered with what runs. */
const foundOnce = rememberedWith(find);

function find(listeners: readonly Listener[], model: Model): Elsewhere | undefined {
  const listener = onlyListener(listeners);
  const port = listener?.port;
  if (listener === undefined || port === undefined || model.target === undefined) {
    return undefined;
  }
  const exposed = exposedBy(model).filter(({ token }) =>
    token.ports.some(({ protocol }) => protocol === 'tcp'),
  );
  const rejected = new Set(exposed.map(({ token }) => token).filter((token) => !isBeside(token)));
  return rejected.size === 0 ||
    exposed.some((one) => names(one, port)) ||
    !isWritten(listener, exposed) ||
    // A program of the project may read PORT for one of several listeners.
    (listener.host === 'unknown' && exposed.length > 1) ||
    mayExpose(model, model.target, port) ||
    isChecked(model, exposed) ||
    !areConstant(model, exposed)
    ? undefined
    : { exposed, rejected, listener, port };
}

/**
 * The same where nothing is exposed and the image of ASP.NET sets the port: what somebody meant is then only known of the port that
 * these images had before (`EARLIER`).
 */
export function listensAsImageSets(model: Model, listeners: readonly Listener[]): Elsewhere | undefined {
  const listener = onlyListener(listeners);
  const port = listener?.port;
  const isSet = listener?.portFrom.kind === 'instruction' && listener.presumed === undefined;
  return listener === undefined ||
    port === undefined ||
    !isSet ||
    port === EARLIER ||
    exposedBy(model).length > 0
    ? undefined
    : { exposed: [], rejected: new Set(), listener, port };
}

/** Ports that are often exposed beside the program's own: HTTPS, debuggers and metrics. */
const BESIDE = new Set([22, 443, 2345, 5005, 5678, 8443, 9090, 9229, 9230]);

function isBeside({ ports }: ExposeToken): boolean {
  return ports.every(({ port, last }) => port === last && BESIDE.has(port));
}

/** What the images of ASP.NET exposed and listened on before .NET 8. */
export const EARLIER = 80;

/**
 * Somebody wrote the port down. What the image of ASP.NET sets, a program may change, so that it only counts against the port
 * that these images had before.
 */
function isWritten({ portFrom: { kind } }: Listener, exposed: readonly Exposed[]): boolean {
  return kind === 'instruction'
    ? exposed.some((one) => names(one, EARLIER)) &&
        exposed.every(({ token }) => token.ports.every(({ port }) => port === EARLIER || BESIDE.has(port)))
    : kind !== 'default';
}

/** A base image that is not known may expose any port, and that of nginx exposes its own. */
function mayExpose(model: Model, target: number, port: number): boolean {
  const base = chainOf(model, target)[0]?.base;
  return !isPlainBase(base) || (base?.kind === 'image' && nginxPort(base.name) === port);
}

/** A HEALTHCHECK that asks an exposed port knows of a listener there. */
function isChecked({ nodes }: Model, exposed: readonly Exposed[]): boolean {
  const checks = nodes.filter(({ instruction }) => instruction.keyword === 'HEALTHCHECK');
  const asked = new Set(
    checks.flatMap(({ instruction }) =>
      [...instruction.text.matchAll(/:(\d{1,5})/g)].map(([, port]) => Number(port)),
    ),
  );
  return exposed.some(({ token }) => token.ports.some(({ port }) => asked.has(port)));
}

/** More variables than these in EXPOSE are not looked up: each costs a pass over the file. */
const MOST_VARIABLES = 4;

function areConstant(model: Model, exposed: readonly Exposed[]): boolean {
  const variables = exposed.filter(({ written }) => written.includes('$'));
  return variables.length <= MOST_VARIABLES && variables.every((one) => isConstant(model, one));
}
