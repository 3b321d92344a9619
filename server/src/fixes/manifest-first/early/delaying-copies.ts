import type { ContextSnapshot } from '../../../context/types.ts';
import type { Model } from '../../../model/types.ts';
import { contextCopy, selectionOf, type CopyStep } from '../../moving/copy-step.ts';
import { placesOf } from '../../moving/places.ts';
import type { EarlyCopy } from './early-copy.ts';
import { delays } from './late-install.ts';

/** Instructions that are looked at between a copy and its install. */
const MAX_BETWEEN = 100;

/** A copy that makes an install run again after changes which don't concern it. */
export interface Delaying {
  readonly step: CopyStep;
  /** How many files it brings. */
  readonly files: number;
}

/** The copies that delay the first install of a finding, from the one that it is reported at; no others without a context. */
export function delayingCopies(
  model: Model,
  context: ContextSnapshot | undefined,
  { step, form, installs }: EarlyCopy,
): readonly Delaying[] {
  const [install] = installs;
  if (
    install === undefined ||
    context === undefined ||
    form === 'output' ||
    step.node.detail.kind !== 'copy'
  ) {
    return [];
  }
  const places = placesOf(model);
  const chain = new Set([step.stage, install.node.stage]);
  const end = Math.min(install.node.index, step.node.index + MAX_BETWEEN);
  return model.nodes.slice(step.node.index, end).flatMap((node): readonly Delaying[] => {
    const place = places[node.index];
    const copies = place !== undefined && chain.has(node.stage) ? contextCopy(node, place) : [];
    return copies
      .filter((one) => delays(one, install, context))
      .map((one) => ({ step: one, files: filesOf(one, context) }));
  });
}

function filesOf(step: CopyStep, context: ContextSnapshot): number {
  return step.copy.sources.reduce(
    (sum, source) => sum + (selectionOf(step, source, context)?.files.length ?? 0),
    0,
  );
}
