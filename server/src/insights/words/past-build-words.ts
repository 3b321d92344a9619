import { ago, duration } from './measured-words.ts';
import { count } from '../text.ts';

/** A build that the builder remembers, as it is offered to a person: `built 2 h ago`, `41 s, target dev`. */
export function pastBuildChoice(
  { state, started, ended, target }: PastBuildFacts,
  now: number,
): { readonly label: string; readonly detail: string } {
  const stage = target === undefined ? '' : `, target ${target}`;
  return { label: `${state} ${ago(ended, now)}`, detail: `${duration((ended - started) / 1000)}${stage}` };
}

/** What counts of a build here; times in milliseconds since 1970. */
export interface PastBuildFacts {
  readonly state: 'built' | 'failed' | 'cancelled';
  readonly started: number;
  readonly ended: number;
  readonly target: string | undefined;
}

/** What came of reading one, in one or two sentences. */
export function pastBuildSummary(
  { state, ended }: PastBuildFacts,
  { total, kept, isSame, now }: PastBuildSteps,
): string {
  const build = `The build (${ago(ended, now)})`;
  const end = state === 'built' ? '' : state === 'failed' ? ' It failed.' : ' It was cancelled.';
  if (isSame) {
    return `${build} was of this Dockerfile: what its ${count(total, 'step')} did is shown.${end}`;
  }
  const shown =
    kept === 0
      ? `none of its ${count(total, 'step')} is still there, so nothing is shown`
      : `${kept} of its ${count(total, 'step')} ${kept === 1 ? 'is' : 'are'} still there, and only what ${kept === 1 ? 'it' : 'they'} did is shown`;
  return `${build} was of another version of this Dockerfile: ${shown}.${end}`;
}

/** How the steps of a build and those of the document go together. */
export interface PastBuildSteps {
  /** Steps that the build looked at, and those of them that the document still has. */
  readonly total: number;
  readonly kept: number;
  /** True when the document says what was built. */
  readonly isSame: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Why there is nothing to choose from. */
export const NO_PAST_BUILDS =
  'The builder remembers no build of this Dockerfile that was started on this machine. It knows those of docker build, docker buildx and Compose until it clears its history.';

/** Why the steps of a build can't be told. */
export const NO_SOURCE =
  'Nobody knows which lines this build ran: of a build that did not succeed the builder keeps no Dockerfile, and yours has been written to since. Build again to see its steps.';
