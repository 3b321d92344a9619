import type { ContextCandidate, ContextChoice } from './candidates.ts';
import { capitalized } from '../../syntax/capitalized.ts';

/** The sentence of a choice for people; `id` is what a person picked. */
export function reasonFor(
  { chosen, rivals, picked }: Pick<ContextChoice, 'chosen' | 'rivals' | 'picked'>,
  id: string | undefined,
): string {
  const { kind, reason } = chosen;
  const stage = stageWords(chosen);
  const others =
    rivals.length === 0
      ? ''
      : ` ${rivals.length === 1 ? '1 other builds' : `${rivals.length} others build`} it in another way.`;
  if (picked === 'taken') {
    return `Picked by you: ${reason}${stage}.`;
  }
  const first = capitalized(reason);
  const lost = picked === 'lost' ? ` What you picked (${id ?? ''}) is not there any more.` : '';
  return `${kind === 'sources' ? reason : first}${stage}.${others}${lost}`;
}

/** BuildKit fails for a stage that is not there: it is not said to be built. */
function stageWords({ target, lacksTarget }: ContextCandidate): string {
  if (target === undefined) {
    return '';
  }
  return lacksTarget
    ? `, which asks for the stage ${target} that this Dockerfile does not have`
    : `, which builds the stage ${target}`;
}
