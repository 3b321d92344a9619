import { commandOf } from '../../ecosystems/command.ts';
import { fromChain } from '../../model/from-chain.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { scriptOf } from '../../syntax/shell.ts';

/** The first step that makes a user or a group of this name, in a stage or one of those below it; undefined where nothing does. */
export function makerOf(model: Model, stage: number | undefined, name: string): Node | undefined {
  const chain = fromChain(model, stage, MAX_STAGES + 1).toReversed();
  const first = chain.find((one) => makersIn(one, model).has(name));
  return first && makersIn(first, model).get(name);
}

/** Stages below one another that are looked at. */
const MAX_STAGES = 50;

/** The name of a user or a group as it is compared: without quotes, variables in their short form. */
export function plainName(text: string): string {
  return text.replace(/["']/g, '').replace(/\$\{(\w+)\}/g, '$$$1');
}

/** The first step of a stage for each user and group that it makes. */
const makersIn = rememberedWith(({ first, end }: Stage, model: Model): ReadonlyMap<string, Node> => {
  const makers = new Map<string, Node>();
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword, text } = node.instruction;
    const script =
      keyword === 'RUN' && holdsWord(text, (word) => MAKING.has(word))
        ? scriptOf(model.file, node.instruction)
        : undefined;
    for (const command of script?.commands ?? []) {
      const read = commandOf(command);
      const given = read === undefined ? undefined : MAKING.get(read.name);
      const words = given === undefined ? [] : (read?.args ?? []);
      for (const [index, word] of words.entries()) {
        const name = plainName(word.text);
        if (
          given?.test(words[index - 1]?.text ?? '') === true &&
          !name.startsWith('-') &&
          !makers.has(name)
        ) {
          makers.set(name, node);
        }
      }
    }
  }
  return makers;
});

/** Groups that a user shall belong to are not made with it. */
const NO_GROUP = /^(?!(-[a-zA-Z]*[gG]|--gid|--groups|--ingroup)$)/;

/** Programs that make users and groups, by what may stand in front of a name. */
const MAKING: ReadonlyMap<string, RegExp> = new Map([
  ['useradd', NO_GROUP],
  ['adduser', NO_GROUP],
  ['groupadd', NO_GROUP],
  ['addgroup', NO_GROUP],
  ['usermod', /^(-[a-zA-Z]*l|--login)$/],
  ['groupmod', /^(-[a-zA-Z]*n|--new-name)$/],
]);
