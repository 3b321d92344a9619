import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import type { Facts } from '../types.ts';
import { alteredCopies, noteGivenToCopies, type AlteredCopy, type GivenToCopies } from './altered-copies.ts';
import { alteredFolders, holdsPath, noteGiven, type Installed } from './altered-folders.ts';
import { userName } from './altered-installs.ts';
import { baseFolders } from './base-folders.ts';
import { isOfBase, type FilledFolder } from './filled-folder.ts';
import { installedFolders, staysIn, type InstalledFolder } from './installed-folders.ts';
import { ownershipChanges, type OwnershipChange } from './ownership-change.ts';
import { removalsIn, type Removal } from './removals.ts';
import { totalSize } from './total-size.ts';
import { SMALL_TWICE } from './shown-size.ts';

/** A RUN that puts what copies bring, or installs leave, into another layer again. */
export interface Duplicates {
  readonly node: Node;
  /** To one owner, to one mode, or to both. */
  readonly changes: readonly OwnershipChange[];
  /** The largest first. */
  readonly hits: readonly AlteredCopy[];
  /** True where all of these have that owner already: only some storages write them once more. */
  readonly same: boolean;
  /** Of the copies; undefined where it is not known. */
  readonly bytes: number | undefined;
  /** Installs above it, and what the base image holds. */
  readonly installs: readonly FilledFolder[];
  /** Which of the changes are such for what is installed. */
  readonly installKinds: ReadonlySet<OwnershipChange['kind']>;
}

/** Copies and installs above one RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_ABOVE = 100;

/** What RUNs of the final image put into another layer again by giving it another owner or mode, in document order. */
export function ownershipDuplicates(facts: Facts): readonly Duplicates[] {
  const { model, context } = facts;
  const nodes = targetChain(model)
    .toReversed()
    .flatMap(({ first, end }) => model.nodes.slice(first + 1, end));
  const changesOf = new Map(
    nodes
      .map((node) => [node, ownershipChanges(model, node)] as const)
      .filter(([, changes]) => changes.length > 0),
  );
  if (changesOf.size === 0) {
    return [];
  }
  const found: Duplicates[] = [];
  const copies: CopyStep[] = [];
  const bases = baseFolders(model).map((folder) => ({ folder, user: 'root', given: new Set<string>() }));
  let installs: readonly Installed<InstalledFolder>[] = [];
  let removals: readonly Removal[] = [];
  let user = imageUser(model);
  const given: GivenToCopies = { whole: new Map(), modes: new Set() };
  for (const node of nodes) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    } else if (node.instruction.keyword === 'USER' && node.detail.kind === 'text') {
      user = userName(node.detail.text);
    } else if (node.instruction.keyword === 'RUN') {
      const changes = changesOf.get(node) ?? [];
      const mayRemove = REMOVES.test(node.instruction.text);
      const gone = mayRemove ? removalsIn(model, node).removed.map((target) => ({ node, target })) : [];
      removals = gone.length === 0 ? removals : [...removals, ...gone].slice(-MAX_ABOVE);
      const near = copies.slice(-MAX_ABOVE);
      const above = { copies: near, installs: [...bases, ...installs], removals, user, given };
      found.push(...(changes.length === 0 ? [] : duplicatesOf(facts, node, changes, above)));
      const own = installedFolders(model, node, { copies, context });
      const kept = mayRemove ? installs.filter(({ folder }) => staysIn(model, node, folder)) : installs;
      const by = user;
      installs = [...kept, ...own.map((folder) => ({ folder, user: by, given: new Set<string>() }))];
      installs = installs.slice(-MAX_ABOVE);
      noteGiven(changes, [...bases, ...installs]);
      noteGivenToCopies(changes, near, given);
    }
  }
  return found;
}

/** A quick look: most RUNs take nothing away. */
const REMOVES = /\b(rm|mv|unlink|shred|delete|modcache)\b/;

