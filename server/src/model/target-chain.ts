import { fromChain } from './from-chain.ts';
import type { Model, Stage } from './types.ts';

/** The stage that is built and those that it is built FROM, the target first; empty where there is none. */
export function targetChain(model: Pick<Model, 'stages' | 'target'>): readonly Stage[] {
  return fromChain(model, model.target);
}
