import type { Entry } from './context-content.ts';
import type { ResolvedRead } from './graph.ts';
import type { Cause, FileChange } from './types.ts';

/** As many changed files are listed; the rest is counted. */
const MAX_LISTED = 100;

/** What changed of the files that a step reads of a context; undefined when nothing did. */
export function fileChanges(before: ResolvedRead, after: ResolvedRead): Cause | undefined {
  const old = entriesOf(before);
  const now = entriesOf(after);
  const changes: FileChange[] = [];
  for (const [path, entry] of now) {
    const change = changeOf(old.get(path), entry);
    if (change !== undefined) {
      changes.push({ path, change });
    }
  }
  for (const path of old.keys()) {
    if (!now.has(path)) {
      changes.push({ path, change: 'removed' });
    }
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const { from } = after.read;
  return changes.length === 0
    ? undefined
    : {
        kind: 'files',
        files: changes.slice(0, MAX_LISTED),
        total: changes.length,
        ...(from.kind === 'named' ? { of: from.name } : {}),
      };
}

function entriesOf({ contents }: ResolvedRead): ReadonlyMap<string, Entry> {
  const [first, ...rest] = contents;
  if (first === undefined || rest.length === 0) {
    return first?.entries ?? new Map<string, Entry>();
  }
  return new Map(contents.flatMap(({ entries }) => [...entries]));
}

function changeOf(old: Entry | undefined, now: Entry): FileChange['change'] | undefined {
  if (old === undefined) {
    return 'added';
  }
  if (old.kind !== now.kind) {
    return 'kind';
  }
  if (old.content !== now.content) {
    return 'edited';
  }
  return old.mode === now.mode ? undefined : 'mode';
}
