import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { Pair } from '../../syntax/types.ts';
import { isFetching } from './fetching.ts';
import { withHeirs } from './heirs.ts';
import { volatilityIn } from './volatility.ts';
import { isAnyIn, wordsIn, wordsOf } from './words-in.ts';

/** A whole commit or checksum: people pin a release of others by it, and change it on purpose. */
const WHOLE_HASH = /^["']?(?:sha\d+:)?(?:[\da-f]{40}|[\da-f]{64}|[\da-f]{128})["']?$/i;

const FETCHES_OR_CHECKS = /\b(curl|wget|git|install|add|download|(sha\d*|md5|b2)sum|shasum|openssl)\b|:\/\//i;

/** The name of a release, or a variable that holds one: a branch (`main`) is none, and neither is a date. */
const RELEASE = /\d\.\d|^["']?v?\d{1,3}["']?$|\$\{?\w*VERSION\b/i;

/** The first digits of a commit: letters among them tell it from a date, and digits from a word. */
const SHORT_HASH = /^["']?(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,12}["']?$/i;

/**
 * Whether a variable pins what somebody else has made, so that only an edit of the Dockerfile changes it: an ENV that holds a
 * whole hash, or such an ARG by which something is downloaded, cloned or checked; and a release, or a short commit, with which
 * something is fetched.
 * `nodes` begin at it or above.
 */
export function isPin(model: Model, node: Node, { name, value }: Pair, nodes: readonly Node[]): boolean {
  const held = value ?? defaultOf(node, name) ?? '';
  if (WHOLE_HASH.test(held)) {
    const reader = node.instruction.keyword === 'ENV' ? node : firstNaming(model, [name], nodes);
    return reader === node || (reader !== undefined && FETCHES_OR_CHECKS.test(reader.instruction.text));
  }
  const isShort = SHORT_HASH.test(held);
  if (!isShort && !RELEASE.test(held)) {
    return false;
  }
  const { names, isAddress } = madeOf(model, name, nodes);
  const reader = firstNaming(model, names, nodes);
  return (
    reader !== undefined &&
    (isAddress || fetchesWith(model, reader, names)) &&
    // `git checkout` alone may be of the repository that is built.
    (isAddress || !isShort || ADDRESS.test(reader.instruction.text))
  );
}

/** Addresses begin so, and what is left of them where a command writes the beginning; code in R names repositories of GitHub alone. */
const ADDRESS = /:\/\/|(^|[\s"'])git\+|github/;

/** A variable, with those that an ARG or ENV below makes of it, and whether one of these is an address. */
function madeOf(
  model: Model,
  name: string,
  nodes: readonly Node[],
): { readonly names: ReadonlySet<string>; readonly isAddress: boolean } {
  const names = new Set([name]);
  let isAddress = false;
  for (const { instruction } of withHeirs(model, nodes)) {
    const isSetting = instruction.keyword === 'ARG' || instruction.keyword === 'ENV';
    for (const { name: other, value = '' } of isSetting ? parsedOf(model.file, instruction).pairs : []) {
      if (value.includes('$') && isAnyIn(names, wordsIn(value))) {
        names.add(other);
        isAddress ||= ADDRESS.test(value);
      }
    }
  }
  return { names, isAddress };
}

/** Whether a variable is among the words of a command that fetches something: `git clone --branch $REF`, `pip install git+$URL@$REF`. */
function fetchesWith(model: Model, { instruction }: Node, names: ReadonlySet<string>): boolean {
  if (instruction.keyword === 'ADD') {
    return ADDRESS.test(instruction.text);
  }
  const commands = scriptOf(model.file, instruction)?.commands ?? [];
  return commands.some(
    (command) =>
      command.words.some(({ text }) => text.includes('$') && isAnyIn(names, wordsIn(text))) &&
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
