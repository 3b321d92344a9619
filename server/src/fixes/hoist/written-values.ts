import { commandOf } from '../../ecosystems/command.ts';
import { ECOSYSTEMS } from '../../ecosystems/index.ts';
import type { Command, CommandRole } from '../../ecosystems/types.ts';
import { fromChain } from '../../model/from-chain.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

/** Values of ARG and ENV that a node sees, by name. An ARG that only the build command gives a value is not among them. */
export function valuesAt(model: Model, node: Node): ReadonlyMap<string, string> {
  const args = new Map<string, string>();
  const env = new Map<string, string>();
  for (const one of setAbove(model, node)) {
    for (const { name, value } of one.detail.kind === 'pairs' ? one.detail.pairs : []) {
      const known = one.instruction.keyword === 'ENV' ? env : args;
      if (value !== undefined) {
        known.set(name, value);
      }
    }
  }
  return new Map([...args, ...env]);
}

/** ARG and ENV nodes above a node, in its stage and in those that it is built from, outermost first. */
export function setAbove(model: Model, node: Node): readonly Node[] {
  return fromChain(model, node.stage, MAX_STAGES)
    .toReversed()
    .flatMap((stage) => pairsIn(model, stage).filter(({ index }) => index < node.index));
}

const known = new WeakMap<Stage, readonly Node[]>();

/** The ARG and ENV nodes of a stage, remembered with it: every RUN asks for them. */
function pairsIn(model: Model, stage: Stage): readonly Node[] {
  let pairs = known.get(stage);
  if (pairs === undefined) {
    pairs = model.nodes
      .slice(stage.first, stage.end)
      .filter(({ instruction }) => instruction.keyword === 'ARG' || instruction.keyword === 'ENV');
    known.set(stage, pairs);
  }
  return pairs;
}

/**
 * What a command means to package managers when variables of ARG and ENV have their values and wildcards of package names
 * stand for themselves: `apt-get install nginx=$VERSION`. Undefined where that is not enough to read it.
 */
export function roleWithValues(
  command: ShellCommand,
  values: ReadonlyMap<string, string>,
): { readonly role: CommandRole; readonly ecosystem: string; readonly command: Command } | undefined {
  if (command.words[0]?.literal !== true || command.words.every(({ literal }) => literal)) {
    return undefined;
  }
  const read = commandOf({ ...command, words: command.words.flatMap((word) => expanded(word, values)) });
  for (const ecosystem of read === undefined ? [] : ECOSYSTEMS) {
    const role = read && ecosystem.read(read);
    if (read !== undefined && role !== undefined) {
      return { role, ecosystem: ecosystem.id, command: read };
    }
  }
  return undefined;
}

/** The words that a word becomes; itself, not literal, where that is not known. */
function expanded(word: ShellWord, values: ReadonlyMap<string, string>): readonly ShellWord[] {
  if (word.literal) {
    return [word];
  }
  const isQuoted = /^"[^"]*"$/.test(word.text);
  const raw = isQuoted ? word.text.slice(1, -1) : word.text;
  if (/[`'"\\]|\$\(/.test(raw)) {
    return [word];
  }
  const text = raw.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (all, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? all,
  );
  if (text.includes('$')) {
    return [word];
  }
  const texts = isQuoted ? [text] : text.split(/\s+/).filter((one) => one !== '');
  return texts.map((one) => ({ ...word, text: one, literal: true }));
}
