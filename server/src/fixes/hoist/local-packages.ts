import type { ContextSnapshot } from '../../context/types.ts';
import { parentPath } from '../../context/path-parts.ts';
import { isJavaScriptManifest } from '../../ecosystems/javascript/names.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { fromChain } from '../../model/from-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import { copiesByStage } from '../moving/copies-by-stage.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { resolvedFrom } from '../moving/image-paths.ts';
import type { Place } from '../moving/places.ts';
import type { ReadRun, Step } from './run-reading.ts';

/** Copies of a stage and of those that it is built from; where there are more, nobody looks through them. */
const MAX_COPIES = 200;

/** Longer chains of stages are not followed. */
const MAX_CHAIN = 20;

/** What these are given as operands are names of packages. */
const MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);

/** Their scripts read a schema among the copied files. */
const SCHEMA_READERS = /^(@prisma\/|prisma(@|$))/;

/**
 * A RUN in which `npm install sharp` counts as what it is where no copy brings a package.json: an install of packages by name, which
 * reads nothing of the project. Package managers look for that, and for node_modules, in the folders around, too. As it was where a
 * copy brings them or may.
 */
export function withLocalPackages(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, place, run }: { readonly node: Node; readonly place: Place; readonly run: ReadRun },
): ReadRun {
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const isAsked =
    context?.complete === true &&
    run.steps.some(addsByName) &&
    !run.steps.some(({ kind }) => kind === 'system') &&
    !mounts.some(({ type }) => type === 'bind');
  if (!isAsked) {
    return run;
  }
  const lists = fromChain(model, node.stage, MAX_CHAIN).map(
    ({ index }) => copiesByStage(model).get(index) ?? [],
  );
  if (lists.reduce((sum, { length }) => sum + length, 0) > MAX_COPIES) {
    return run;
  }
  const copies = lists.flat().filter((step) => step.node.index < node.index);
  const steps = run.steps.map((step) => localStep(step, place));
  const isApart = steps.every(
    ({ local }) => local === undefined || !copies.some((step) => mayBringManifest(step, local, context)),
  );
  return isApart ? { ...run, steps } : run;
}

function addsByName({ kind, part: { install } }: Step): boolean {
  const names = install?.subject.split('\n') ?? [];
  return (
    kind === 'install' &&
    install !== undefined &&
    MANAGERS.has(install.ecosystem.id) &&
    install.subject !== '' &&
    install.obstacle === undefined &&
    !names.some((name) => SCHEMA_READERS.test(name))
  );
}

function localStep(step: Step, { directory, anchored }: Place): Step {
  const { install, directory: below } = step.part;
  if (install === undefined || below === undefined || !addsByName(step)) {
    return step;
  }
  const working = resolvedFrom({ path: directory, anchored }, below);
  return {
    ...step,
    kind: 'packages',
    ecosystem: install.ecosystem.id,
    names: install.subject.split('\n'),
    local: resolvedFrom(working, install.directory),
  };
}

/** Whether a copy may bring a manifest or packages into a folder, or into one around it. */
function mayBringManifest(step: CopyStep, { path, anchored }: ImagePath, context: ContextSnapshot): boolean {
  const { copy, folder } = step;
  if (step.anchored !== anchored) {
    return true;
  }
  const isPlaced = (place: string): boolean => {
    const modules = place.indexOf('/node_modules/');
    return modules < 0
      ? isJavaScriptManifest(place) && isWithin(path, parentPath(place) || '/')
      : isWithin(path, place.slice(0, modules) || '/');
  };
  // A destination may be the file itself, or the folder of packages.
  if (isPlaced(folder) || isPlaced(`${folder}/`)) {
    return true;
  }
  // A folder that is copied over this one is the project, whatever it holds today.
  return (
    isWithin(path, folder) &&
    copy.sources.some((source) => {
      const selection = selectionOf(step, source, context);
      return (
        selection?.complete !== true ||
        selection.kind === 'directory' ||
        selection.files.some(({ to }) => isPlaced(`${folder === '/' ? '' : folder}/${to}`))
      );
    })
  );
}
