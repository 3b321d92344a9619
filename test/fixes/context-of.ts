import type { ContextEntry, ContextSnapshot } from '../../server/src/context/types.ts';

/** Files of a context by path; a path that ends in `/` is an empty folder, one that ends in `/!` was not entered. */
export type Files = Readonly<Record<string, string>>;

/** What a test says of a context beside its files. */
export interface ContextOptions {
  /** The ignore file's path; `.dockerignore` when not given. It counts only if it is among the files. */
  readonly ignorePath?: string;
  readonly complete?: boolean;
  /** Permission bits of some files; not known of the others. */
  readonly modes?: Readonly<Record<string, number>>;
}

/** A snapshot in which every text is loaded. */
export function contextOf(files: Files, options: ContextOptions = {}): ContextSnapshot {
  const { ignorePath = '.dockerignore', complete = true, modes = {} } = options;
  const entries = new Map<string, ContextEntry>();
  const closed = new Set<string>();
  const texts = new Map<string, string>();
  for (const [spelled, text] of Object.entries(files)) {
    const path = spelled.replace(/\/!?$/, '');
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth += 1) {
      entries.set(segments.slice(0, depth).join('/'), { kind: 'directory' });
    }
    entries.set(path, path === spelled ? { kind: 'file', mode: modes[path] } : { kind: 'directory' });
    if (spelled.endsWith('/!')) {
      closed.add(path);
    }
    if (path === spelled) {
      texts.set(path, text);
    }
  }
  const ignore = files[ignorePath];
  return {
    label: '.',
    dockerfile: 'Dockerfile',
    entries,
    closed,
    complete,
    texts,
    ignore: ignore === undefined ? undefined : { path: ignorePath, text: ignore },
  };
}
