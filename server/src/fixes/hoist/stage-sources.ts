import { baseName, parentPath } from '../../context/path-parts.ts';
import { fromChain } from '../../model/from-chain.ts';
import { cleanPath, resolvePath } from '../../model/paths.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { copyStepOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';

/** The sources of a stage, or of one that it is built from, and what stands around them. */
export interface StageSources {
  /** What the instructions in front of the first sources work on; that of the stage which brings them. */
  readonly above: Worked;
  /** The same of those below them in the stage itself, with the sources. */
  readonly below: Worked;
  /** Those of the stage that it is built from. */
  readonly parent: StageSources | undefined;
}

/** What some instructions work on. */
interface Worked {
  /** Folders at the root of the image in which they work, or put sources; the root itself where that is not known. */
  readonly roots: ReadonlySet<string>;
  /** The texts of the RUNs among them. */
  readonly texts: readonly string[];
  /** Files that they touch: empty ones, which say that something went well. */
  readonly touched: ReadonlySet<string>;
}

/** Instructions of a stage that are read on either side of its sources. */
const MAX_READ = 200;

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 8;

/** The sources of a stage, by the copies of it that bring any; undefined where neither it has any nor the stage that it is built from. */
export function stageSources(
  model: Model,
  stage: Stage,
  {
    parent,
    changes,
  }: { readonly parent: StageSources | undefined; readonly changes: (step: CopyStep) => boolean },
): StageSources | undefined {
  const nodes = model.nodes.slice(stage.first + 1, stage.end);
  const isChanging = (node: Node): boolean => {
    const step = stepAt(model, node);
    return mountsSources(node) || (step !== undefined && changes(step));
  };
  const at = parent === undefined ? nodes.findIndex(isChanging) : 0;
  if (at < 0) {
    return undefined;
  }
  return {
    above: parent?.above ?? workedOn(model, nodesAbove(model, stage, nodes.slice(0, at)), () => false),
    below: workedOn(model, nodes.slice(at, at + MAX_READ), changes),
    parent,
  };
}

/** The last nodes of each stage that one is built from, and of its own beginning. */
function nodesAbove(model: Model, { index }: Stage, own: readonly Node[]): readonly Node[] {
  const parents = fromChain(model, index, MAX_STAGES).slice(1);
  return [
    ...parents.flatMap(({ first, end }) => model.nodes.slice(Math.max(first, end - MAX_READ), end)),
    ...own.slice(-MAX_READ),
  ];
}

/**
 * Whether what a stage holds at a path may be made of its sources: most things may. What was made elsewhere before the sources came
 * is the same after they change, and so is a file that is only touched.
 */
export function mayBeMadeOf(sources: StageSources, source: string): boolean {
  const path = resolvePath('/', source);
  const chain = chainOf(sources);
  if (chain.some(({ below }) => below.touched.has(path))) {
    return false;
  }
  const root = rootOf(path);
  const isNear = root === '/' || root.includes('$');
  return (
    isNear ||
    chain.some(({ below }) => below.roots.has('/') || below.roots.has(root) || names(below, path)) ||
    !(sources.above.roots.has(root) || names(sources.above, path))
  );
}

/** Whether a RUN below the sources names a path. */
export function isNamedBelow(sources: StageSources, path: string): boolean {
  return chainOf(sources).some(({ below }) => names(below, path));
}

function chainOf(sources: StageSources): readonly StageSources[] {
  const chain: StageSources[] = [];
  for (let at: StageSources | undefined = sources; at && chain.length < MAX_STAGES; at = at.parent) {
    chain.push(at);
  }
  return chain;
}

/** By its whole path, or by its name and its folder apart, as `cp app /usr/local/bin` does. */
function names({ texts }: Worked, path: string): boolean {
  const folder = parentPath(path);
  const name = baseName(path);
  return texts.some((text) => text.includes(folder) && text.includes(name));
}

function workedOn(model: Model, nodes: readonly Node[], changes: (step: CopyStep) => boolean): Worked {
  const runs = nodes.filter(({ detail }) => detail.kind === 'run');
  return {
    roots: new Set(nodes.flatMap((node) => rootsOf(model, node, changes))),
    texts: runs.map(({ instruction }) => instruction.text),
    touched: new Set(runs.flatMap((node) => touchedBy(model, node))),
  };
}

function rootsOf(model: Model, node: Node, changes: (step: CopyStep) => boolean): readonly string[] {
  const step = stepAt(model, node);
  if (step !== undefined) {
    return changes(step) ? [step.anchored ? rootOf(step.folder) : '/'] : [];
  }
  const place = placesOf(model)[node.index];
  return place === undefined || node.detail.kind !== 'run'
    ? []
    : [place.anchored ? rootOf(place.directory) : '/'];
}

function stepAt(model: Model, node: Node): CopyStep | undefined {
  const place = placesOf(model)[node.index];
  return place && copyStepOf(node, place);
}

/** True for a RUN under whose bind mount all files of the context are. */
function mountsSources({ detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return mounts.some(
    ({ type, from, source }) => type === 'bind' && from.kind === 'context' && cleanPath(`/${source}`) === '/',
  );
}

/** The first segment of an absolute path, with the slash. */
function rootOf(path: string): string {
  const slash = path.indexOf('/', 1);
  return slash < 0 ? path : path.slice(0, slash);
}

function touchedBy(model: Model, { instruction, index }: Node): readonly string[] {
  const script = instruction.text.includes('touch') ? scriptOf(model.file, instruction) : undefined;
  const directory = placesOf(model)[index]?.directory ?? '/';
  return (script?.commands ?? []).flatMap(({ words: [program, ...operands] }) =>
    program?.text === 'touch' ? operands.map(({ text }) => resolvePath(directory, text)) : [],
  );
}
