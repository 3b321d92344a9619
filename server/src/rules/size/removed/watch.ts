import type { Node } from '../../../model/types.ts';
import type { Finding } from '../../types.ts';
import type { Removals } from '../removals.ts';

/**
 * Is shown the steps of an image one after another, and tells of a RUN what it removes in vain: what the layer of another step
 * keeps. `removals`: what the step takes away, undefined where it is no RUN.
 */
export type Watch = (node: Node, removals: Removals | undefined) => readonly Finding[];

/** What stands above one RUN is looked at so far up, so that long stages don't take quadratic time. */
export const MAX_ABOVE = 100;
