import type { ContextSnapshot } from '../../../context/types.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { chainStart } from '../../../model/chain-start.ts';
import type { Model } from '../../../model/types.ts';
import { selectionOf, type CopyStep } from '../../moving/copy-step.ts';
import type { Project } from '../project/project.ts';
import type { Candidate } from '../types.ts';

/** Where an install stands. */
export interface Standing {
  readonly project: Project;
  readonly context: ContextSnapshot;
  /** Copies of the context above it. */
  readonly copies: readonly CopyStep[];
  /** Those from other stages and images. */
  readonly staged: readonly CopyStep[];
}

/**
 * Whether an install that fetches what sources import has none to read where it stands: `go mod tidy` below go.mod and go.sum alone.
 * False where any may come in a way that is not known.
 */
export function findsNoSources(
  model: Model,
  { install, node, lastUser }: Candidate,
  { project: { root }, context, copies, staged }: Standing,
): boolean {
  const { importedBy } = install;
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  if (importedBy === undefined || mounts.some(({ type }) => type === 'bind')) {
    return false;
  }
  const isNear = ({ folder, anchored }: CopyStep): boolean =>
    anchored !== root.anchored || isWithin(folder, root.path) || isWithin(root.path, folder);
  const brings = (step: CopyStep): boolean =>
    step.copy.sources.some((source) => {
      const selection = selectionOf(step, source, context);
      return selection?.complete !== true || selection.files.some(({ path }) => path.endsWith(importedBy));
    });
  const first = chainStart(model, node.stage)?.first ?? 0;
  return lastUser() < first && !staged.some(isNear) && !copies.some((step) => isNear(step) && brings(step));
}

/** A name for the module or project that an install fetches for; undefined where that is not known. */
export function fetchedFor(
  { install }: Pick<Candidate, 'install'>,
  { folder, inputs }: Project,
): string | undefined {
  return inputs.download && [install.ecosystem.family, inputs.download.folder ?? folder].join('\0');
}
