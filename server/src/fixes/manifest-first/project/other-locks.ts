import { chainStart } from '../../../model/chain-start.ts';
import { familiarName } from '../../../model/familiar-name.ts';
import type { Model, Node } from '../../../model/types.ts';

/** Lock files that package managers take over from others, of which not every version does that. */
const OTHERS: Readonly<Record<string, (model: Model, node: Node) => boolean>> = {
  'npm yarn.lock': hasNpm7,
  // Version 1.2 has learned these in the middle of it, and no image's tag tells.
  'bun yarn.lock': () => false,
  'bun pnpm-lock.yaml': () => false,
};

/** Whether an install by this package manager is sure to read a lock file of this name. */
export function readsLock(
  model: Model,
  { node, ecosystem, name }: { readonly node: Node; readonly ecosystem: string; readonly name: string },
): boolean {
  return OTHERS[`${ecosystem} ${name}`]?.(model, node) ?? true;
}

/** Node.js from which on npm is 7 or newer, the first one that reads yarn.lock (npm's blog, "npm v7 series"). */
const FIRST_NODE = 15;

/** Names of Node.js 4 to 14, which are tags of its image, too. */
const OLD_NAMES = /^(argon|boron|carbon|dubnium|erbium|fermium)\b/;

/** Whether a stage starts from an image of Node.js with such an npm; false where that can't be told. */
function hasNpm7(model: Model, node: Node): boolean {
  const base = chainStart(model, node.stage)?.base;
  const image = base?.kind === 'image' ? (base.name ?? '') : '';
  if (familiarName(image) !== 'node' || image.includes('$')) {
    return false;
  }
  const tag = /:([^/@]+)(@|$)/.exec(image)?.[1] ?? '';
  const major = /^\d+/.exec(tag)?.[0];
  return major === undefined ? !OLD_NAMES.test(tag) : Number(major) >= FIRST_NODE;
}
