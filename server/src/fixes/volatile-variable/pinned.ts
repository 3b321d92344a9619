import type { Model, Node } from '../../model/types.ts';
import type { Pair } from '../../syntax/types.ts';
import { withHeirs } from './heirs.ts';
import { volatility } from './names.ts';
import { isAnyIn, wordsOf } from './words-in.ts';

/** A whole commit or checksum: people pin a release of others by it, and change it on purpose. */
const WHOLE_HASH = /^["']?(?:sha\d+:)?(?:[\da-f]{40}|[\da-f]{64}|[\da-f]{128})["']?$/i;

const FETCHES_OR_CHECKS = /\b(curl|wget|git|install|add|download|(sha\d*|md5|b2)sum|shasum|openssl)\b|:\/\//i;

/**
 * Whether a variable pins what somebody else has made, so that only an edit of the Dockerfile changes it: an ENV that holds a
 * whole hash, or such an ARG by which something is downloaded, cloned or checked. `nodes` begin at it or above.
 */
export function isPin(model: Model, node: Node, { name, value }: Pair, nodes: readonly Node[]): boolean {
  if (!WHOLE_HASH.test(value ?? defaultOf(node, name) ?? '')) {
    return false;
  }
  if (node.instruction.keyword === 'ENV') {
    return true;
  }
  const reader = firstNaming(model, [name], nodes);
  return reader !== undefined && FETCHES_OR_CHECKS.test(reader.instruction.text);
}

/** What an ARG has from above the first FROM. */
function defaultOf({ detail }: Node, name: string): string | undefined {
  return detail.kind === 'pairs' ? detail.pairs.find((pair) => pair.name === name)?.value : undefined;
}

const FETCHES = /\b(curl|wget|git clone|install|add|download)\b|:\/\//;

/** True for versions with which something is fetched: constants of the Dockerfile, changed on purpose. */
export function isToolVersion(model: Model, names: ReadonlySet<string>, nodes: readonly Node[]): boolean {
  if ([...names].some((name) => volatility(name) === 'build')) {
    return false;
  }
  const reader = firstNaming(model, names, nodes);
  return reader !== undefined && FETCHES.test(reader.instruction.text);
}

/** The first RUN or ADD that names one of the variables, in their stage or in one that is built on it. */
export function firstNaming(model: Model, names: Iterable<string>, nodes: readonly Node[]): Node | undefined {
  for (const node of withHeirs(model, nodes)) {
    const { keyword } = node.instruction;
    if ((keyword === 'RUN' || keyword === 'ADD') && isAnyIn(names, wordsOf(model, node))) {
      return node;
    }
  }
  return undefined;
}
