import { baseName } from '../../../context/path-parts.ts';
import { isManifest } from '../../../ecosystems/index.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { fromChain } from '../../../model/from-chain.ts';
import { cleanPath } from '../../../model/paths.ts';
import type { Model } from '../../../model/types.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';
import type { CopyStep, ImagePath } from '../../moving/copy-step.ts';

/**
 * Whether a copy brings a manifest out of the folder in which `turbo prune --docker` puts the manifests and the lock file of what is
 * built, and nothing else (turborepo.com, reference/prune: `out/json`).
 */
export function bringsPruned(model: Model, step: CopyStep, { path, anchored }: ImagePath): boolean {
  const { from, sources } = step.copy;
  return (
    from.kind === 'stage' &&
    step.anchored === anchored &&
    isWithin(path, step.folder) &&
    isManifest(path) &&
    sources.some(({ text }) => baseName(cleanPath(text)) === 'json') &&
    fromChain(model, from.stage, MAX_STAGES).some(({ index }) => pruningStages(model).has(index))
  );
}

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 8;

const PRUNES = /\bturbo(@\S+)?\s+prune\b.*--docker\b/s;

const pruningStages = rememberedWith(
  ({ nodes }: Model): ReadonlySet<number> =>
    new Set(
      nodes.flatMap(({ stage, detail, instruction }) =>
        stage !== undefined && detail.kind === 'run' && PRUNES.test(instruction.text) ? [stage] : [],
      ),
    ),
);
