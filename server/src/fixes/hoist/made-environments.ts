import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { environmentPackages } from '../../ecosystems/python/environment-install.ts';
import { fromChain } from '../../model/from-chain.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { isMadeAbove } from '../moving/activations.ts';
import { copiesByStage } from '../moving/copies-by-stage.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import type { Place } from '../moving/places.ts';
import type { ReadRun, Step } from './run-reading.ts';

/** Longer chains of stages are not followed. */
const MAX_CHAIN = 20;

/** Copies of these; where there are more, nobody looks through them. */
const MAX_COPIES = 200;

/**
 * A RUN in which `venv/bin/pip install numpy` counts as what it is where a RUN above the copies around has made that environment and
 * no copy brings anything into it: an install of packages by name, by a program that is none of the sources, however it is called.
 */
export function withMadeEnvironments(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, place, run }: { readonly node: Node; readonly place: Place; readonly run: ReadRun },
): ReadRun {
  if (context?.complete !== true || !place.anchored || !node.instruction.text.includes('/bin/p')) {
    return run;
  }
  let copies: readonly CopyStep[] | undefined;
  const isOwn = (path: string): boolean => {
    copies ??= [...fromChain(model, node.stage, MAX_CHAIN)]
      .reverse()
      .flatMap(({ index }) => copiesByStage(model).get(index) ?? [])
      .filter((step) => step.node.index < node.index);
    const around = copies.find(({ folder }) => isWithin(path, folder));
    return (
      copies.length <= MAX_COPIES &&
      isMadeAbove(model, around?.node ?? node, path) &&
      !copies.some((step) => mayBringInto(step, path, context))
    );
  };
  const steps = run.steps.map((step) => madeStep(step, place, isOwn));
  return steps.every((step, index) => step === run.steps[index]) ? run : { ...run, steps };
}

function madeStep(step: Step, { directory }: Place, isOwn: (path: string) => boolean): Step {
  const { command, directory: below } = step.part;
  const found = below === undefined ? undefined : environmentPackages(command);
  if (found === undefined || below === undefined || !['unknown', 'packages'].includes(step.kind)) {
    return step;
  }
  const path = resolvePath(resolvePath(directory, below), found.folder);
  if (!isOwn(path)) {
    return step;
  }
  const isRelative = !found.folder.startsWith('/');
  const made = { ...step, ecosystem: found.ecosystem, environment: path };
  return isRelative
    ? {
        ...made,
        kind: command.redirected ? step.kind : 'packages',
        paths: undefined,
        local: { path, anchored: true },
      }
    : made;
}

/** Whether a copy may bring a file of a folder of the image, or all of it. */
function mayBringInto(step: CopyStep, path: string, context: ContextSnapshot): boolean {
  const { copy, folder, anchored } = step;
  if (anchored && !isWithin(path, folder)) {
    return isWithin(folder, path);
  }
  return (
    !anchored ||
    copy.from.kind !== 'context' ||
    copy.sources.some((source) => {
      const selection = selectionOf(step, source, context);
      return (
        selection?.complete !== true ||
        selection.files.some(({ to }) => isWithin(`${folder === '/' ? '' : folder}/${to}`, path))
      );
    })
  );
}
