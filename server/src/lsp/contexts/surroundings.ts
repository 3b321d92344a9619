import type { ContextChoice } from '../../context/location/types.ts';
import type { ComposeFacts } from '../../ports/types.ts';

/** What the files around a Dockerfile say of its build. */
export interface Surroundings {
  /** Why its context is that one, what else it could be, and how it is built. */
  readonly choice: ContextChoice;
  /** The Compose services that build the image; undefined where there is none. */
  readonly compose: ComposeFacts | undefined;
}

/** Whether two come to the same, as what they were read from does. */
export function isSameAround(one: Surroundings | undefined, other: Surroundings): boolean {
  return textOf(one) === textOf(other);
}

function textOf(around: Surroundings | undefined): string | undefined {
  return JSON.stringify([around?.choice, around?.compose?.texts], (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
}

/** Who writes a path anew has none for a moment. No context that was found by what a text copies is left for that before it is saved. */
export function isMerelyRewritten(
  before: ContextChoice | undefined,
  { chosen, picked }: ContextChoice,
): boolean {
  return before?.chosen.kind === 'sources' && chosen.kind === 'own' && picked === 'no';
}
