import type { CopyStep } from '../../moving/copy-step.ts';
import type { LateInstall } from '../types.ts';

/**
 * What the fix does for an install below a broad copy. `manifests`: it reads nothing else, and moves above the copy.
 * `download`: it reads sources, too, and a step that only downloads goes in front (`go mod download` for `go build`). `hidden`: it
 * reads nothing else, but is part of a script or a target, and nothing is done. `output`: the copy brings what another stage makes of
 * sources, and moves below.
 */
export type Form = 'manifests' | 'download' | 'hidden' | 'output';

/** A broad copy above the installs whose manifests it brings, or a copy from another stage above installs that don't need it. */
export interface EarlyCopy {
  /** The first one, for several. */
  readonly step: CopyStep;
  readonly form: Form;
  /** Of the form `output`, all of these copies in document order; empty for the others. */
  readonly outputs: readonly CopyStep[];
  /** In document order; at least one. All are of the form. */
  readonly installs: readonly LateInstall[];
}
