import { bindMountFix } from '../../fixes/cache-mounts/bind-mounts.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { planManifestFirst } from '../../fixes/manifest-first/plan.ts';
import type { Fix } from '../../fixes/types.ts';
import type { Facts } from '../types.ts';

/** The form of the fix with mounts, offered after the one that copies the manifests; none where it does not fit. */
export function mountsInstead({ model, context }: Facts, early: EarlyCopy): readonly Fix[] {
  const plan = planManifestFirst(model, context, early);
  const fix = plan.kind === 'refused' ? undefined : bindMountFix(model, context, plan);
  return fix === undefined ? [] : [fix];
}
