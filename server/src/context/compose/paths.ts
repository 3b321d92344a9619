import { buildMap, pairsOf } from './merge.ts';
import { isPlace, placeFrom } from './places.ts';
import type { ComposeEntry, ComposeMap, ComposeNode } from './types.ts';

/** What begins a context that is no folder of this machine (compose-go's paths/context.go). */
const REMOTE = /^(https?:\/\/|git:\/\/|ssh:\/\/|github\.com\/|git@)/;

/** True for a context that lies elsewhere: a repository, an archive, another builder's name for something. */
export function isRemoteContext(text: string): boolean {
  return REMOTE.test(text) || text.includes('://') || text.startsWith('service:');
}

/**
 * A service whose build's folders are places: they start from the folder of the file that names them, and a service may
 * be carried into another file by `extends` and `include`. Anything that can't be resolved stays.
 */
export function withResolvedPaths(service: ComposeNode, folder: string): ComposeNode {
  if (service.kind !== 'map') {
    return service;
  }
  const entry = service.entries.get('build');
  const build = entry === undefined ? undefined : buildMap(entry.value);
  if (entry === undefined || build?.kind !== 'map') {
    return service;
  }
  const parts = new Map(build.entries);
  const context = parts.get('context');
  if (context !== undefined) {
    parts.set('context', resolved(context, folder));
  }
  const named = parts.get('additional_contexts');
  if (named !== undefined && (named.value.kind === 'map' || named.value.kind === 'list')) {
    const places = [...pairsOf(named.value)].map(([name, one]) => [name, resolved(one, folder)] as const);
    const { place, replaces } = named.value;
    parts.set('additional_contexts', {
      key: named.key,
      value: { kind: 'map', entries: new Map(places), place, replaces },
    });
  }
  const entries = new Map(service.entries);
  entries.set('build', { key: entry.key, value: { ...build, entries: parts } });
  return { ...service, entries } satisfies ComposeMap;
}

function resolved({ key, value }: ComposeEntry, folder: string): ComposeEntry {
  if (
    value.kind !== 'scalar' ||
    value.text === undefined ||
    value.text === '' ||
    value.text.startsWith('~') ||
    isRemoteContext(value.text) ||
    isPlace(value.text)
  ) {
    return { key, value };
  }
  return { key, value: { ...value, text: placeFrom(folder, value.text) } };
}
