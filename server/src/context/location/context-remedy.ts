import { placeFolder, relativePlace } from '../compose/places.ts';
import type { CandidateInput, ContextChoice } from './types.ts';

/**
 * What makes a folder the context in place of the one that was chosen: a clause for people, to whoever names that one. Undefined where
 * nobody does.
 */
export function contextRemedy(
  { dockerfile, workspaceRoot }: Pick<CandidateInput, 'dockerfile' | 'workspaceRoot'>,
  { chosen, picked }: Pick<ContextChoice, 'chosen' | 'picked'>,
  folder: string,
): string | undefined {
  const { kind, file, reason } = chosen;
  if (picked === 'taken') {
    return 'pick that folder as the context';
  }
  if (kind === 'setting' && workspaceRoot !== undefined) {
    return `let ${reason} name \`${relativePlace(workspaceRoot, folder)}\``;
  }
  if ((kind !== 'compose' && kind !== 'bake') || file === undefined) {
    return undefined;
  }
  const context = relativePlace(placeFolder(file), folder);
  const inside = relativePlace(folder, dockerfile);
  const written =
    kind === 'bake'
      ? `\`context = "${context}"\` and \`dockerfile = "${inside}"\``
      : `\`context: ${context}\` and \`dockerfile: ${inside}\``;
  return `let ${reason} build with ${written}`;
}
