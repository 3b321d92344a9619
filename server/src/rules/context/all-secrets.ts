import { keysIn } from '../../context/key-files.ts';
import { rememberedOfContext } from '../../context/same-context.ts';
import { secretsIn } from '../../context/secrets.ts';

/** All of a context that is a secret, with what it is. Remembered with the snapshot. */
export const allSecrets = rememberedOfContext(
  (context): ReadonlyMap<string, string> => new Map([...keysIn(context), ...secretsIn(context)]),
);
