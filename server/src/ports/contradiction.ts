import { rememberedWith } from '../syntax/remembered-with.ts';
import { listensElsewhere, type Elsewhere } from './elsewhere.ts';
import { names, type Exposed } from './exposed.ts';
import { listenersOf, onlyListener } from './listeners.ts';
import { listensOf } from './listens.ts';
import { runsOf, type ImageRun } from './listens/compose-runs.ts';
import type { Listening, PortFacts } from './types.ts';

/** EXPOSE against the program that the image starts. */
export interface Contradiction extends Elsewhere {
  /** True where only Compose makes it listen there, and what the image does by itself is not known. */
  readonly inCompose: boolean;
}

/** EXPOSE names other ports than the program listens on, however the image is started; undefined where that is not known. */
export function contradiction({ model, context, compose }: PortFacts): Contradiction | undefined {
  return foundOnce(model, context, compose);
}

const foundOnce = rememberedWith(
  (
    model: PortFacts['model'],
    context: PortFacts['context'],
    compose: PortFacts['compose'],
  ): Contradiction | undefined => {
    // EXPOSE is of the image, so that what it starts by itself counts first.
    const own = listensOf(model, context);
    const runs = runsOf(model, context, compose);
    const inCompose = own.kind === 'unknown';
    const elsewhere = listensElsewhere(model, listenersOf(inCompose ? (runs[0]?.listening ?? own) : own));
    return elsewhere === undefined ||
      mayBeFor(elsewhere.exposed, runs) ||
      (inCompose && runs.some(({ listening }) => portOf(listening) !== elsewhere.port))
      ? undefined
      : { ...elsewhere, inCompose };
  },
);

/** Compose may start the image in a way that EXPOSE is right about. */
function mayBeFor(exposed: readonly Exposed[], runs: readonly ImageRun[]): boolean {
  return (
    runs.length === 0 ||
    runs.some(({ listening }) => {
      const port = portOf(listening);
      return port === undefined || exposed.some((one) => names(one, port));
    })
  );
}

function portOf(listening: Listening): number | undefined {
  return onlyListener(listenersOf(listening))?.port;
}
