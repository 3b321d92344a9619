import { contextPath } from '../context/facts.ts';
import type { Model } from '../model/types.ts';
import { contextReader } from './context-content.ts';
import type { ContextReader, SelectedContent } from './context-content.ts';
import type { Read, StepDefinition } from './definition.ts';
import { definitionsOf } from './definitions.ts';
import type { KeyTable } from './key-table.ts';
import { isOtherContext } from './other-context.ts';
import { selectorText } from './selector.ts';
import type { BuildInputs, Builder, ContextFiles, Outcome } from './types.ts';
import { literalFolder, mayTouch } from './written-paths.ts';

/** How a vertex relates to the state before. Everything is `cached` in the state that nothing is compared with. */
export type Standing = Exclude<Outcome, 'unused'>;

/** What a step reads, with its key. */
export interface ResolvedRead {
  readonly read: Read;
  readonly key: number;
  /** Where a stage last wrote what is read there; undefined for other reads. */
  readonly writer: Vertex | undefined;
  /** By selector; empty unless it reads a build context. */
  readonly contents: readonly SelectedContent[];
}

/** A step in its place, or the base that a stage's first step stands on. */
export interface Vertex {
  /** Undefined for a base. */
  readonly step: StepDefinition | undefined;
  /** Of a base that may be another image than before, its stage. */
  readonly stage?: number | undefined;
  /** What it stands on along the FROM chain. */
  readonly previous: Vertex | undefined;
  /** The key of what the step itself stands on: nothing for a COPY --link. */
  readonly root: number;
  readonly reads: readonly ResolvedRead[];
  /** The key of the step's own result. */
  readonly own: number;
  /** The key of the file system after it: `own`, or for COPY --link of the merge. */
  readonly key: number;
  /** Of the step itself. */
  readonly outcome: Standing;
  /** Of the file system after it. */
  readonly standing: Standing;
  /** The first vertex along the chain that made `standing` what it is; undefined when that is `cached`. */
  readonly origin: Vertex | undefined;
  /** Another vertex that made `outcome` what it is; undefined when the step itself did, or nothing did. */
  readonly via: Vertex | undefined;
  /** True when a symlink may stand somewhere in the file system after it, besides what the base image brings. */
  readonly mayLink: boolean;
  /** Its place among the steps of its stage. */
  readonly rank: number;
}

/** All steps of one state that a build for its target looks at. */
export interface Graph {
  readonly inputs: BuildInputs;
  /** By stage, in order; undefined for a stage that is not built. */
  readonly stages: readonly (readonly Vertex[] | undefined)[];
  /** False when part of what steps read could not be seen. */
  readonly complete: boolean;
}

/** Finds what a step would be taken from: the keys of an earlier state. */
export interface KnownKeys {
  has(key: number): boolean;
  /** A vertex that is the same but for what it reads, where that may be equal all the same. */
  alike(step: StepDefinition, root: number, reads: readonly ResolvedRead[]): Vertex | undefined;
}

/** Gives the reader of a context by its name, or of the main one; undefined for what is no context. */
export type ReaderOf = (name: string | undefined) => ContextReader | undefined;

/** How a graph is made. */
export interface GraphOptions {
  readonly builder: Builder;
  readonly table: KeyTable;
  /** Names of base images that may be what others are in the state that is compared with (`likelySame`). */
  readonly likely?: ReadonlyMap<string, string> | undefined;
  /** The keys to compare with; without them everything is `cached`. */
  readonly known?: KnownKeys | undefined;
  /** Reads contexts in another way than by the contents of their files. */
  readonly readerOf?: ReaderOf | undefined;
}

/**
 * The graph of keys of one state (domain.md 2.1): a step's key is made of its operation, the key of what it stands on, and
 * the contents that it reads. Stages that the target does not reach are not in it; the classic builder builds all of them
 * up to the target.
 */
