import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { Pair } from '../../syntax/types.ts';
import { isFetching } from './fetching.ts';
import { withHeirs } from './heirs.ts';
import { volatilityIn } from './volatility.ts';
import { isAnyIn, wordsIn, wordsOf } from './words-in.ts';

/** A whole commit or checksum: people pin a release of others by it, and change it on purpose. */
const WHOLE_HASH = /^["']?(?:sha\d+:)?(?:[\da-f]{40}|[\da-f]{64}|[\da-f]{128})["']?$/i;

const FETCHES_OR_CHECKS = /\b(curl|wget|git|install|add|download|(sha\d*|md5|b2)sum|shasum|openssl)\b|:\/\//i;

/** The name of a release, or a variable that holds one: a branch (`main`) is none, and neither is a date nor a short commit. */
const RELEASE = /\d\.\d|^["']?v?\d{1,3}["']?$|\$\{?\w*VERSION\b/i;

/**
 * Whether a variable pins what somebody else has made, so that only an edit of the Dockerfile changes it: an ENV that holds a
 * whole hash, or such an ARG by which something is downloaded, cloned or checked; and a release with which something is fetched.
 * `nodes` begin at it or above.
 */
export function isPin(model: Model, node: Node, { name, value }: Pair, nodes: readonly Node[]): boolean {
  const held = value ?? defaultOf(node, name) ?? '';
  if (WHOLE_HASH.test(held)) {
    const reader = node.instruction.keyword === 'ENV' ? node : firstNaming(model, [name], nodes);
    return reader === node || (reader !== undefined && FETCHES_OR_CHECKS.test(reader.instruction.text));
  }
  const reader = RELEASE.test(held) ? firstNaming(model, [name], nodes) : undefined;
  return reader !== undefined && fetchesWith(model, reader, name);
}

const ADDRESS = /:\/\/|^git\+/;

/** Whether a variable is among the words of a command that fetches something: `git clone --branch $REF`, `pip install git+$URL@$REF`. */
function fetchesWith(model: Model, { instruction }: Node, name: string): boolean {
  if (instruction.keyword === 'ADD') {
    return ADDRESS.test(instruction.text);
  }
  const commands = scriptOf(model.file, instruction)?.commands ?? [];
  return commands.some(
    (command) =>
      command.words.some(({ text }) => text.includes('$') && wordsIn(text).has(name)) &&
      (isFetching(command) || command.words.some(({ text }) => ADDRESS.test(text))),
  );
}

/** What an ARG has from above the first FROM. */
function defaultOf({ detail }: Node, name: string): string | undefined {
  return detail.kind === 'pairs' ? detail.pairs.find((pair) => pair.name === name)?.value : undefined;
}

const FETCHES = /\b(curl|wget|git clone|install|add|download)\b|:\/\//;

/** True for versions with which something is fetched: constants of the Dockerfile, changed on purpose. */
export function isToolVersion(model: Model, names: ReadonlySet<string>, nodes: readonly Node[]): boolean {
  if ([...names].some((name) => volatilityIn(model, name) === 'build')) {
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
