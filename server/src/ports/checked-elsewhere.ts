import type { Model } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { EARLIER } from './elsewhere.ts';
import { exposedBy, names } from './exposed.ts';
import { healthCheckOf, type Asked, type HealthCheck } from './health-check.ts';
import { listenersOf, onlyListener } from './listeners.ts';
import { listensOf } from './listens.ts';
import { isPlainBase } from './listens/base-images.ts';
import { runsOf, type ImageRun } from './listens/compose-runs.ts';
import { chainOf } from './listens/stage-chain.ts';
import { variablesOf } from './listens/surroundings.ts';
import { portOf } from './programs/address.ts';
import type { Listener, PortFacts } from './types.ts';

/** A HEALTHCHECK that asks ports on which the only program of the image does not listen. */
export interface CheckedElsewhere {
  readonly check: HealthCheck;
  /** What it asks, in the order of `check.asked`. */
  readonly ports: readonly number[];
  readonly listener: Listener;
  /** Of the listener. */
  readonly port: number;
  /** False where a program of the project may listen on one port more. */
  readonly sure: boolean;
}

/**
 * Whether nobody listens where the HEALTHCHECK asks, by the image itself and by each way in which Compose starts it; undefined where that
 * is not known, and where a port is only a default of the program, which nobody wrote down.
 */
export function checkedElsewhere({ model, context, compose }: PortFacts): CheckedElsewhere | undefined {
  return healthCheckOf(model) === undefined ? undefined : foundOnce(model, context, compose);
}

const foundOnce = rememberedWith(
  (
    model: Model,
    context: PortFacts['context'],
    compose: PortFacts['compose'],
  ): CheckedElsewhere | undefined => {
    const check = healthCheckOf(model);
    const listener = onlyListener(listenersOf(listensOf(model, context)));
    const port = listener?.port;
    const runs = runsOf(model, context, compose);
    const ports = check && portsOf(model, check.asked, runs);
    if (
      check === undefined ||
      listener === undefined ||
      port === undefined ||
      ports === undefined ||
      ports.includes(port) ||
      !isSaid(model, ports) ||
      !isWritten(listener, ports) ||
      !runs.every((run) => isElsewhere(run, ports))
    ) {
      return undefined;
    }
    const isExposed = exposedBy(model).some((one) => names(one, port));
    const sure = listener.host !== 'unknown' && listener.presumed === undefined;
    return sure || isExposed ? { check, ports, listener, port, sure } : undefined;
  },
);

/** What is asked, as numbers; undefined where a start may say another one. */
function portsOf(
  model: Model,
  asked: readonly Asked[],
  runs: readonly ImageRun[],
): readonly number[] | undefined {
  const isAlone = runs.every(({ service }) => service === undefined);
  const ports = asked.flatMap(({ port }) => {
    const known = typeof port === 'number' ? port : isAlone ? constantOf(model, port.variable) : undefined;
    return known === undefined ? [] : [known];
  });
  return runs.length > 0 && ports.length === asked.length ? ports : undefined;
}

/** The port that ENV sets a variable to, without a build argument. */
function constantOf(model: Model, name: string): number | undefined {
  const setting = variablesOf(model, model.target ?? 0).variable(name);
  return setting?.evidence.kind === 'variable' ? portOf(setting.text ?? '') : undefined;
}

/** Whether all that could listen is in the Dockerfile: the base brings nothing, and EXPOSE names no program there. */
function isSaid(model: Model, ports: readonly number[]): boolean {
  const chain = chainOf(model, model.target ?? 0);
  return (
    isPlainBase(chain[0]?.base) &&
    !exposedBy(model).some((one) => ports.some((port) => names(one, port))) &&
    !model.nodes.some(({ detail }) => detail.kind === 'expose' && detail.open.length > 0)
  );
}

/** Programs that may listen on a port of management, too, by a file that is not read. */
const WITH_MANAGEMENT: ReadonlySet<string> = new Set(['Spring Boot']);

/** What such an image sets only counts against what these images set before. */
function isWritten({ program, portFrom: { kind } }: Listener, ports: readonly number[]): boolean {
  return (
    !WITH_MANAGEMENT.has(program) &&
    (kind === 'instruction' ? ports.every((port) => port === EARLIER) : kind !== 'default')
  );
}

function isElsewhere({ listening }: ImageRun, ports: readonly number[]): boolean {
  const port = onlyListener(listenersOf(listening))?.port;
  return port !== undefined && !ports.includes(port);
}
