import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { wordsOf } from './words-in.ts';

/**
 * The first instruction of another stage on an image of its own that names one of these variables and does not have it: an ARG ends
 * with its stage (Dockerfile reference, "Scope"). Undefined for none.
 */
export function namedElsewhere(model: Model, from: Node, names: ReadonlySet<string>): Node | undefined {
  return [...names]
    .flatMap((name) => namings(model).get(name) ?? [])
    .find(({ stage, index }) => stage !== from.stage && index > from.index);
}

/** The first instruction of each stage on an image that names a variable which the stage does not declare above it. */
const namings = rememberedWith((model: Model): ReadonlyMap<string, readonly Node[]> => {
  const found = new Map<string, Node[]>();
  for (const stage of model.stages) {
    if (stage.base.kind === 'stage') {
      continue;
    }
    const seen = new Set<string>();
    for (const node of model.nodes.slice(stage.first + 1, stage.end)) {
      const { keyword, text } = node.instruction;
      if (keyword === 'ARG' || keyword === 'ENV') {
        for (const { name } of parsedOf(model.file, node.instruction).pairs) {
          seen.add(name);
        }
      }
      for (const word of keyword !== 'ARG' && text.includes('$') ? wordsOf(model, node) : []) {
        if (!seen.has(word)) {
          seen.add(word);
          found.set(word, [...(found.get(word) ?? []), node]);
        }
      }
    }
  }
  return found;
});
