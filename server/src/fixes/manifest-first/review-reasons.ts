import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { manifestIn } from '../../ecosystems/javascript/project.ts';
import type { Model } from '../../model/types.ts';
import type { IgnoreChange } from './dockerignore-edit.ts';
import type { Form } from './early/early-copy.ts';
import { namedVersion } from './split/named-version.ts';
import type { LateInstall } from './types.ts';

/** What is planned, as far as a person may have to look at it. */
export interface Planned {
  readonly context: ContextSnapshot;
  readonly form: Form;
  readonly installs: readonly LateInstall[];
  /** About the instructions that are passed, and about a RUN that is cut. */
  readonly review: readonly string[];
  readonly ignore: IgnoreChange | undefined;
}

/** What a person has to check, as clauses, the weightiest first; empty for a safe fix. */
export function reviewReasons(
  model: Model,
  { context, form, installs, review, ignore }: Planned,
): readonly string[] {
  const reasons = form === 'download' ? ['adds a step'] : [];
  if (ignore?.missed !== undefined) {
    reasons.push(ignore.missed);
  }
  for (const { inputs, node } of installs) {
    reasons.push(...(inputs?.hazards ?? []).map(({ reason }) => reason));
    const { review: own, needs } = inputs?.download ?? {};
    // Of a version that is too old, the plan has told already (split/download-step.ts).
    const named = needs && namedVersion(model, node, needs.program);
    if (own !== undefined && named?.isBound !== false) {
      reasons.push(own);
    }
  }
  reasons.push(...review);
  if (form === 'output') {
    return [...new Set(reasons)];
  }
  if (pinsPackageManager(model, context, installs)) {
    reasons.push('corepack may add `packageManager` to package.json');
  }
  if (ignore?.review !== undefined) {
    reasons.push(ignore.review);
  }
  if (context.entries.has('.gitmodules')) {
    reasons.push('submodules may be missing');
  }
  return [...new Set(reasons)];
}

/** Corepack writes the version that it takes into a package.json without one, which the moved COPY then restores. */
function pinsPackageManager(
  model: Model,
  context: ContextSnapshot,
  installs: readonly LateInstall[],
): boolean {
  return installs.some(({ install, folder, node }) => {
    const stage = node.stage === undefined ? undefined : model.stages[node.stage];
    return (
      (install.ecosystem.id === 'yarn' || install.ecosystem.id === 'pnpm') &&
      manifestIn(folder ?? '', queryOf(context))?.packageManager === undefined &&
      model.nodes
        .slice(stage?.base.kind === 'stage' ? 0 : stage?.first, node.index + 1)
        .some(({ instruction }) => instruction.keyword === 'RUN' && instruction.text.includes('corepack'))
    );
  });
}
