import { isWithin } from '../../ecosystems/paths.ts';
import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import type { Facts } from '../types.ts';
import { altersInstalled, userName } from './altered-installs.ts';
import { installedFolders, staysIn, type InstalledFolder } from './installed-folders.ts';
import { landedIn } from './landings.ts';
import { ownershipChanges, type OwnershipChange } from './ownership-change.ts';
import { isMounted } from './removals.ts';
import { SMALL_TWICE } from './shown-size.ts';

/** A RUN that puts what copies bring, or installs leave, into another layer again. */
export interface Duplicates {
  readonly node: Node;
  /** To one owner, to one mode, or to both. */
  readonly changes: readonly OwnershipChange[];
  /** The largest first. */
  readonly hits: readonly Hit[];
  /** Of the copies; undefined where it is not known. */
  readonly bytes: number | undefined;
  readonly installs: readonly InstalledFolder[];
  /** Which of the changes are such for what is installed. */
  readonly installKinds: ReadonlySet<OwnershipChange['kind']>;
}

/** A copy whose files get into another layer again. */
export interface Hit {
  readonly step: CopyStep;
  readonly bytes: number | undefined;
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
  let installs: readonly Installed[] = [];
  let user = imageUser(model);
  for (const node of nodes) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    } else if (node.instruction.keyword === 'USER' && node.detail.kind === 'text') {
      user = userName(node.detail.text);
    } else if (node.instruction.keyword === 'RUN') {
      const changes = changesOf.get(node) ?? [];
      const above = { copies: copies.slice(-MAX_ABOVE), installs, user };
      found.push(...(changes.length === 0 ? [] : duplicatesOf(facts, node, changes, above)));
      const own = installedFolders(model, node, { copies, context });
      const kept = REMOVES.test(node.instruction.text)
        ? installs.filter(({ folder }) => staysIn(model, node, folder))
        : installs;
      const by = user;
      installs = [...kept, ...own.map((folder) => ({ folder, user: by, given: new Set<string>() }))];
      installs = installs.slice(-MAX_ABOVE);
      noteGiven(changes, installs);
    }
  }
  return found;
}

/** A quick look: most RUNs take nothing away. */
const REMOVES = /\b(rm|mv|unlink|shred|delete)\b/;

/** A folder that an install above has filled. */
interface Installed {
  readonly folder: InstalledFolder;
  /** Whose its files are; undefined for the user of a base image that may have one of its own. */
  readonly user: string | undefined;
  /**
   * The owners and modes that it has been given. To give them again is left alone: overlay2 of Docker stores all files once more, an
   * image store that compares them does not.
   */
  readonly given: Set<string>;
}

interface Above {
  readonly copies: readonly CopyStep[];
  readonly installs: readonly Installed[];
  readonly user: string | undefined;
}

/** Official images to build in work for root; others may set a user. */
function imageUser(model: Model): string | undefined {
  const base = chainStart(model, model.target)?.base;
  const name = base?.kind === 'image' ? familiarName(base.name ?? '?/?') : '';
  return !name.includes('/') || name.startsWith('mcr.microsoft.com/dotnet/') ? 'root' : undefined;
}

/**
 * The changes that do so, each for what those before it leave alone; one of the owner and one of the mode are told together where
 * they change the same: either would do it alone.
 */
