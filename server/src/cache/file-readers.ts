import type { Model, Node, Source, Stage } from '../model/types.ts';
import { copyPaths, isUndecided } from '../model/undecided-source.ts';
import { countWhile } from '../syntax/ascending.ts';
import { parsedOf } from '../syntax/instruction.ts';
import type { ParsedInstruction } from '../syntax/types.ts';
import { isOtherContext } from './other-context.ts';

/** Where the files of the build context come into what a step sees. */
export interface FileReaders {
  /** Nodes at or above which a changed file of the build context rebuilds this node, in document order along its chain. */
  readonly fileReaders: (node: number) => readonly number[];
  /**
   * Nodes at or above which this node's chain reads what files make elsewhere, in document order along it: a stage that reads files of
   * the build context, another build context, or what may be one (`isUndecided`).
   */
  readonly outputReaders: (node: number) => readonly number[];
}

/** Each stage is looked through when somebody asks for it, and once. */
export function fileReadersOf(model: Model): FileReaders {
  const readers: (readonly number[])[] = [];
  const readersIn = (stage: Stage): readonly number[] =>
    (readers[stage.index] ??= fileReadersIn(stage, model));
  const outputs: (readonly number[])[] = [];
  const readsFiles: boolean[] = [];
  let areOutputsRead: boolean | undefined;
  const outputsIn = (stage: Stage): readonly number[] => {
    // A stage reads stages above it alone, so each one finds those that it reads worked out.
    for (let index = readsFiles.length; index < stage.index; index++) {
      const above = model.stages[index];
      readsFiles.push(above !== undefined && makesOfFiles(model, above, readersIn(above), readsFiles));
    }
    return (outputs[stage.index] ??= outputReadersIn(stage, model, readsFiles));
  };
  return {
    fileReaders: (node) => readersAbove(model, readersIn, node),
    outputReaders: (node) => {
      areOutputsRead ??= model.stages.some(({ reads }) =>
        reads.some((source) => source.kind === 'stage' || mayBeOtherContext(model, source)),
      );
      return areOutputsRead ? readersAbove(model, outputsIn, node) : [];
    },
  };
}

/** Whether a step reads files of the build context: COPY or ADD of a path, or a RUN that mounts the context. */
export function readsContext(node: Node): boolean {
  const { detail } = node;
  return detail.kind === 'run'
    ? detail.mounts.some((mount) => mount.type === 'bind' && mount.from.kind === 'context')
    : detail.kind === 'copy' &&
        detail.copy.from.kind === 'context' &&
        detail.copy.sources.some(({ kind }) => kind === 'path' || kind === 'unset');
}

/** Triggers of the base run at the FROM, and read there. */
function fileReadersIn({ first, end, triggered }: Stage, { file, nodes }: Model): readonly number[] {
  const found = triggered.some((index) => {
    const node = nodes[index];
    return node !== undefined && triggersCopy(parsedOf(file, node.instruction));
  })
    ? [first]
    : [];
  for (const node of nodes.slice(first, end)) {
    if (readsContext(node)) {
      found.push(node.index);
    }
  }
  return found;
}

/** Whether an ONBUILD copies from the build context. */
function triggersCopy({ trigger }: ParsedInstruction): boolean {
  return (
    (trigger?.keyword === 'COPY' || trigger?.keyword === 'ADD') &&
    !trigger.parsed.flags.some(({ name }) => name === 'from')
  );
}

/** Whether what a stage makes depends on files of the context, itself or by what it is built FROM or reads. */
function makesOfFiles(
  model: Model,
  stage: Stage,
  own: readonly number[],
  above: readonly boolean[],
): boolean {
  return (
    own.length > 0 ||
    (stage.base.kind === 'stage' && above[stage.base.stage] === true) ||
    outputReadersIn(stage, model, above).length > 0
  );
}

function readsOtherContext(model: Model, source: Source): boolean {
  return source.kind === 'image' && isOtherContext(model, source.name);
}

/** The same, or an image that may be one by its name: what is read there decides. */
function mayBeOtherContext(model: Model, source: Source): boolean {
  return readsOtherContext(model, source) || mayBeUnknownContext(model, source, ['.']);
}

function mayBeUnknownContext({ options }: Model, source: Source, paths: readonly string[]): boolean {
  return (
    isUndecided(source, paths) && !(source.kind === 'image' && options.contexts?.has(source.name) === true)
  );
}

/** Instructions that read what such a stage makes. */
function outputReadersIn(
  { first, end, reads }: Stage,
  model: Model,
  readsFiles: readonly boolean[],
): readonly number[] {
  const isOutput = (source: Source): boolean =>
    source.kind === 'stage' ? readsFiles[source.stage] === true : readsOtherContext(model, source);
  const isReader = ({ detail }: Node): boolean => {
    if (detail.kind === 'copy') {
      const { from } = detail.copy;
      return isOutput(from) || mayBeUnknownContext(model, from, copyPaths(detail.copy));
    }
    return detail.kind === 'run' && detail.mounts.some(({ from }) => isOutput(from));
  };
  return reads.some((source) => isOutput(source) || mayBeOtherContext(model, source))
    ? model.nodes
        .slice(first, end)
        .filter(isReader)
        .map(({ index }) => index)
    : [];
}

/** At most this many readers are looked up: nobody reads a longer list, and long chains stay cheap. */
const MAX_READERS = 12;

function readersAbove(
  model: Model,
  readersIn: (stage: Stage) => readonly number[],
  node: number,
): readonly number[] {
  const found: number[] = [];
  const stage = model.nodes[node]?.stage;
  let at: Stage | undefined = stage === undefined ? undefined : model.stages[stage];
  for (let hops = 0; at && found.length < MAX_READERS && hops < MAX_READERS * 8; hops++) {
    const own = readersIn(at);
    for (let i = countWhile(own, (reader) => reader <= node) - 1; i >= 0 && found.length < MAX_READERS; i--) {
      found.push(own[i] ?? 0);
    }
    at = at.base.kind === 'stage' ? model.stages[at.base.stage] : undefined;
  }
  return found.reverse();
}
