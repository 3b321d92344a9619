import type { ComposeEntry, ComposeList, ComposeMap, ComposeNode, ComposeScalar } from './types.ts';

/** Keys of a service that hold `NAME=value` pairs, as a list or as a mapping. */
const PAIRS: ReadonlySet<string> = new Set(['annotations', 'environment', 'labels', 'sysctls']);

/** Keys of a service whose lists are put together, without doubles. Compose knows more; what Strata never reads is replaced. */
const LISTS: ReadonlySet<string> = new Set(['expose', 'ports', 'profiles']);

/**
 * A service of one file over the same service of the files before (compose-go's override/merge.go): pairs and lists are put
 * together, `build` key by key, null says nothing, anything else is replaced. A value of the wrong type replaces too:
 * Compose refuses it.
 */
export function mergeService(base: ComposeNode, over: ComposeNode): ComposeNode {
  return mergeMaps(base, over, (key, one, other) =>
    key === 'build'
      ? mergeBuild(one, other)
      : PAIRS.has(key)
        ? mergePairs(one, other)
        : LISTS.has(key)
          ? mergeLists(one, other)
          : replaced(one, other),
  );
}

/** The long form of `build`: a text is the context. */
export function buildMap(node: ComposeNode): ComposeNode {
  if (node.kind !== 'scalar' || node.text === undefined) {
    return node;
  }
  const { place, replaces } = node;
  return { kind: 'map', entries: new Map([['context', { key: place, value: node }]]), place, replaces };
}

/** `NAME=value` pairs by name, of a mapping or a list; a name alone has the value null. Empty for anything else. */
export function pairsOf(node: ComposeNode | undefined): ReadonlyMap<string, ComposeEntry> {
  if (node?.kind === 'map') {
    return node.entries;
  }
  const pairs = new Map<string, ComposeEntry>();
  for (const item of node?.kind === 'list' ? node.items : []) {
    if (item.kind === 'scalar' && item.text !== undefined) {
      const equals = item.text.indexOf('=');
      const name = equals < 0 ? item.text : item.text.slice(0, equals);
      const value: ComposeScalar = { ...item, text: equals < 0 ? undefined : item.text.slice(equals + 1) };
      pairs.set(name, { key: item.place, value });
    }
  }
  return pairs;
}

function mergeBuild(base: ComposeNode, over: ComposeNode): ComposeNode {
  return mergeMaps(buildMap(base), buildMap(over), (key, one, other) =>
    key === 'args' || key === 'additional_contexts' ? mergePairs(one, other) : replaced(one, other),
  );
}

function mergeMaps(
  base: ComposeNode,
  over: ComposeNode,
  merge: (key: string, one: ComposeNode, other: ComposeNode) => ComposeNode,
): ComposeNode {
  if (base.kind !== 'map' || over.kind !== 'map' || over.replaces) {
    return replaced(base, over);
  }
  const entries = new Map(base.entries);
  for (const [key, { key: place, value }] of over.entries) {
    const before = entries.get(key);
    entries.set(
      key,
      before === undefined ? { key: place, value } : { key: place, value: merge(key, before.value, value) },
    );
  }
  return { ...over, entries } satisfies ComposeMap;
}

function mergePairs(base: ComposeNode, over: ComposeNode): ComposeNode {
  if (!isCollection(base) || !isCollection(over) || over.replaces) {
    return replaced(base, over);
  }
  const entries = new Map([...pairsOf(base), ...pairsOf(over)]);
  return { kind: 'map', entries, place: over.place, replaces: false };
}

function mergeLists(base: ComposeNode, over: ComposeNode): ComposeNode {
  if (base.kind !== 'list' || over.kind !== 'list' || over.replaces) {
    return replaced(base, over);
  }
  const byKey = new Map<string, ComposeNode>();
  for (const item of [...base.items, ...over.items]) {
    byKey.set(keyOf(item), item);
  }
  return { ...over, items: [...byKey.values()] } satisfies ComposeList;
}

/** What makes two items of a list the same to Compose (override/uncity.go). */
function keyOf(item: ComposeNode): string {
  if (item.kind === 'scalar') {
    return `text ${item.text ?? ''}`;
  }
  if (item.kind !== 'map') {
    return `${item.place.file} ${item.place.start}`;
  }
  const text = (key: string, missing: string): string => {
    const value = item.entries.get(key)?.value;
    return value?.kind === 'scalar' ? (value.text ?? missing) : missing;
  };
  return `${text('host_ip', '0.0.0.0')}:${text('published', '')}:${text('target', '')}/${text('protocol', 'tcp')}`;
}

function replaced(base: ComposeNode, over: ComposeNode): ComposeNode {
  const isNull = over.kind === 'scalar' && over.text === undefined && !over.replaces;
  return isNull && base.kind !== 'reset' ? base : over;
}

function isCollection(node: ComposeNode): node is ComposeMap | ComposeList {
  return node.kind === 'map' || node.kind === 'list';
}
