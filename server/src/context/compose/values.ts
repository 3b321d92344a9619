import type { ComposeMap, ComposeNode } from './types.ts';

/** The value of a key, or undefined: no mapping, no such key, dropped by `!reset`. */
export function valueAt(node: ComposeNode | undefined, key: string): ComposeNode | undefined {
  const value = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'reset' ? undefined : value;
}

/** The mapping at a key, or undefined. */
export function mapAt(node: ComposeNode | undefined, key: string): ComposeMap | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'map' ? value : undefined;
}

/** The known text at a key; undefined for anything else, and for one with a variable that nobody set. */
export function textAt(node: ComposeNode | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'scalar' && !value.unsure ? value.text : undefined;
}

/** Whether a default stands for a variable in a value, so that the shell may say something else. */
export function isAssumed(node: ComposeNode | undefined): boolean {
  return node?.kind === 'scalar' && node.assumed === true;
}

/** The items of the list at a key; a single value counts as a list of one where `alone` says so. */
export function itemsAt(
  node: ComposeNode | undefined,
  key: string,
  options: { alone?: boolean } = {},
): readonly ComposeNode[] {
  const value = valueAt(node, key);
  if (value?.kind === 'list') {
    return value.items;
  }
  return value !== undefined && options.alone === true ? [value] : [];
}

/** The known texts among nodes. */
export function textsOf(nodes: readonly ComposeNode[]): readonly string[] {
  return nodes.flatMap((node) =>
    node.kind === 'scalar' && node.text !== undefined && !node.unsure ? [node.text] : [],
  );
}
