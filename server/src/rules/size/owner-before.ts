import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import type { OwnershipChange } from './ownership-change.ts';

/**
 * What a change of the owner means for the files of a copy: those have another one, this very one, or nobody can tell. A copy of the
 * context gives its files to root, one from elsewhere leaves them whose they are (domain.md 3.4).
 */
export function ownerBefore(
  { program, value }: OwnershipChange,
  { copy }: CopyStep,
): 'other' | 'same' | 'unknown' {
  if (value?.literal !== true) {
    return copy.chown === undefined ? 'other' : 'unknown';
  }
  const [user = '', group] = program === 'chgrp' ? ['', value.text] : value.text.split(/[:.]/, 2);
  if (copy.chown === undefined) {
    const isRoots = isRoot(user) && isRoot(group ?? '');
    return isRoots ? (copy.from.kind === 'context' ? 'same' : 'unknown') : 'other';
  }
  const [ownUser, ownGroup] = copy.chown.split(':', 2);
  return (user === '' || user === ownUser) && (group === undefined || (group !== '' && group === ownGroup))
    ? 'same'
    : 'unknown';
}

/** True for no name as well: that changes nothing. */
function isRoot(name: string): boolean {
  return name === '' || name === 'root' || name === '0';
}
