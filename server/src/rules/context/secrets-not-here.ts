import { exists } from '../../context/facts.ts';
import { keyByName } from '../../context/key-files.ts';
import { baseName } from '../../context/path-parts.ts';
import { isEnvFile, secretByName } from '../../context/secrets.ts';
import { select } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { contextReads } from '../../fixes/context-reads/find.ts';
import { missingSources } from '../../fixes/missing-source/find.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * Secrets that copies name and that are not in the context, by the copy: the context path with what it is. What is kept out of the
 * repository no clone has, so that only the name can tell; a name that tells too little is none of them.
 */
export const secretsNotHere = rememberedWith(
  (model: Model, context: ContextSnapshot): ReadonlyMap<Node, ReadonlyMap<string, string>> => {
    const found = new Map<Node, Map<string, string>>();
    if (!context.complete) {
      return found;
    }
    const reads = contextReads(model).filter(({ kind }) => kind === 'copy');
    const named = new Set(reads.map(({ path }) => path));
    const has = (path: string): boolean => named.has(path) || context.entries.has(path);
    for (const { node, path, source, options } of reads) {
      const what =
        secretByName(path) ?? keyByName(path, has) ?? (isEnvFile(baseName(path)) ? SETTINGS : undefined);
      if (
        what !== undefined &&
        isMissing(context, path) &&
        select(context, source, options).kind === 'missing'
      ) {
        found.set(node, (found.get(node) ?? new Map<string, string>()).set(path, what));
      }
    }
    // Of a slip of the finger that rule tells.
    for (const { node, sources } of found.size === 0 ? [] : missingSources(model, context)) {
      for (const { read } of sources) {
        found.get(node)?.delete(read.path);
      }
    }
    return found;
  },
);

/** What a `.env` that is kept out of the repository holds: mostly a secret, and sometimes none. */
export const SETTINGS = 'settings of one machine';

/** Whether it is certain that it is not there, and not for the reason that the ignore file leaves it out. */
function isMissing(context: ContextSnapshot, path: string): boolean {
  return exists(context, path) === 'no' && !indexOf(context).ignore.leavesOut(path);
}
