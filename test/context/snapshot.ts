import type { ContextEntry, ContextSnapshot } from '../../server/src/context/types.ts';

/** What a test says of a context; a path that ends in `/` is a folder, in `@` a symlink, in `/!` a closed folder. */
export interface SnapshotInput {
  readonly paths: readonly string[];
  readonly ignore?: string;
  readonly complete?: boolean;
}

export function snapshotOf({ paths, ignore, complete = true }: SnapshotInput): ContextSnapshot {
  const entries = new Map<string, ContextEntry>();
  const closed = new Set<string>();
  for (const spelled of paths) {
    const path = spelled.replace(/(\/!?|@)$/, '');
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth += 1) {
      entries.set(segments.slice(0, depth).join('/'), { kind: 'directory' });
    }
    const kind = spelled.endsWith('@') ? 'symlink' : /\/!?$/.test(spelled) ? 'directory' : 'file';
    entries.set(path, { kind });
    if (spelled.endsWith('/!')) {
      closed.add(path);
    }
  }
  return {
    label: '.',
    dockerfile: 'Dockerfile',
    entries,
    closed,
    complete,
    texts: new Map(),
    ignore: ignore === undefined ? undefined : { path: '.dockerignore', text: ignore },
  };
}