export function buildGraph(inputs: BuildInputs, options: GraphOptions): Graph {
  const { model } = inputs;
  const definitions = definitionsOf(model, options);
  const readerOf = options.readerOf ?? contextReaders(inputs, options.builder);
  const ends: (Vertex | undefined)[] = [];
  const stages: (readonly Vertex[] | undefined)[] = [];
  let complete = true;
  for (const [index, { base, steps }] of definitions.entries()) {
    if (!isBuilt(model, index, options.builder)) {
      stages.push(undefined);
      ends.push(undefined);
      continue;
    }
    const from = model.stages[index]?.base;
    const parent = from?.kind === 'stage' ? ends[from.stage] : undefined;
    complete &&= !(from?.kind === 'image' && from.name !== undefined && isOtherContext(model, from.name));
    const isLikely = from?.kind === 'image' && options.likely?.has(from.name ?? '') === true;
    let at =
      parent ?? baseVertex(base ?? options.table.key('scratch'), isLikely ? { stage: index } : undefined);
    const vertices: Vertex[] = [];
    for (const step of steps) {
      const reads = step.reads.map((read) => resolve(read, { readerOf, ends, table: options.table }));
      complete &&= reads.every(({ contents }) => contents.every((content) => content.complete));
      at = place(step, at, { reads, rank: vertices.length, ...options });
      vertices.push(at);
    }
    stages.push(vertices);
    ends.push(at);
  }
  return { inputs, stages, complete };
}

/** Whether a build for the model's target looks at a stage. */
export function isBuilt(model: Model, stage: number, builder: Builder): boolean {
  return builder === 'classic'
    ? model.target !== undefined && stage <= model.target
    : model.stages[stage] !== undefined && model.stages[stage].role !== 'unused';
}

/** `doubted`: a stage whose base may be another image than before. */
function baseVertex(key: number, doubted?: { readonly stage: number }): Vertex {
  const standing = doubted === undefined ? 'cached' : 'depends';
  const vertex: { -readonly [Key in keyof Vertex]: Vertex[Key] } = {
    step: undefined,
    stage: doubted?.stage,
    previous: undefined,
    root: key,
    reads: [],
    own: key,
    key,
    outcome: standing,
    standing,
    origin: undefined,
    via: undefined,
    mayLink: false,
    rank: -1,
  };
  vertex.origin = standing === 'cached' ? undefined : vertex;
  return vertex;
}

/** Readers of what the state knows. Files of a context that it knows nothing of count as unchanged, and are told as not seen. */
function contextReaders(inputs: BuildInputs, builder: Builder): ReaderOf {
  const fullNames = builder === 'classic';
  const main = contextReader(inputs, { fullNames });
  const others = new Map<string, ContextReader>();
  return (name) => {
    if (name === undefined || !isOtherContext(inputs.model, name)) {
      return name === undefined ? main : undefined;
    }
    const reader = others.get(name) ?? contextReader(inputs.others?.get(name) ?? UNKNOWN, { fullNames });
    others.set(name, reader);
    return reader;
  };
}

const UNKNOWN: ContextFiles = { context: undefined, contents: () => undefined };

interface Surroundings {
  readonly readerOf: ReaderOf;
  readonly ends: readonly (Vertex | undefined)[];
  readonly table: KeyTable;
}

function resolve(read: Read, { readerOf, ends, table }: Surroundings): ResolvedRead {
  const { from, selectors } = read;
  const reader = from.kind === 'stage' ? undefined : readerOf(from.kind === 'named' ? from.name : undefined);
  if (reader !== undefined) {
    const contents = selectors.map((selector) => reader.read(selector));
    return {
      read,
      key: table.key('context', ...contents.map(({ text }) => text)),
      writer: undefined,
      contents,
    };
  }
  const paths = selectors.map(selectorText);
  const end = from.kind === 'stage' ? ends[from.stage] : undefined;
  if (end === undefined) {
    const name = from.kind === 'stage' ? `stage ${from.stage}` : from.kind === 'named' ? from.name : '';
    return { read, key: table.key('named', name, ...paths), writer: undefined, contents: [] };
  }
  const writer = lastWriter(end, read);
  return { read, key: table.key('from', writer.key, ...paths), writer, contents: [] };
}