/** What has happened up to a RUN; what it removes itself is not in its layer either. */
interface Above {
  readonly copies: readonly CopyStep[];
  readonly installs: readonly Installed[];
  readonly removals: readonly Removal[];
  readonly user: string | undefined;
  readonly given: GivenToCopies;
}

/** Official images to build in work for root; others may set a user. */
function imageUser(model: Model): string | undefined {
  const base = chainStart(model, model.target)?.base;
  const name = base?.kind === 'image' ? familiarName(base.name ?? '?/?') : '';
  return !name.includes('/') || name.startsWith('mcr.microsoft.com/dotnet/') ? 'root' : undefined;
}

/**
 * The changes that do so, each for what those before it leave alone; one of the owner and one of the mode are told together where
 * they change the same: either would do it alone. Those that give an owner again are for what no other one changes.
 */
function duplicatesOf(
  facts: Facts,
  node: Node,
  changes: readonly OwnershipChange[],
  above: Above,
): readonly Duplicates[] {
  const found: Duplicates[] = [];
  const told = new Set<CopyStep | FilledFolder>();
  const all = changes.map((change) => alteredBy(facts, node, change, above));
  for (const altered of [...all.filter(({ same }) => !same), ...all.filter(({ same }) => same)]) {
    const { change, same, copies, folders } = altered;
    const twin = found.findIndex((one) => isTwin(one, altered));
    const other = found[twin];
    if (other !== undefined) {
      found[twin] = {
        ...other,
        changes: [...other.changes, change],
        installs: [...new Set([...other.installs, ...folders])],
        installKinds: withKind(other.installKinds, change, folders),
      };
    } else {
      const hits = copies.filter(({ step }) => !told.has(step));
      const installs = folders.filter((folder) => !told.has(folder));
      const bytes = totalSize(hits.map((hit) => hit.bytes));
      if (installs.length === 0 && (hits.length === 0 || isSmall(bytes))) {
        continue;
      }
      const installKinds = withKind(new Set(), change, installs);
      found.push({ node, changes: [change], hits, same, bytes, installs, installKinds });
    }
    for (const one of [...copies.map(({ step }) => step), ...folders]) {
      told.add(one);
    }
  }
  return found;
}

/** What one change of a RUN puts into its layer. */
interface Altered {
  readonly change: OwnershipChange;
  /** See {@link Duplicates}. */
  readonly same: boolean;
  readonly copies: readonly AlteredCopy[];
  readonly folders: readonly FilledFolder[];
}

function alteredBy(facts: Facts, node: Node, change: OwnershipChange, above: Above): Altered {
  const folders = alteredFolders(change, node, above.installs, above.user);
  const bases = folders.filter(isOfBase);
  const copies = alteredCopies(facts, change, above).filter(
    ({ step: { folder: path, anchored } }) => !bases.some((base) => holdsPath(base, { path, anchored })),
  );
  const same = folders.length === 0 && copies.every((hit) => hit.same);
  return { change, same, copies: same ? copies : copies.filter((hit) => !hit.same), folders };
}

/** Whether copies of this many bytes are not worth a word. */
export function isSmall(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes < SMALL_TWICE;
}

function withKind(
  kinds: ReadonlySet<OwnershipChange['kind']>,
  { kind }: OwnershipChange,
  { length }: readonly FilledFolder[],
): ReadonlySet<OwnershipChange['kind']> {
  return length === 0 ? kinds : new Set([...kinds, kind]);
}

function isTwin(
  { changes, same, hits, installs }: Duplicates,
  { change: { kind }, same: isSame, copies, folders }: Altered,
): boolean {
  const steps = new Set(copies.map(({ step }) => step));
  return (
    changes.length === 1 &&
    changes[0]?.kind !== kind &&
    same === isSame &&
    hits.length === copies.length &&
    hits.every(({ step }) => steps.has(step)) &&
    (hits.length > 0 || installs.some((folder) => folders.includes(folder)))
  );
}
