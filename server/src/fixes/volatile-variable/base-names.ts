import { variableNames } from '../../cache/copy-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Pair } from '../../syntax/types.ts';

/**
 * Whether a variable is another one only together with the image that its stage is built on: the ARG above the first FROM that chooses
 * it has the same name, or the value is made of such ARGs alone. All steps then run again, wherever the variable is declared.
 */
export function changesWithBase(model: Model, { stage, instruction }: Node, { name, value }: Pair): boolean {
  const chosen = stage === undefined ? undefined : namesByStage(model)[stage];
  if (chosen === undefined || chosen.size === 0) {
    return false;
  }
  const named = variableNames(value ?? '');
  return named.length > 0
    ? named.every((one) => chosen.has(one))
    : instruction.keyword === 'ARG' && chosen.has(name);
}

/** By each stage the ARGs above the first FROM that choose the image which its chain of stages begins with. */
const namesByStage = rememberedWith((model: Model): readonly ReadonlySet<string>[] => {
  const found: ReadonlySet<string>[] = [];
  for (const { base, first } of model.stages) {
    const above = base.kind === 'stage' ? found[base.stage] : undefined;
    found.push(above ?? withOrigins(model, variableNames(model.nodes[first]?.instruction.text ?? '')));
  }
  return found;
});

/** ARGs above the first FROM, with those that they are made of. */
function withOrigins(model: Model, named: readonly string[]): ReadonlySet<string> {
  const names = new Set(named);
  const above = named.length === 0 ? [] : model.nodes.slice(0, model.stages[0]?.first);
  for (const { instruction } of above.toReversed()) {
    for (const { name, value } of parsedOf(model.file, instruction).pairs) {
      for (const one of names.has(name) ? variableNames(value ?? '') : []) {
        names.add(one);
      }
    }
  }
  return names;
}
