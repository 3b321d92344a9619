import type { Analysis } from '../types.ts';

/**
 * Why the build context is the folder that it is, and what follows where the Dockerfile itself speaks against that guess: sentences for
 * people. Undefined where a person named it, and where none is known.
 */
export function contextReason(analysis: Pick<Analysis, 'context' | 'facts'>): string | undefined {
  const reason = analysis.context?.reason;
  const doubt = contextDoubt(analysis);
  return reason === undefined || doubt === undefined ? reason : `${reason} ${doubt}`;
}

/** That nothing is said of a context which the Dockerfile itself speaks against, a sentence; undefined of others. */
export function contextDoubt({ context, facts }: Pick<Analysis, 'context' | 'facts'>): string | undefined {
  return context === undefined || facts.context !== undefined ? undefined : DOUBT;
}

const DOUBT = 'Most of what is copied is not there, so nothing is said of its files.';
