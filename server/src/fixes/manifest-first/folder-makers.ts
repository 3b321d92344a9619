import { isWithin } from '../../ecosystems/paths.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import type { Follower } from './followers.ts';
import type { ManifestSource } from './project/manifest-sources.ts';

/** Copies that move below a node, and what is copied in their place. */
export interface Moves {
  /** The first node that may change. */
  readonly from: number;
  /** In document order. */
  readonly moving: readonly CopyStep[];
  /** RUNs that go along; what they work on lies in folders that the copies have made. */
  readonly followers: readonly Follower[];
  readonly sources: readonly ManifestSource[];
  /** The node above which the manifests of the first copy are copied. */
  readonly insertAt: number;
  /** The node below which the copies go. */
  readonly last: number;
}

/** Something that makes folders, down to this one, where they are not there yet. */
interface Maker {
  /** The folder; or the text of a RUN, which may name it anywhere. */
  readonly makes: (folder: string) => boolean;
  /** Whose the folders are then, in a text that is only compared. Empty: of root, with the usual mode. */
  readonly owner: string;
}

/** Folders of every image that is a distribution. */
const THERE =
  /^\/(bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr(\/(bin|include|lib|local|sbin|share|src)(\/(bin|etc|include|lib|sbin|share|src))?)?|var(\/(cache|lib|log|run|tmp))?)$/;

/** More folders than this are not looked at one by one: nobody copies into as many. */
const MAX_FOLDERS = 100;

/**
 * What has to be checked because a folder that the moved copies made is now made by another instruction, which gives it another
 * owner or mode: whatever copies into a folder that is there leaves these as they are (domain.md 3.4). Undefined where nothing is.
 */
export function changedFolder(model: Model, moves: Moves): string | undefined {
  const { from, moving, last } = moves;
  const folders = foldersOf(model, moves);
  if (folders.length === 0) {
    return undefined;
  }
  if (folders.length > MAX_FOLDERS) {
    return 'folders may get another owner or mode';
  }
  const moved = new Map(moving.map((step) => [step.node.index, step]));
  const following = new Set(moves.followers.map(({ node }) => node.index));
  const users = usersFrom(model, from, last);
  const before: Maker[] = [];
  const after: Maker[] = [];
  const first = moving[0]?.node.index;
  const copied = new Set(moves.sources.map(({ step }) => step.node.index));
  for (const node of model.nodes.slice(from, last + 1).filter(({ index }) => !following.has(index))) {
    const step = moved.get(node.index);
    if (node.index === moves.insertAt && first !== undefined && copied.has(first)) {
      after.push(...makersOf(model.nodes[first], ''));
    }
    const makers = makersOf(node, users.get(node.index) ?? '');
    before.push(...makers);
    if (step === undefined || (node.index !== first && copied.has(node.index))) {
      after.push(...makers);
    }
  }
  after.push(...moving.flatMap(({ node }) => makersOf(node, '')));
  const ownerIn = (makers: readonly Maker[], folder: string): string | undefined =>
    makers.find(({ makes }) => makes(folder))?.owner;
  const changed = folders.find((folder) => ownerIn(before, folder) !== ownerIn(after, folder));
  return changed === undefined ? undefined : `${changed} may get another owner or mode`;
}

/** The destinations of the moved copies and the folders above them that are not known to be there already. */
function foldersOf(model: Model, { from, moving }: Moves): readonly string[] {
  const folders = new Set<string>();
  for (const { folder } of moving) {
    for (let end = folder.indexOf('/', 1); end > 0; end = folder.indexOf('/', end + 1)) {
      folders.add(folder.slice(0, end));
    }
    folders.add(folder);
  }
  const isDistribution = !isBare(baseImage(model, moving[0]?.stage));
  let wanted = [...folders].filter((folder) => folder !== '/' && !(isDistribution && THERE.test(folder)));
  if (wanted.length > 0) {
    for (const node of nodesAbove(model, { stage: moving[0]?.stage, index: from })) {
      const place = placeOf(model, node);
      wanted = place === undefined ? wanted : wanted.filter((folder) => !isWithin(place, folder));
      if (wanted.length === 0) {
        break;
      }
    }
  }
  return wanted;
}

/** The folder that a COPY, an ADD or a WORKDIR makes where it is missing. */
function placeOf(model: Model, { detail, index }: Node): string | undefined {
  if (detail.kind === 'workdir') {
    return detail.path;
  }
  if (detail.kind !== 'copy') {
    return undefined;
  }
  const { resolvedDest: dest } = detail.copy;
  const isFolder = dest.endsWith('/') || dest === placesOf(model)[index]?.directory;
  return isFolder ? dest.replace(/(.)\/$/, '$1') : dest.slice(0, Math.max(1, dest.lastIndexOf('/')));
}

function makersOf(node: Node | undefined, user: string): readonly Maker[] {
  if (node === undefined) {
    return [];
  }
  const { detail, instruction } = node;
  switch (detail.kind) {
    case 'workdir':
      return [{ makes: (folder) => isWithin(detail.path, folder), owner: user }];
    case 'copy': {
      const { chown, chmod, link, resolvedDest } = detail.copy;
      const owner = chown === undefined || isRoot(chown) ? '' : `chown ${chown}`;
      const rest = `${chmod === undefined ? '' : ` chmod ${chmod}`}${link ? ' link' : ''}`;
      const dest = resolvedDest.replace(/(.)\/$/, '$1');
      return [{ makes: (folder) => isWithin(dest, folder), owner: `${owner}${rest}` }];
    }
    case 'run':
      return [{ makes: (folder) => namesFolder(instruction.text, folder), owner: user }];
    default:
      return [];
  }
}

/** Whether a text names a folder or something in it. */
function namesFolder(text: string, folder: string): boolean {
  for (let at = text.indexOf(folder); at >= 0; at = text.indexOf(folder, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at + folder.length))) {
      return true;
    }
  }
  return false;
}

/** For whom instructions work, by their nodes: the empty text for root. */
function usersFrom(model: Model, from: number, last: number): ReadonlyMap<number, string> {
  const users = new Map<number, string>();
  const stage = model.nodes[from]?.stage;
  let user: string | undefined;
  for (const node of nodesAbove(model, { stage, index: from })) {
    if (node.instruction.keyword === 'USER') {
      user = userIn(model, node);
      break;
    }
  }
  user ??= imageUser(model, stage);
  for (const node of model.nodes.slice(from, last + 1)) {
    users.set(node.index, user);
    user = node.instruction.keyword === 'USER' ? userIn(model, node) : user;
  }
  return users;
}

function userIn(model: Model, { instruction }: Node): string {
  const name = parsedOf(model.file, instruction).args[0]?.text ?? '';
  return isRoot(name) ? '' : `user ${name}`;
}

/** The image with which the chain of a stage begins; empty for scratch. */
function baseImage(model: Model, stage: number | undefined): string {
  const base = chainStart(model, stage)?.base;
  return base?.kind === 'image' ? (base.name ?? '?/?') : '';
}

/** Images that hold next to nothing. */
function isBare(image: string): boolean {
  return image === '' || /busybox|distroless|static|chiseled/.test(image);
}

/** Docker's official images to build in work for root; others may set a user. */
function imageUser(model: Model, stage: number | undefined): string {
  const name = baseImage(model, stage);
  const isKnown = !familiarName(name).includes('/') || name.startsWith('mcr.microsoft.com/dotnet/');
  return isKnown ? '' : 'user of the image';
}

function isRoot(name: string): boolean {
  return /^(root|0)(:(root|0))?$/.test(name);
}
