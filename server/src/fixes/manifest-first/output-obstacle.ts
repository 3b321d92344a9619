import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin, joinPath } from '../../ecosystems/paths.ts';
import type { Written } from '../../ecosystems/types.ts';
import { resolvePath } from '../../model/paths.ts';
import { bringsTheirProgram } from '../hoist/brought-programs.ts';
import { touchOf } from '../hoist/system-places.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { shown } from '../moving/words.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { writesTo } from '../moving/landing.ts';
import type { LateInstall } from './types.ts';

/** Whether copies from other stages and installs leave each other alone: what has to be checked, or a clause that says why not. */
export function outputObstacle(
  outputs: readonly CopyStep[],
  installs: readonly LateInstall[],
  context: ContextSnapshot,
): string | { readonly review: readonly string[] } {
  const review: string[] = [];
  for (const step of outputs) {
    const name = `${shown(step.node)} (line ${step.node.instruction.line})`;
    if (bringsTheirProgram(step, { kind: 'packages', context }, installs)) {
      return `${name} may bring the program that it runs`;
    }
    const touch = touchOf(step, 'packages', context);
    if (touch === 'feeds') {
      return `${name} may bring what the package manager reads`;
    }
    if (touch === 'meets') {
      review.push(`the packages must not write to ${step.folder}`);
    }
    for (const install of installs) {
      const { inputs, folder, root } = install;
      if (inputs === undefined || folder === undefined) {
        return `what ${program(install)} reads comes from another stage`;
      }
      const isRepeated = repeatsManifests(install, step);
      const over = isRepeated ? writtenInContext(inputs.written, context) : undefined;
      if (over !== undefined) {
        return `the build context may hold ${over}`;
      }
      const isMet = isRepeated
        ? namesFile(install, folder, context)
        : [...inputs.inputs, ...inputs.written].some(({ path }) =>
            writesTo(step, imagePathOf(path, folder, root)),
          ) || isNamedBy(install, step);
      if (isMet) {
        return `${name} may bring what ${program(install)} reads or writes`;
      }
    }
  }
  return { review };
}

/** Whether a copy brings the manifests of an install again, as part of the pruned sources. */
export function repeatsManifests({ repeated }: LateInstall, { node }: CopyStep): boolean {
  return repeated?.some((one) => one.node.index === node.index) === true;
}

/** What an install writes and the context may hold, so that pruned sources may bring it from the host. */
function writtenInContext(written: readonly Written[], context: ContextSnapshot): string | undefined {
  const { ignore } = indexOf(context);
  return written.find(({ path }) => !ignore.leavesOutWholly(path))?.path;
}

/** Whether a word of the install is a file of the project: `--userconfig=apps/a/.npmrc`. */
function namesFile({ part }: LateInstall, folder: string, context: ContextSnapshot): boolean {
  return part.command.words.some(({ text }) => {
    const path = joinPath(folder, text.slice(text.lastIndexOf('=') + 1));
    return context.entries.get(path)?.kind === 'file';
  });
}

/** Whether a word of the install leads into what a copy brings: `pip install -r requirements.txt ./built/a.whl`. */
export function isNamedBy({ part, directory }: LateInstall, step: CopyStep): boolean {
  return part.command.words.some(({ text }) => {
    const path = resolvePath(directory.path, text.slice(text.lastIndexOf('=') + 1));
    return isWithin(path, step.folder) && writesTo(step, { ...directory, path });
  });
}

function program({ install, part }: LateInstall): string {
  return commandOf(part.command)?.name ?? install.ecosystem.id;
}
