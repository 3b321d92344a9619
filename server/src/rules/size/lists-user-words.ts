import { namedStep } from '../../fixes/update-alone/named-step.ts';
import type { ListsUser } from '../../fixes/update-alone/users.ts';

/** The beginning of a sentence on who needs the lists of packages: `apt-get install -y jq` (line 3) goes by. */
export function goesBy(user: ListsUser): string {
  return `${namedStep(user)} ${user.isSure ? 'goes' : 'may go'} by`;
}
