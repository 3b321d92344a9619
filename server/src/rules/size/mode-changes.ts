import type { ContextSnapshot } from '../../context/types.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { modeAfter } from '../../fixes/moving/mode-after.ts';
import type { OwnershipChange } from './ownership-change.ts';

/**
 * Which files of the context get another mode by a change, where a copy has brought them with the mode that they have there (domain.md
 * 2.2): to give a file its own mode again is no change to storages that compare (BuildKit's sameDirent in util/overlay, containerd's).
 * Undefined where that can't be told; a file of unknown mode gets another one.
 */
export function modeChanges(
  { kind, value }: OwnershipChange,
  { copy }: CopyStep,
  context: ContextSnapshot | undefined,
): ((path: string) => boolean) | undefined {
  const entries = context?.entries;
  if (
    kind !== 'mode' ||
    value?.literal !== true ||
    entries === undefined ||
    copy.from.kind !== 'context' ||
    copy.chmod !== undefined
  ) {
    return undefined;
  }
  const { text } = value;
  return (path) => {
    const mode = entries.get(path)?.mode;
    return mode === undefined || modeAfter(text, mode) !== mode;
  };
}
