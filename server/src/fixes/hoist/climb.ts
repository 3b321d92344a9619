import type { Node } from '../../model/types.ts';
import { bringsPrunedAlone } from '../manifest-first/project/pruned-manifests.ts';
import { checkWay, passAbove, type Way } from './way.ts';

/** More instructions than this are not passed for the sake of copies that change seldom. */
const MAX_CLIMBED = 50;

/** A way that leads to a higher place. */
export interface HigherWay {
  readonly way: Way;
  /** The node above which it ends. */
  readonly target: number;
}

/**
 * Takes a way from above a node on, above copies of the context that change seldom, too: once the RUN moves, an edit of what they
 * copy need not run it again either. Only as far as nothing stands against it, no other RUN is passed, and there is nothing more
 * to review than before. Undefined where no such copy is passed.
 */
export function climb(way: Way, from: number, first: number): HigherWay | undefined {
  const higher = copyOf(way);
  let reached: { readonly target: number; readonly length: Lengths } | undefined;
  for (let index = from - 1; index > first && from - index <= MAX_CLIMBED; index--) {
    const node = way.model.nodes[index];
    const isPassed =
      node !== undefined &&
      node.instruction.keyword !== 'RUN' &&
      passAbove(higher, node) === undefined &&
      higher.review.length === way.review.length;
    if (!isPassed) {
      break;
    }
    if (isContextCopy(node) || isPrunedCopy(higher, node)) {
      const { moved, staying, copies } = higher;
      reached = {
        target: index,
        length: { moved: moved.length, staying: staying.length, copies: copies.length },
      };
    }
  }
  if (reached === undefined) {
    return undefined;
  }
  higher.moved.length = reached.length.moved;
  higher.staying.length = reached.length.staying;
  higher.copies.length = reached.length.copies;
  return isAsGood(higher, way) ? { way: higher, target: reached.target } : undefined;
}

/** A copy of the manifests that `turbo prune` leaves changes as seldom as one of the context's. */
function isPrunedCopy({ model, copies }: Way, node: Node): boolean {
  const last = copies[copies.length - 1];
  return last?.node === node && bringsPrunedAlone(model, last);
}

type Lengths = Readonly<Record<'moved' | 'staying' | 'copies', number>>;

function isAsGood(higher: Way, way: Way): boolean {
  const checked = copyOf(way);
  return (
    checkWay(higher) === undefined &&
    checkWay(checked) === undefined &&
    new Set(higher.review).size === new Set(checked.review).size
  );
}

function copyOf(way: Way): Way {
  const { moved, runs, staying, copies, review } = way;
  return {
    ...way,
    moved: [...moved],
    runs: [...runs],
    staying: [...staying],
    copies: [...copies],
    review: [...review],
  };
}

function isContextCopy({ detail }: Node): boolean {
  return detail.kind === 'copy' && detail.copy.from.kind === 'context';
}
