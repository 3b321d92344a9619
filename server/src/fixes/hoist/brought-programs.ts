import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { mayCallXx } from '../../ecosystems/system/xx.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { mayUnpack } from '../moving/unpacking.ts';
import type { Step } from './run-reading.ts';

/** Folders that hold those in which programs lie. */
const SYSTEM_ROOTS = new Set(['/', '/usr', '/usr/local']);

/** Folders in which the shell looks for programs. */
const PROGRAM_FOLDER = /^(\/usr(\/local)?)?\/s?bin$/;

/**
 * Whether a copy may bring a program that commands run, so that they can't stand above it: one of that name, or folders of programs
 * of another image or stage, or out of an archive. The system's own package manager comes with the system, and only by its name; xx
 * does not.
 */
export function bringsTheirProgram(
  step: CopyStep,
  { kind, context }: { readonly kind: 'system' | 'packages'; readonly context: ContextSnapshot | undefined },
  steps: readonly Pick<Step, 'part'>[],
): boolean {
  const { copy, folder } = step;
  const programs = new Set(
    steps.flatMap(({ part: { command } }) => [
      baseName(command.words[0]?.text ?? ''),
      commandOf(command)?.name ?? '',
    ]),
  );
  programs.delete('');
  const brought = [...copy.sources.map(({ text }) => baseName(text)), baseName(folder)];
  if (brought.some((name) => programs.has(name))) {
    return true;
  }
  const isUnpacked = mayUnpack(step, context);
  const isFolder =
    isUnpacked ||
    copy.sources.some(({ text }) => hasWildcards(text) || /(^|\/)\.?$|(^|\/)s?bin\/?$/.test(text));
  return (
    (kind === 'packages' || [...programs].some(mayCallXx)) &&
    (isUnpacked || copy.from.kind !== 'context') &&
    (SYSTEM_ROOTS.has(folder) || (PROGRAM_FOLDER.test(folder) && isFolder))
  );
}
