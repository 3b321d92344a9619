import type { ContextCandidate, ContextChoice } from './types.ts';
import { capitalized } from '../../syntax/capitalized.ts';

/** The sentence of a choice for people; `id` is what a person picked. */
export function reasonFor(
  { chosen, rivals, picked }: Pick<ContextChoice, 'chosen' | 'rivals' | 'picked'>,
  id: string | undefined,
): string {
  const { reason } = chosen;
  const stage = waysOf(chosen);
  const others =
    rivals.length === 0
      ? ''
      : ` ${rivals.length === 1 ? '1 other builds' : `${rivals.length} others build`} it in another way.`;
  if (picked === 'taken') {
    return `Picked by you: ${reason}${stage}.`;
  }
  const lost = picked === 'lost' ? ` What you picked (${id ?? ''}) is not there any more.` : '';
  return `${reasonTitle(chosen)}${stage}.${others}${lost}`;
}

/** What says so, as the beginning of a line. That a file lies in a folder begins with its name, which is written as it is. */
export function reasonTitle({ kind, reason }: Pick<ContextCandidate, 'kind' | 'reason'>): string {
  return kind === 'sources' ? reason : capitalized(reason);
}

/**
 * Which stage it builds, and whether it does all this only while nobody sets a variable. BuildKit fails for a stage that is not there:
 * it is not said to be built.
 */
function waysOf({ target, lacksTarget, assumed }: ContextCandidate): string {
  if (target === undefined) {
    return assumed ? ', by default' : '';
  }
  const otherwise = assumed ? ' by default' : '';
  return lacksTarget
    ? `, which asks${otherwise} for the stage ${target} that this Dockerfile does not have`
    : `, which builds the stage ${target}${otherwise}`;
}
