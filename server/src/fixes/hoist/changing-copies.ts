import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { CopySource, Model, Source } from '../../model/types.ts';
import { bringsPrunedAlone } from '../manifest-first/project/pruned-manifests.ts';
import { isForOtherFolder } from '../missing-source/find.ts';
import { isFolderByName, selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { bringsHistory } from '../moving/git-folder.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { isSettled } from '../moving/settled-names.ts';
import { mayBeMadeOf, isNamedBelow, stageSources, type StageSources } from './stage-sources.ts';
import { isFloatingImage } from '../../model/image-tag.ts';
import { feedsPackageManager, isOfProject } from './system-places.ts';

/** Answers for one model and context whether a copy brings something else after most changes of the sources. */
export interface ChangingCopies {
  /** Whether a step copies sources, or what a stage makes of sources. */
  readonly changes: (step: CopyStep) => boolean;
}

/** Scripts that set a container up: they belong to the build more than to the program. */
const SCRIPT = /\.(sh|bash|zsh|ash|bat|cmd|ps1)$|^[^.]+$/;

/** Folders that hold what was installed, and no sources. */
const INSTALLED =
  /(^|\/)(node_modules|vendor|site-packages|dist-packages|\.?venv|wheels|\.local|bundle)(\/|$)|^\/opt\/(conda|venv|poetry)(\/|$)/;

/** Instructions of a stage in which a script's name is looked for. */
const MAX_LOOKED_AT = 200;

/** The answers are worked out when they are asked for, and each one once. */
export const changingCopies = rememberedWith(answersFor);

function answersFor(model: Model, context: ContextSnapshot | undefined): ChangingCopies {
  const steps = new Map<number, boolean>();
  const sources: (StageSources | undefined)[] = [];
  let asked = 0;

  /** The sources of a stage. Stages only read stages above them, which are asked first: so no chain of them is too long. */
  const sourcesIn = (index: number): StageSources | undefined => {
    while (asked <= index) {
      const stage = model.stages[asked++];
      const parent = stage?.base.kind === 'stage' ? sources[stage.base.stage] : undefined;
      sources.push(stage && stageSources(model, stage, { parent, changes }));
    }
    return sources[index];
  };

  /** Whether what a copy takes from a stage may be made of the sources of that. */
  const isMade = (from: Source, path: string): boolean => {
    const own = from.kind === 'stage' ? sourcesIn(from.stage) : undefined;
    return own !== undefined && mayBeMadeOf(own, path);
  };

  /** Whether a RUN below the sources of a stage names a program among those that are installed: `go build -o`, `cp`. */
  const isPutThere = (from: Source, path: string): boolean => {
    const own = from.kind === 'stage' && PROGRAM.test(path) ? sourcesIn(from.stage) : undefined;
    return own !== undefined && isNamedBelow(own, path);
  };

  const changes = (step: CopyStep): boolean => {
    const known = steps.get(step.node.index);
    if (known !== undefined) {
      return known;
    }
    const { from } = step.copy;
    const found =
      !feedsPackageManager(step, context) &&
      (from.kind === 'context'
        ? bringsProgram(model, step, context)
        : !bringsPrunedAlone(model, step) && bringsOutput(model, step, { isMade, isPutThere }));
    steps.set(step.node.index, found);
    return found;
  };

  return { changes };
}

/** A program in a folder of the system's. */
const PROGRAM = /^\/usr(\/local)?\/s?bin\/[^/*?[.]+$/;

/** Without a context, and in one for which the Dockerfile is not written, folders by name count. */
function bringsProgram(model: Model, step: CopyStep, context: ContextSnapshot | undefined): boolean {
  if (context === undefined || isForOtherFolder(model, context)) {
    return isFolderByName(step);
  }
  if (bringsHistory(step, context)) {
    return true;
  }
  return step.copy.sources.some((source) => {
    const selection = selectionOf(step, source, context);
    const isRoot = selection?.kind === 'directory' && selection.base === '';
    return (
      selection?.files.some(({ path, single }) => {
        const name = baseName(path);
        if (isSettled(name) || isManifest(path)) {
          return false;
        }
        return isRoot || (!SCRIPT.test(name) && !(single && isRunInBuild(model, step, name)));
      }) === true
    );
  });
}

/** A single file that a RUN of its stage names is a script of the build. */
function isRunInBuild(model: Model, { stage }: CopyStep, name: string): boolean {
  const { first = 0, end = 0 } = model.stages[stage] ?? {};
  return model.nodes
    .slice(first, Math.min(end, first + MAX_LOOKED_AT))
    .some(({ instruction }) => instruction.keyword === 'RUN' && instruction.text.includes(name));
}

function isInstalled(path: string): boolean {
  return INSTALLED.test(path) || (isWithin(path, '/usr') && !isOfProject(path));
}

/** Whether a copy from a stage brings what that stage makes of sources, and not what it has installed. */
function bringsOutput(
  model: Model,
  step: CopyStep,
  {
    isMade,
    isPutThere,
  }: {
    readonly isMade: (from: Source, path: string) => boolean;
    readonly isPutThere: (from: Source, path: string) => boolean;
  },
): boolean {
  const { from, sources, dest } = step.copy;
  const isOutput = ({ text }: CopySource): boolean =>
    isInstalled(text) ? isPutThere(from, text) : !(isSettled(baseName(text)) && /\.\w+$/.test(text));
  const outputs = sources.filter(isOutput);
  if (outputs.length === 0) {
    return false;
  }
  if (outputs.some(({ text }) => isMade(from, text))) {
    return true;
  }
  const image = imageBehind(model, from);
  return image !== undefined && isFloatingImage(image) && !dest.startsWith('/') && !isInstalled(step.folder);
}

/** The image that a source is, if it adds nothing to it: then that image may be the application, built elsewhere. */
function imageBehind(model: Model, from: Source): string | undefined {
  if (from.kind !== 'stage') {
    return undefined;
  }
  const stage = model.stages[from.stage];
  const isBare =
    stage !== undefined &&
    !model.nodes
      .slice(stage.first + 1, stage.end)
      .some(({ instruction }) => ['RUN', 'COPY', 'ADD'].includes(instruction.keyword));
  return isBare && stage.base.kind === 'image' ? stage.base.name : undefined;
}
