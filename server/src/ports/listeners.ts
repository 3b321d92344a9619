import type { Listener, Listening } from './types.ts';

/** The programs that are known to listen; the same list for the same answer, so that it can be remembered with. */
export function listenersOf(listening: Listening): readonly Listener[] {
  return listening.kind === 'known' ? listening.listeners : NO_LISTENERS;
}

/** None that is known. */
export const NO_LISTENERS: readonly Listener[] = [];

/** The program that listens, where it is one alone, with TCP. */
export function onlyListener(listeners: readonly Listener[]): Listener | undefined {
  const [only, ...others] = listeners;
  return only?.protocol === 'tcp' && others.length === 0 ? only : undefined;
}
