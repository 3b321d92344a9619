import type { ContextSnapshot } from '../../context/types.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early-copies.ts';
import { missingAbove } from '../../fixes/manifest-first/missing-above.ts';
import type { Plan } from '../../fixes/manifest-first/plan.ts';
import type { Refusal } from '../../fixes/manifest-first/route.ts';
import { code, listed, listedBriefly } from '../../fixes/moving/words.ts';
import type { Input } from '../../ecosystems/types.ts';
import type { Model } from '../../model/types.ts';
import type { Facts } from '../types.ts';
import { copiedBelow } from './copied-below.ts';

/**
 * What to do about a copy above an install, in sentences that begin with a space: what the fix does, or, where there is none, what
 * is missing above the install. Empty where nothing helps, or the reason against a fix says what does.
 */
export function adviceOn({ model, context }: Facts, early: EarlyCopy, plan: Plan | Refusal): string {
  if (early.form === 'output') {
    return ` Copy ${early.outputs.length === 1 ? 'it' : 'them'} below.`;
  }
  const ids = new Set(early.installs.map(({ install }) => install.ecosystem.id));
  if (ids.has('cargo')) {
    return plan.kind === 'refused' && plan.reason.includes('cargo-chef') ? '' : CARGO;
  }
  const added = early.installs.flatMap(({ install }) => install.adds ?? []);
  if (plan.kind === 'refused' && added.length > 0) {
    const [manifest = ''] = early.installs.flatMap(({ install }) => install.manifests);
    return ` Name ${listedBriefly(added.map(code), 3, 'packages')} in ${manifest} itself, and install from that first.`;
  }
  const below = early.form === 'download' && context !== undefined ? copiedBelow(model, context, early) : [];
  const names = [...namesOf(model, context, { early, plan }), ...spelled(below)];
  const isMounted = bindsContext(early);
  const first = `${isMounted ? 'Mount' : 'Copy'} ${listedNames(names)} ${isMounted ? 'only' : 'first'}`;
  const isRead = early.installs.some(({ inputs }) => inputs === undefined || inputs.inputs.length > 0);
  if (!isRead) {
    return '';
  }
  if (early.form !== 'download') {
    return names.length === 0 ? ' Copy the sources below.' : ` ${first}.`;
  }
  const run = `un ${downloadNames(early)}`;
  const advice = names.length === 0 ? ` R${run} above it.` : ` ${first}, and r${run} there.`;
  return ids.has('gradle') ? advice + GRADLE : advice;
}

/** True where a bind mount of the RUN itself brings the sources. */
export function bindsContext({ step }: EarlyCopy): boolean {
  return step.node.detail.kind === 'run';
}

/** No command of cargo builds dependencies from manifests alone. */
const CARGO =
  ' Build the dependencies in a step of their own, by cargo-chef (with a planner stage) or from stub sources, or keep the registry and `target` in cache mounts.';

/** The report resolves what is needed; artifacts are fetched by the tasks that use them (domain.md section 4, row 17). */
const GRADLE = ' It leaves most jars to the build; a cache mount of `~/.gradle` keeps them.';

/** What is copied or mounted by the fix, or has to be; the usual manifests where the context is not known. */
function namesOf(
  model: Model,
  context: ContextSnapshot | undefined,
  { early, plan }: { readonly early: EarlyCopy; readonly plan: Plan | Refusal },
): readonly string[] {
  if (plan.kind === 'plan' && !bindsContext(early)) {
    return spelled(plan.sources);
  }
  return early.installs.flatMap((one) => {
    if (one.inputs === undefined || context === undefined) {
      return one.install.ecosystem.usualManifests;
    }
    return spelled(bindsContext(early) ? one.inputs.inputs : missingAbove(model, context, one));
  });
}

function spelled(inputs: readonly Input[]): readonly string[] {
  return inputs.map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path));
}

function listedNames(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length <= 3 ? listed(distinct) : listedBriefly(distinct, 3, 'manifests');
}

/** The commands that only download. */
function downloadNames({ installs }: EarlyCopy): string {
  const commands = installs.flatMap(({ inputs }) =>
    inputs?.download ? [code(inputs.download.command)] : [],
  );
  return listedBriefly([...new Set(commands)], 3, '');
}