function duplicatesOf(
  facts: Facts,
  node: Node,
  changes: readonly OwnershipChange[],
  above: Above,
): readonly Duplicates[] {
  const found: Duplicates[] = [];
  const told = new Set<CopyStep | InstalledFolder>();
  for (const change of changes) {
    const all = hitsOf(facts, change, above.copies);
    const altered = alteredBy(change, node, above);
    const twin = found.findIndex((one) => isTwin(one, change, all, altered));
    const other = found[twin];
    if (other !== undefined) {
      found[twin] = {
        ...other,
        changes: [...other.changes, change],
        installs: [...new Set([...other.installs, ...altered])],
        installKinds: withKind(other.installKinds, change, altered),
      };
    } else {
      const hits = all.filter(({ step }) => !told.has(step));
      const installs = altered.filter((folder) => !told.has(folder));
      const bytes = totalOf(hits);
      if (installs.length === 0 && (hits.length === 0 || isSmall(bytes))) {
        continue;
      }
      const installKinds = withKind(new Set(), change, installs);
      found.push({ node, changes: [change], hits, bytes, installs, installKinds });
    }
    for (const one of [...all.map(({ step }) => step), ...altered]) {
      told.add(one);
    }
  }
  return found;
}

/** Whether copies of this many bytes are not worth a word. */
export function isSmall(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes < SMALL_TWICE;
}

function withKind(
  kinds: ReadonlySet<OwnershipChange['kind']>,
  { kind }: OwnershipChange,
  { length }: readonly InstalledFolder[],
): ReadonlySet<OwnershipChange['kind']> {
  return length === 0 ? kinds : new Set([...kinds, kind]);
}

function isTwin(
  { changes, hits, installs }: Duplicates,
  { kind }: OwnershipChange,
  others: readonly Hit[],
  altered: readonly InstalledFolder[],
): boolean {
  const steps = new Set(others.map(({ step }) => step));
  return (
    changes.length === 1 &&
    changes[0]?.kind !== kind &&
    hits.length === others.length &&
    hits.every(({ step }) => steps.has(step)) &&
    (hits.length > 0 || installs.some((folder) => altered.includes(folder)))
  );
}

function hitsOf(
  facts: Facts,
  { kind, targets }: OwnershipChange,
  copies: readonly CopyStep[],
): readonly Hit[] {
  const wholes = targets.filter(({ alone }) => alone !== true);
  return copies
    .flatMap((step): readonly Hit[] => {
      const isSet = (kind === 'owner' ? step.copy.chown : step.copy.chmod) !== undefined;
      const all = isSet ? undefined : landedIn(step, targets, facts);
      // What is named alone is a file for certain where its size is known.
      const landed =
        all === undefined || all.bytes !== undefined || wholes.length === targets.length
          ? all
          : landedIn(step, wholes, facts);
      return landed === undefined ? [] : [{ step, bytes: landed.bytes }];
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/** What is of unknown size comes behind what is known to be large. */
function weightOf({ bytes = SMALL_TWICE }: Hit): number {
  return bytes;
}

function totalOf(hits: readonly Hit[]): number | undefined {
  return hits.every(({ bytes }) => bytes !== undefined)
    ? hits.reduce((sum, { bytes = 0 }) => sum + bytes, 0)
    : undefined;
}

/** The installed folders that a change surely alters. Who changes other people's files is root. */
function alteredBy(
  change: OwnershipChange,
  node: Node,
  { installs, user }: Above,
): readonly InstalledFolder[] {
  return installs
    .filter((one) => {
      const owner = one.user ?? (user === undefined ? 'root' : undefined);
      return (
        owner !== undefined &&
        goesOver(change, one.folder) &&
        !isMounted(node, one.folder) &&
        !one.given.has(givenBy(change)) &&
        altersInstalled(change, owner)
      );
    })
    .map(({ folder }) => folder);
}

function goesOver({ targets }: OwnershipChange, { path, anchored }: InstalledFolder): boolean {
  return targets.some(
    ({ at, alone }) => alone !== true && at.anchored === anchored && isWithin(path, at.path),
  );
}

/** Notes what a RUN has given to what is there behind it. */
function noteGiven(changes: readonly OwnershipChange[], installs: readonly Installed[]): void {
  for (const change of changes) {
    for (const { folder, given } of installs) {
      if (goesOver(change, folder)) {
        given.add(givenBy(change));
      }
    }
  }
}

function givenBy({ kind, value }: OwnershipChange): string {
  return `${kind} ${value?.text ?? ''}`;
}
