import { isWantedText } from '../context/wanted-texts.ts';
import { isHidden } from '../context/facts.ts';
import { join, relativeTo } from './files.ts';
import { isNeverSeen } from './tree/never-entered.ts';
import type { LoadedContext } from './load-context.ts';

/** What happened to a file. */
export interface FileEvent {
  readonly path: string;
  /** True when only its text changed, and it is where it was. */
  readonly contentOnly?: boolean | undefined;
}

/** What a loaded context has to do about events. */
export interface EventEffect {
  /** `load`: again, soon. `load now`: what is under way is of no use. `patch`: look at some files again. */
  readonly kind: 'nothing' | 'patch' | 'load' | 'load now';
  /** The files to look at again, relative to the root. */
  readonly paths: readonly string[];
}

/** Files that are looked at one by one; to walk the folders is quicker than that. */
const MAX_PATCHED = 200;

const LOAD: EventEffect = { kind: 'load', paths: [] };

/**
 * What events mean for the context of a Dockerfile. What happens in folders that were not looked into means nothing. While
 * nothing is loaded, any event may count.
 */
export function effectOf(
  dockerfile: string,
  loaded: LoadedContext | undefined,
  events: readonly FileEvent[],
): EventEffect {
  if (loaded === undefined) {
    return LOAD;
  }
  const ignoreFiles = [`${dockerfile}.dockerignore`, join(loaded.root, '.dockerignore')];
  if (events.some(({ path }) => ignoreFiles.includes(path))) {
    return { kind: 'load now', paths: [] };
  }
  const { snapshot, root } = loaded;
  const paths = new Set<string>();
  for (const { path, contentOnly } of events) {
    const inside = relativeTo(root, path);
    if (inside === undefined || isNeverSeen(inside) || isHidden(snapshot, inside)) {
      continue;
    }
    const known = snapshot.entries.get(inside)?.kind;
    const isText = isWantedText(inside, { besideRequirements: true });
    if ((known === 'file' || known === 'symlink') && (!isText || snapshot.texts.has(inside))) {
      paths.add(inside);
    } else if (contentOnly !== true || isText) {
      return LOAD;
    }
    if (paths.size > MAX_PATCHED) {
      return LOAD;
    }
  }
  return paths.size === 0 ? { kind: 'nothing', paths: [] } : { kind: 'patch', paths: [...paths] };
}
