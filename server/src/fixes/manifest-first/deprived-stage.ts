import { compilePatterns } from '../../context/ignore/ignore.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin, joinPath } from '../../ecosystems/paths.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { fromChain } from '../../model/from-chain.ts';
import type { Model, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { copiesByStage } from '../moving/copies-by-stage.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';

/** A folder of the context that the ignore file will leave out. */
export interface LeftOut {
  readonly path: string;
  /** The stage whose install makes it anew. */
  readonly stage: number | undefined;
  /** The family of that install's package manager (Ecosystem.family). */
  readonly family: string;
}

/** More folders are not asked for: they are those of the members of one workspace. */
const MAX_FOLDERS = 20;

/** Longer chains of stages are not followed. */
const MAX_CHAIN = 50;

/**
 * Which stage will do without a folder that is left out, as a clause: its copies would bring that, and neither an install nor a
 * copy from another stage makes up for it. The ignore file holds for all stages. Undefined for none.
 */
export function deprivedStage(
  model: Model,
  context: ContextSnapshot,
  folders: readonly LeftOut[],
): string | undefined {
  for (const [index, steps] of copiesByStage(model)) {
    const stage = model.stages[index];
    for (const { path, family, stage: own } of folders.slice(0, MAX_FOLDERS)) {
      const place = firstPlace(steps, path, context);
      if (
        stage !== undefined &&
        index !== own &&
        place !== undefined &&
        !isMadeIn(model, stage, { place, family })
      ) {
        const name =
          stage.name === undefined ? `the stage of line ${lineOf(model, stage)}` : `stage ${stage.name}`;
        return `${name} ${context.entries.has(path) ? 'no longer gets' : 'would no longer get'} ${path}`;
      }
    }
  }
  return undefined;
}

function lineOf(model: Model, { first }: Stage): number {
  return model.nodes[first]?.instruction.line ?? 0;
}

/** Where the copies of a stage would put a folder of the context that one of them brings with what is around it. */
function firstPlace(steps: readonly CopyStep[], path: string, context: ContextSnapshot): string | undefined {
  for (const step of steps) {
    for (const source of step.copy.sources) {
      const selection = selectionOf(step, source, context);
      if (selection?.kind === 'directory' && isWithin(path, selection.base) && path !== selection.base) {
        const below = path.slice(selection.base === '' ? 0 : selection.base.length + 1);
        if (!compilePatterns(step.copy.exclude).leavesOutWholly(below)) {
          return joinPath(step.folder, below);
        }
      }
    }
  }
  return undefined;
}

interface Made {
  /** In the image. */
  readonly place: string;
  readonly family: string;
}

/** Whether a stage, or one that it is built from, installs by this family, or gets the folder from a stage that does. */
function isMadeIn(model: Model, { index }: Stage, { place, family }: Made): boolean {
  const families = familiesOf(model);
  return fromChain(model, index, MAX_CHAIN).some(
    (stage) =>
      families.get(stage.index)?.has(family) === true ||
      copiesByStage(model)
        .get(stage.index)
        ?.some(({ copy: { from }, folder }) => {
          if (from.kind === 'context') {
            return false;
          }
          const isInstalled =
            from.kind === 'stage' &&
            fromChain(model, from.stage, MAX_CHAIN).some(
              (one) => families.get(one.index)?.has(family) === true,
            );
          return isWithin(folder, place) || (isInstalled && isWithin(place, folder));
        }) === true,
  );
}

/** The families of package managers that install in each stage. */
const familiesOf = rememberedWith((model: Model): ReadonlyMap<number, ReadonlySet<string>> => {
  const found = new Map<number, Set<string>>();
  for (const node of model.nodes) {
    if (node.stage === undefined || node.detail.kind !== 'run' || !mayInstall(node.instruction)) {
      continue;
    }
    for (const { install } of commandsIn(model, node)) {
      if (install !== undefined) {
        const families = found.get(node.stage) ?? new Set();
        found.set(node.stage, families.add(install.ecosystem.family));
      }
    }
  }
  return found;
});
