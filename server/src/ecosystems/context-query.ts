import { foldersIn, isInContext, isListed, textOf } from '../context/facts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { ContextQuery } from './types.ts';

const queries = new WeakMap<ContextSnapshot, ContextQuery>();

/** Questions about a snapshot. What is parsed of its texts is remembered with it, so asking again is free. */
export function queryOf(snapshot: ContextSnapshot): ContextQuery {
  let query = queries.get(snapshot);
  if (query === undefined) {
    query = createQuery(snapshot);
    queries.set(snapshot, query);
  }
  return query;
}

function createQuery(snapshot: ContextSnapshot): ContextQuery {
  const values = new Map<string, unknown>();
  const isKind = (path: string, kind: 'file' | 'directory'): boolean =>
    (path === '' ? 'directory' : snapshot.entries.get(path)?.kind) === kind &&
    isInContext(snapshot, path) === 'yes';
  return {
    has: (path) => isInContext(snapshot, path),
    isFile: (path) => isKind(path, 'file'),
    isFolder: (path) => isKind(path, 'directory'),
    text: (path) => textOf(snapshot, path),
    json: (path) => {
      if (!values.has(path)) {
        values.set(path, parseJson(textOf(snapshot, path)));
      }
      return values.get(path);
    },
    folders: (folder) => foldersIn(snapshot, folder),
    isListed: (folder) => isListed(snapshot, folder),
  };
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
