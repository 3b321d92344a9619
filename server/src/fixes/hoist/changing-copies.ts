import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { cleanPath } from '../../model/paths.ts';
import type { Model, Node, Source, Stage } from '../../model/types.ts';
import { copyStepOf, isFolderByName, selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { isSettled } from '../moving/settled-names.ts';
import { feedsPackageManager } from './system-places.ts';

/** Answers for one model and context whether a copy brings something else after most changes of the sources. */
export interface ChangingCopies {
  /** Whether a step copies sources, or what a stage makes of sources. */
  readonly changes: (step: CopyStep) => boolean;
}

/** Scripts that set a container up: they belong to the build more than to the program. */
const SCRIPT = /\.(sh|bash|zsh|ash|bat|cmd|ps1)$|^[^.]+$/;

/** Folders that hold what was installed, and no sources. */
const INSTALLED =
  /(^|\/)(node_modules|vendor|site-packages|dist-packages|\.?venv|wheels|\.local|bundle)(\/|$)|^\/(usr|opt\/(conda|venv|poetry))(\/|$)/;

/** Instructions of a stage in which a script's name is looked for. */
const MAX_LOOKED_AT = 200;

/** The answers are worked out when they are asked for, and each one once. */
export function changingCopies(model: Model, context: ContextSnapshot | undefined): ChangingCopies {
  const stages = new Map<number, boolean>();
  const steps = new Map<number, boolean>();
  const firsts = new Map<number, Node | undefined>();

  const fromStage = (stage: number): boolean => {
    const known = stages.get(stage);
    if (known !== undefined) {
      return known;
    }
    // A stage only reads stages above it; the entry also ends what a wrong model would make a circle.
    stages.set(stage, false);
    const found = stageChanges(stage);
    stages.set(stage, found);
    return found;
  };

  const stageChanges = (index: number): boolean => {
    const stage = model.stages[index];
    if (stage === undefined) {
      return false;
    }
    return (stage.base.kind === 'stage' && fromStage(stage.base.stage)) || firstChanging(stage) !== undefined;
  };

  /** The first instruction of a stage that brings sources. */
  const firstChanging = (stage: Stage): Node | undefined => {
    if (!firsts.has(stage.index)) {
      const own = model.nodes.slice(stage.first + 1, stage.end);
      firsts.set(
        stage.index,
        own.find((node) => {
          const place = placesOf(model)[node.index];
          const step = place && copyStepOf(node, place);
          return mountsSources(node) || (step !== undefined && changes(step));
        }),
      );
    }
    return firsts.get(stage.index);
  };

  /** Whether a RUN below the sources of a stage names a program among those that are installed: `go build -o`, `cp`. */
  const isPutThere = (from: Source, path: string): boolean => {
    const stage = from.kind === 'stage' ? model.stages[from.stage] : undefined;
    const sources = stage === undefined || !PROGRAM.test(path) ? undefined : firstChanging(stage);
    return (
      sources !== undefined &&
      model.nodes
        .slice(sources.index, Math.min(stage?.end ?? 0, sources.index + MAX_LOOKED_AT))
        .some(({ instruction: { keyword, text } }) => keyword === 'RUN' && namesFile(text, path))
    );
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
        : bringsOutput(model, step, { fromStage, isPutThere }));
    steps.set(step.node.index, found);
    return found;
  };

  return { changes };
}

/** True for a RUN under whose bind mount all files of the context are. */
function mountsSources({ detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return mounts.some(
    ({ type, from, source }) => type === 'bind' && from.kind === 'context' && cleanPath(`/${source}`) === '/',
  );
}

/** A program in a folder of the system's. */
const PROGRAM = /^\/usr(\/local)?\/s?bin\/[^/*?[.]+$/;

/** By its whole path, or by its name and its folder apart, as `cp app /usr/local/bin` does. */
function namesFile(text: string, path: string): boolean {
  return text.includes(parentPath(path)) && text.includes(baseName(path));
}

/** Without a context, folders by name count. */
function bringsProgram(model: Model, step: CopyStep, context: ContextSnapshot | undefined): boolean {
  if (context === undefined) {
    return isFolderByName(step);
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

/** Whether a copy from a stage brings what that stage makes of sources, and not what it has installed. */
function bringsOutput(
  model: Model,
  step: CopyStep,
  {
    fromStage,
    isPutThere,
  }: {
    readonly fromStage: (stage: number) => boolean;
    readonly isPutThere: (from: Source, path: string) => boolean;
  },
): boolean {
  const { from, sources, dest } = step.copy;
  const isOutput = sources.some(({ text }) =>
    INSTALLED.test(text) ? isPutThere(from, text) : !(isSettled(baseName(text)) && /\.\w+$/.test(text)),
  );
  if (!isOutput) {
    return false;
  }
  if (from.kind === 'stage' && fromStage(from.stage)) {
    return true;
  }
  const image = imageBehind(model, from);
  return (
    image !== undefined && isUnpinned(image) && !dest.startsWith('/') && !step.folder.startsWith('/usr/')
  );
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

/** True for an image whose name may mean another image tomorrow. */
function isUnpinned(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !image.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
}
