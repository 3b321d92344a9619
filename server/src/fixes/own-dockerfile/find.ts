import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { ignoreLines } from '../context-reads/ignore-lines.ts';
import { isHistory, readsChanges } from '../heavy-path/history-needed.ts';
import { broughtBy } from '../leave-out/brought.ts';
import { copyStepOf, selectionOf } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { patternsOf, type OwnPatterns } from './patterns.ts';
import { throughPruned } from './pruned.ts';
import type { SlowRun } from './slow-run.ts';
import { slowest, slowestOf, slowRunsBelow, type SlowRuns } from './slow-runs.ts';

/** A copy that brings files which only the build itself reads, with steps below that run again because of them. */
export interface OwnFiles {
  readonly node: Node;
  /** Context paths: the Dockerfile first, then the others in the snapshot's order. */
  readonly paths: readonly string[];
  /** What leaves them out of the context: as few lines of the ignore file as will do. */
  readonly out: OwnPatterns;
  /** The RUN below, in its stage, in one that is built from that or that gets its pruned packages, for which somebody waits longest. */
  readonly run: SlowRun;
}

/** Dockerfiles by name (`Dockerfile.dev`, `web.dockerfile`), but not their ignore files. */
const DOCKERFILE = /^Dockerfile(\.[\w-]+)?$|^[\w.-]+\.dockerfile$/i;

const COMPOSE = /^(docker-)?compose(\.[\w-]+)*\.ya?ml$/;

/** What names a file of the build in another instruction: then somebody wants it in the image. */
const NAMED = /(^|[\s/"'=])(Dockerfile|[\w.-]*\.dockerignore|(docker-)?compose[\w.-]*\.ya?ml)\b/;

/** The finding about a Dockerfile; undefined without a context, and where no step that takes time would run again. */
export function findOwnFiles(model: Model, context: ContextSnapshot | undefined): OwnFiles | undefined {
  if (context?.complete !== true) {
    return undefined;
  }
  // Nobody copies a folder that holds nothing else: the build has another context.
  if (!hasOthers(context)) {
    return undefined;
  }
  const isWanted = model.nodes.some(
    ({ instruction }) => instruction.keyword !== 'FROM' && NAMED.test(instruction.text),
  );
  const below = slowRunsBelow(model, context);
  const found = (isWanted ? [] : model.stages).flatMap((stage) =>
    isBuiltAtAll(model, stage) ? (inStage(model, context, stage, below) ?? []) : [],
  );
  const slow = slowest(found.map(({ run }) => run));
  return found.find(({ run }) => run === slow);
}

function inStage(
  model: Model,
  context: ContextSnapshot,
  stage: Stage,
  below: SlowRuns,
): OwnFiles | undefined {
  const nodes = model.nodes.slice(stage.first + 1, stage.end);
  for (const [at, node] of nodes.entries()) {
    const paths = ownFilesOf(model, context, node);
    if (paths.length > 0) {
      const from = nodes.slice(at);
      const run = slowest([slowestOf(model, context, from), below(stage.index)]);
      const found = run
        ? { paths, run }
        : throughPruned(model, context, { stage, nodes: from, paths, below });
      return found && { node, ...found, out: patternsOf(found.paths, context) };
    }
  }
  return undefined;
}

function ownFilesOf(model: Model, context: ContextSnapshot, node: Node): readonly string[] {
  const own = candidates(context);
  const found = new Set(
    broughtBy(model, context, node, own).flatMap(({ path, single }) => (single ? [] : [path])),
  );
  const paths = [...own].filter((path) => found.has(path));
  // An ignore file, or what another image is built by, is hardly ever edited on its own: not worth a word.
  return paths.some((path) => path === context.dockerfile || COMPOSE.test(path)) &&
    !areMissedByGit(model, context, node)
    ? paths
    : [];
}

/** Whether the copy brings git's own folder, and something asks git whether the files are those of the last commit. */
function areMissedByGit(model: Model, context: ContextSnapshot, node: Node): boolean {
  const place = placesOf(model)[node.index];
  const step = place && copyStepOf(node, place);
  return (
    step?.copy.sources.some(
      (source) => selectionOf(step, source, context)?.folders.some(isHistory) === true,
    ) === true && readsChanges(model, context)
  );
}

/** Whether there is a file that is not one of the build's own. */
function hasOthers(context: ContextSnapshot): boolean {
  const own = candidates(context);
  for (const [path, { kind }] of context.entries) {
    if (kind !== 'directory' && !own.has(path) && path !== context.ignore?.path) {
      return true;
    }
  }
  return false;
}

/**
 * The build's own files in the root of the context that the ignore file does not leave out, but those that an exception of it names:
 * somebody wants them. Remembered with the snapshot.
 */
const candidates = rememberedWith((context: ContextSnapshot): ReadonlySet<string> => {
  const { ignore, children } = indexOf(context);
  const exceptions = new Set(ignoreLines(context.ignore?.text ?? '').map(({ pattern }) => pattern));
  const paths = [
    ...(context.dockerfile === undefined ? [] : [context.dockerfile]),
    ...(context.ignore === undefined ? [] : [context.ignore.path]),
    ...children
      .get('')
      .filter(
        (path) =>
          path === '.dockerignore' ||
          COMPOSE.test(path) ||
          (DOCKERFILE.test(path) && !path.endsWith('.dockerignore')),
      ),
  ];
  return new Set(
    paths.filter(
      (path) =>
        context.entries.get(path)?.kind === 'file' && !ignore.leavesOut(path) && !exceptions.has(`!${path}`),
    ),
  );
});
