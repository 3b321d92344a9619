import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import { countWhile } from '../../syntax/ascending.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Analysis } from '../types.ts';

/**
 * The node that takes this one's place in the image: a later instruction of the same keyword in its stage or, where the stage is
 * shipped, in the stages that are built FROM it; undefined where this one counts. An ENTRYPOINT of such a stage clears a CMD that it
 * has not set itself (dispatchEntrypoint, dockerfile2llb/convert.go).
 */
export function overriddenBy({ model }: Analysis, node: Node): number | undefined {
  const { keyword } = node.instruction;
  const end = node.stage === undefined ? 0 : (model.stages[node.stage]?.end ?? 0);
  for (let at = node.index + 1; at < end; at++) {
    if (model.nodes[at]?.instruction.keyword === keyword) {
      return at;
    }
  }
  if (node.stage === undefined || model.stages[node.stage]?.role !== 'shipped') {
    return undefined;
  }
  const later = firstFrom(shippedPlaces(model).get(keyword), end);
  const clearing = keyword === 'CMD' ? firstFrom(shippedPlaces(model).get('ENTRYPOINT'), end) : undefined;
  return later ?? clearing;
}

/** Where instructions of a keyword stand in the stages that make up the image, in document order. */
const shippedPlaces = rememberedWith((model: Model): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  for (const { first, end } of targetChain(model).toReversed()) {
    for (let at = first; at < end; at++) {
      const keyword = model.nodes[at]?.instruction.keyword ?? '';
      const list = places.get(keyword);
      if (list === undefined) {
        places.set(keyword, [at]);
      } else {
        list.push(at);
      }
    }
  }
  return places;
});

function firstFrom(places: readonly number[] = [], start: number): number | undefined {
  return places[countWhile(places, (place) => place < start)];
}
