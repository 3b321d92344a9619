import { baseName } from '../../../context/path-parts.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { cleanPath } from '../../../model/paths.ts';
import type { Node } from '../../../model/types.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import type { BuiltElsewhere, Candidate } from '../types.ts';

/** More copies than this above one install are not looked through. */
const MAX_COPIES = 500;

/** Words of a copy of cargo's home, or of the registry in it. */
const CARGO_HOME = /(^|[\s/="])\.?cargo([/\s"]|$)|CARGO_HOME|registry/i;

/**
 * The copy that brings what cargo builds in, from a stage that builds there, too: what it finds in it, it does not compile again,
 * and with the registry it downloads nothing either. Undefined for other installs, and where there is none.
 */
export function builtElsewhere(
  { install, directory }: Candidate,
  staged: readonly CopyStep[],
  {
    home,
    installs,
  }: {
    /** Cargo's home there, where it is known. */
    readonly home: string | undefined;
    /** Whether an install of a family is known in a stage or those that it is built from. */
    readonly installs: (stage: number, family: string) => boolean;
  },
): BuiltElsewhere | undefined {
  const { family } = install.ecosystem;
  if (family !== 'cargo') {
    return undefined;
  }
  const copies = staged.slice(-MAX_COPIES).filter(({ copy: { from } }) => from.kind === 'stage');
  const step = copies.findLast(
    ({ copy, folder }) =>
      copy.from.kind === 'stage' &&
      (isWithin(folder, directory.path) || isWithin(directory.path, folder)) &&
      (baseName(folder) === 'target' || copy.sources.some(({ text }) => isBuilt(text, directory.path))) &&
      installs(copy.from.stage, family),
  );
  if (step === undefined) {
    return undefined;
  }
  const isThere = copies.some((one) => CARGO_HOME.test(wordsOf(one.node)) || meets(one, home));
  return { step, missing: isThere ? undefined : home };
}

/** Whether a source is a build folder, or a folder around the project. */
function isBuilt(source: string, directory: string): boolean {
  const path = cleanPath(source);
  return baseName(path) === 'target' || isWithin(directory, path);
}

/** Whether a copy may bring a folder or part of it. */
function meets({ copy, folder }: CopyStep, home: string | undefined): boolean {
  return (
    home !== undefined &&
    (isWithin(folder, home) ||
      (folder !== '/' && isWithin(home, folder)) ||
      copy.sources.some(({ text }) => isWithin(home, cleanPath(text))))
  );
}

/** The words of a copy behind its flags. */
function wordsOf({ instruction }: Node): string {
  return instruction.text.replace(/--\w+=\S+/g, '');
}
