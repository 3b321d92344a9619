import { hasWildcards, literalPart } from '../../context/copy-wildcards.ts';
import { exists } from '../../context/facts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot, FolderAbove } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { isDropped } from '../ignored-path/find.ts';
import { hasPlaceholders } from '../placeholders.ts';
import { leadsOut } from './leads-out.ts';
import { isMadeLater } from './made-later.ts';
import { nearest } from './nearest.ts';
import { holdsHalf, isRequired, sortedReads, unfetched, WRITTEN, type Sorted } from './sorted-reads.ts';

/** Sources of one instruction that are not in the context, so that the build fails. */
export interface MissingSources {
  readonly node: Node;
  /** At least one, in the order in which they are written. */
  readonly sources: readonly MissingSource[];
  /** The folder above for which the whole Dockerfile is written: then the sources are those of all its instructions. */
  readonly folder?: FolderAbove | undefined;
}

/** One of them. */
export interface MissingSource {
  readonly read: ContextRead;
  /** The path that BuildKit does not find: of wildcards the folder in front of them. */
  readonly path: string;
  /** What was probably meant, as a path of the context. */
  readonly near: string | undefined;
  /** True where it is meant to be outside of the context, and nothing in there comes near. */
  readonly outside: boolean;
  /** The nearest folder above the context that has it as it is written. */
  readonly above: FolderAbove | undefined;
  /** The submodule of git, without any file, that it belongs to. */
  readonly submodule: string | undefined;
}

/**
 * The sources that are certainly not there and that people write, among them wildcards in a folder that is not there (domain.md 3.4):
 * what tools make before the build, what a person keeps to himself, and, where nothing comes near, what has no ending are not among
 * them. Nothing puts any of these there, though, where `..` is to lead out of the context. At least half of what the Dockerfile copies has to be there, or the near name: a project may keep
 * Dockerfiles that are built elsewhere. For `..` it is enough that the context is no guess. Where a project names a context that has less
 * than half, and a folder above has everything, that is one finding for all of it.
 */
export const missingSources = rememberedWith(find);

/** Whether the whole Dockerfile is written for another folder than its context: that is then the only finding. */
export function isForOtherFolder(model: Model, context: ContextSnapshot): boolean {
  return missingSources(model, context)[0]?.folder !== undefined;
}

function find(model: Model, context: ContextSnapshot): readonly MissingSources[] {
  if (!context.complete || hasPlaceholders(model)) {
    return [];
  }
  const known = sortedReads(model, context);
  const reads = contextReads(model).filter(isRequired);
  const folder = folderForAll(context, known);
  if (folder !== undefined) {
    return writtenFor(folder, known.missing);
  }
  const isCertain = context.reason === undefined || holdsHalf(known);
  const named = namedBy(reads);
  const found: { node: Node; sources: MissingSource[] }[] = [];
  for (const read of reads) {
    const missing = missingSource(context, read, { isCertain, named: named.get(read.node) });
    if (missing === undefined) {
      continue;
    }
    const last = found[found.length - 1];
    if (last?.node === read.node) {
      last.sources.push(missing);
    } else {
      found.push({ node: read.node, sources: [missing] });
    }
  }
  return found;
}

/** What each instruction reads, by the instruction. */
function namedBy(reads: readonly ContextRead[]): ReadonlyMap<Node, ReadonlySet<string>> {
  const named = new Map<Node, Set<string>>();
  for (const { node, path } of reads) {
    named.set(node, (named.get(node) ?? new Set()).add(path));
  }
  return named;
}

function missingSource(
  context: ContextSnapshot,
  read: ContextRead,
  { isCertain, named }: { readonly isCertain: boolean; readonly named: ReadonlySet<string> | undefined },
): MissingSource | undefined {
  const { source, options } = read;
  const path = literalPart(read.path);
  const selection = select(context, source, options);
  const isMissing =
    selection.kind === 'missing' &&
    selection.complete &&
    exists(context, path) === 'no' &&
    !isDropped(context, path);
  if (!isMissing || isMadeLater(context, read)) {
    return undefined;
  }
  const above = folderAbove(context, read.path);
  const submodule = unfetched(context, path);
  const nearby = submodule === undefined ? nearest(context, source) : undefined;
  const near = isMeant(nearby) ? nearby : undefined;
  const outside = near === undefined && leadsOut(context, source);
  const isSure = outside ? isCertain || context.named !== undefined : isCertain && WRITTEN.test(read.path);
  return near !== undefined || isSure ? { read, path, near, outside, above, submodule } : undefined;

  /** What the instruction names already, nobody means a second time; nor another file than that which a folder above has. */
  function isMeant(one: string | undefined): boolean {
    const isThat = above === undefined || (isCertain && read.path === `${above.inner}/${one ?? ''}`);
    return one !== undefined && named?.has(one) !== true && isThat;
  }
}

function folderAbove({ elsewhere }: ContextSnapshot, path: string): FolderAbove | undefined {
  return elsewhere?.above.find(({ found }) => found.includes(path));
}

/** The folder above that has all that is read, where a context has the smaller part and somebody can be told to name that folder. */
function folderForAll(context: ContextSnapshot, known: Sorted): FolderAbove | undefined {
  // Mounts are not looked for elsewhere, nor are wildcards for what may be missing.
  const there = known.there.filter(({ path }) => !hasWildcards(path));
  const all = [...known.missing, ...there].filter(({ kind }) => kind === 'copy');
  return holdsHalf(known) || all.some(({ source }) => leadsOut(context, source))
    ? undefined
    : context.elsewhere?.above.find(({ found, remedy }) => {
        const has = new Set(found);
        return remedy !== undefined && all.every(({ path }) => has.has(path));
      });
}

/** One finding, at the first instruction. */
function writtenFor(folder: FolderAbove, missing: readonly ContextRead[]): readonly MissingSources[] {
  const copied = missing.filter(({ kind }) => kind === 'copy');
  const [first] = copied;
  const sources = copied.map((read) => ({
    read,
    path: literalPart(read.path),
    near: undefined,
    outside: false,
    above: folder,
    submodule: undefined,
  }));
  return first === undefined ? [] : [{ node: first.node, sources, folder }];
}
