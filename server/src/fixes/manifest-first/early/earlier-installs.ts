import type { ContextSnapshot } from '../../../context/types.ts';
import { resolvePath } from '../../../model/paths.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import { unitsOf } from './late-install.ts';
import type { Candidate } from '../types.ts';

/** Installs that a stage has seen so far, behind those of the stage that it is built from, each with what was made of it. */
export interface EarlierInstalls<Made> {
  /** By family, place and subject. */
  readonly own: Map<string, Made | undefined>;
  readonly families: Set<string>;
  readonly parent: EarlierInstalls<Made> | undefined;
}

/** Whether an earlier install has made one cheap. */
export interface Repetition<Made> {
  readonly known: boolean;
  /** What was made of the earlier one. */
  readonly made: Made | undefined;
  /** Under which names the later one is to be remembered. */
  readonly names: readonly string[];
}

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

/** Looks an install up among earlier ones of its family: in the same directory, by the same manifest, or for the same projects. */
export function repetitionOf<Made>(
  earlier: EarlierInstalls<Made>,
  candidate: Candidate,
  {
    copies,
    context,
  }: { readonly copies: readonly CopyStep[]; readonly context: ContextSnapshot | undefined },
): Repetition<Made> {
  const names = namesOf(candidate);
  const seen = lookUp(earlier, names);
  const units = isNews(earlier, candidate, { copies, seen }) ? unitNames(candidate, copies, context) : [];
  const found = seen.known ? seen : lookUpAll(earlier, units);
  return { ...found, names: found.known ? units : [...names, ...units] };
}

/** Remembers an install of a family under the names that are new. */
export function remember<Made>(
  earlier: EarlierInstalls<Made>,
  {
    family,
    names,
    made,
  }: { readonly family: string; readonly names: readonly string[]; readonly made: Made | undefined },
): void {
  earlier.families.add(family);
  for (const name of names) {
    if (!lookUp(earlier, [name]).known) {
      earlier.own.set(name, made);
    }
  }
}

/** Whether any install of a family was remembered. */
export function hasInstalled(earlier: EarlierInstalls<unknown> | undefined, family: string): boolean {
  for (let at = earlier, hops = 0; at !== undefined && hops < MAX_STAGES; at = at.parent, hops++) {
    if (at.families.has(family)) {
      return true;
    }
  }
  return false;
}

type Found<Made> = Omit<Repetition<Made>, 'names'>;

/** Whether what an install fetches has to be looked up: where it is new, or came when other copies had brought other projects. */
function isNews<Made>(
  { own }: EarlierInstalls<Made>,
  { directory, install }: Candidate,
  { copies, seen }: { readonly copies: readonly CopyStep[]; readonly seen: Found<Made> },
): boolean {
  const key = [install.ecosystem.family, directory.path, copies.length, 'copies'].join('\0');
  const isNew = !own.has(key);
  own.set(key, undefined);
  return !seen.known || (seen.made === undefined && isNew);
}

/** An install's directory and, where it is the same in another spelling, its manifest. */
function namesOf({ install, directory }: Candidate): readonly string[] {
  const { ecosystem, subject, manifests } = install;
  const subjects = manifests.map((one) => resolvePath(directory.path, one)).join('\n');
  const isNamed = subject === '' || subject === manifests.join('\n');
  const place = [ecosystem.family, directory.anchored, directory.path, subject].join('\0');
  if (manifests.length === 0) {
    return [place];
  }
  return [
    place,
    [ecosystem.family, directory.anchored, subjects, isNamed ? '' : subject, 'manifests'].join('\0'),
  ];
}

/** What an install fetches for, across commands (InstallInputs.units). */
function unitNames(
  candidate: Candidate,
  copies: readonly CopyStep[],
  context: ContextSnapshot | undefined,
): readonly string[] {
  const { anchors, ecosystem } = candidate.install;
  if (anchors === undefined) {
    return [];
  }
  // Without a context it is not known which project a build in another directory belongs to, so the first one counts for all.
  const units = context === undefined ? ['?'] : unitsOf(candidate, copies, context);
  return units.map((unit) => [ecosystem.family, unit, 'unit'].join('\0'));
}

/** Whether all of these were done by earlier installs; not known where there are none. */
function lookUpAll<Made>(earlier: EarlierInstalls<Made>, units: readonly string[]): Found<Made> {
  const each = units.map((unit) => lookUp(earlier, [unit]));
  const known = each.length > 0 && each.every((one) => one.known);
  return { known, made: known ? each[0]?.made : undefined };
}

function lookUp<Made>(earlier: EarlierInstalls<Made>, names: readonly string[]): Found<Made> {
  let at: EarlierInstalls<Made> | undefined = earlier;
  for (let hops = 0; at !== undefined && hops < MAX_STAGES; at = at.parent, hops++) {
    for (const name of names) {
      if (at.own.has(name)) {
        return { known: true, made: at.own.get(name) };
      }
    }
  }
  return { known: false, made: undefined };
}