/** How many steps are looked at for what they write; beyond them any may have written anything. */
const MAX_LOOKED_AT = 200;

/** The last vertex that may have written what is read of a stage: what stands there is made by it and those before it. */
function lastWriter(end: Vertex, { selectors }: Read): Vertex {
  if (end.mayLink) {
    return end;
  }
  const paths = selectors.map(({ source, parents }) => {
    // With --parents the headers of the folders above count too, from the pivot on.
    const pivot = source.indexOf('/./');
    const read = parents ? source.slice(0, Math.max(pivot, 0)) : source;
    return literalFolder(`/${contextPath(read)}`);
  });
  let at = end;
  for (let looked = 0; looked < MAX_LOOKED_AT; looked++) {
    const { step, previous } = at;
    if (!step || !previous || !step.writesTo) {
      return at;
    }
    if (step.writesTo.some((written) => paths.some((path) => mayTouch(written, path)))) {
      return at;
    }
    at = previous;
  }
  return end;
}

interface Placing extends GraphOptions {
  readonly reads: readonly ResolvedRead[];
  readonly rank: number;
}

function place(step: StepDefinition, previous: Vertex, placing: Placing): Vertex {
  const { reads, rank, table, known } = placing;
  const root = step.linked ? table.key('scratch') : previous.key;
  const below: Standing = step.linked ? 'cached' : previous.standing;
  const uncertain = reads.find(({ writer }) => writer !== undefined && writer.standing !== 'cached');
  let own = table.key('step', step.operation, root, ...reads.map(({ key }) => key));
  let outcome: Standing = worse(below, uncertain ? 'depends' : 'cached');
  if (known && !known.has(own)) {
    const alike = outcome === 'rebuilt' ? undefined : known.alike(step, root, reads);
    outcome = alike ? 'depends' : 'rebuilt';
    own = alike?.own ?? own;
  }
  const via =
    outcome === 'cached'
      ? undefined
      : outcome === below
        ? previous.origin
        : outcome === 'depends'
          ? changedWriter(uncertain)
          : undefined;
  const vertex = {
    step,
    previous,
    root,
    reads,
    own,
    outcome,
    via,
    rank,
    mayLink: leavesLinks(step, previous, reads),
  };
  return finish(vertex, previous, placing);
}

/** The step that makes what is read uncertain: the last that may have written it, unless only those below it ran. */
function changedWriter(read: ResolvedRead | undefined): Vertex | undefined {
  return read?.writer?.outcome === 'cached' ? read.writer.origin : read?.writer;
}

/** What stands after the step; a COPY --link is merged with what stands below it, by keys alone. */
function finish(
  vertex: Omit<Vertex, 'key' | 'standing' | 'origin'>,
  previous: Vertex,
  { table, known }: Placing,
): Vertex {
  const linked = vertex.step?.linked === true;
  const key = linked ? table.key('merge', previous.key, vertex.own) : vertex.own;
  let standing = worse(previous.standing, vertex.outcome);
  if (linked && known && !known.has(key)) {
    standing = 'rebuilt';
  }
  const finished: { -readonly [Key in keyof Vertex]: Vertex[Key] } = {
    ...vertex,
    key,
    standing,
    origin: undefined,
  };
  if (standing !== 'cached') {
    finished.origin = standing === previous.standing ? previous.origin : finished;
  }
  return finished;
}

function leavesLinks(step: StepDefinition, previous: Vertex, reads: readonly ResolvedRead[]): boolean {
  return (
    previous.mayLink ||
    step.mayLink ||
    (step.keyword !== 'RUN' &&
      reads.some(
        ({ writer, contents }) => writer?.mayLink === true || contents.some(({ hasLinks }) => hasLinks),
      ))
  );
}

const ORDER: readonly Standing[] = ['cached', 'depends', 'rebuilt'];

function worse(one: Standing, other: Standing): Standing {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}
