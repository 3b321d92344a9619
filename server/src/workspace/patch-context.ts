import { CompactEntries } from '../context/compact-entries.ts';
import { packEntry } from '../context/entry-codes.ts';
import { shareSelections } from '../context/selection.ts';
import { MAX_TEXT_BYTES } from '../context/wanted-texts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { join } from './files.ts';
import type { FileSystem, PathDetails } from './files.ts';
import type { LoadedContext } from './load-context.ts';

/**
 * A loaded context after the contents of some of its files have changed, by paths relative to its root: their sizes,
 * modes and texts are read again. The same object when nothing differs. Undefined when that can't tell the truth, because
 * something came, went or can't be read: then the context has to be loaded again.
 */
export async function patchContext(
  files: FileSystem,
  loaded: LoadedContext,
  paths: readonly string[],
): Promise<LoadedContext | undefined> {
  const { snapshot, root } = loaded;
  const { entries } = snapshot;
  const look = files.details;
  if (look === undefined || !(entries instanceof CompactEntries)) {
    return undefined;
  }
  const found = await Promise.all(paths.map((path) => look(join(root, path))));
  const details = entries.details();
  let isSame = true;
  for (const [index, path] of paths.entries()) {
    const now = found[index];
    const position = entries.positionOf(path);
    if (now === undefined || now === 'unknown' || position < 0 || now.kind !== entries.kindAt(position)) {
      return undefined;
    }
    isSame &&= isEqual(entries.get(path), now);
    details.packed[position] = packEntry(now.kind, now.mode);
    details.sizes[position] = now.size ?? -1;
  }
  const texts = await patchTexts(files, loaded, paths);
  if (texts === undefined || (isSame && texts === snapshot.texts)) {
    return texts && loaded;
  }
  const patched: ContextSnapshot = {
    ...snapshot,
    entries: isSame ? entries : entries.withDetails(details),
    texts,
  };
  shareSelections(patched, snapshot);
  return { ...loaded, snapshot: patched };
}

/** The same map when no text differs; undefined when one has gone. */
async function patchTexts(
  files: FileSystem,
  { root, snapshot: { texts } }: LoadedContext,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  let patched: Map<string, string> | undefined;
  for (const path of paths) {
    const before = texts.get(path);
    const now = before === undefined ? undefined : await files.readText(join(root, path), MAX_TEXT_BYTES);
    if (before !== undefined && now === undefined) {
      return undefined;
    }
    if (now !== undefined && now !== before) {
      patched ??= new Map(texts);
      patched.set(path, now);
    }
  }
  return patched ?? texts;
}

function isEqual(one: PathDetails | undefined, other: PathDetails): boolean {
  return one?.size === other.size && one?.mode === other.mode;
}
