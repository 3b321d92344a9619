import { mayTouch } from '../../cache/written-paths.ts';
import { parentPath } from '../../context/path-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { resolvePath } from '../../model/paths.ts';
import { isRootedImage } from '../../model/rooted-image.ts';
import type { Copy, Model, Node, Stage } from '../../model/types.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { placesOf, type Place } from '../moving/places.ts';
import { redirectsToFile } from '../moving/redirections.ts';
import { commandsIn } from '../moving/commands-in.ts';

/** Tells which commands of a RUN install by manifests that can't be there. RUNs are asked for in document order. */
export type WithoutManifest = (node: Node, parts: readonly RunPart[]) => ReadonlySet<RunPart>;

/**
 * Installs by manifests where nothing can have brought one: they fetch nothing, or fail. Only where all above is known: one of Docker's
 * own images, copies to other places, and commands that write no such file.
 */
export function withoutManifestIn(model: Model): WithoutManifest {
  const standings = new Map<number, Standing>();
  let last: { readonly node: Node; readonly found: ReadonlySet<RunPart> } | undefined;
  return (asked, parts) => {
    if (last?.node !== asked) {
      const { filled } = standingAt(model, asked, standings);
      last = {
        node: asked,
        found: filled === undefined ? NONE : readRun(model, asked, parts, filled).lacking,
      };
    }
    return last.found;
  };
}

/** How far a stage was looked at. */
interface Standing {
  /** Folders into which something was copied; undefined once a manifest may be anywhere. */
  filled: Set<string> | undefined;
  next: number;
}

/** What is above a node, in its stage and in those that it is built FROM; each is gone through once. */
function standingAt(model: Model, { stage, index }: Node, standings: Map<number, Standing>): Standing {
  const fresh: Stage[] = [];
  let at = model.stages[stage ?? -1];
  while (at !== undefined && !standings.has(at.index)) {
    fresh.push(at);
    at = at.base.kind === 'stage' ? model.stages[at.base.stage] : undefined;
  }
  let standing = at && standings.get(at.index);
  if (at !== undefined && standing !== undefined) {
    advance(model, standing, Math.min(at.end, index));
  }
  for (const one of fresh.reverse()) {
    const filled: Set<string> | undefined =
      standing === undefined ? new Set() : standing.filled && new Set(standing.filled);
    standing = { filled, next: one.first };
    standings.set(one.index, standing);
    advance(model, standing, Math.min(one.end, index));
  }
  return standing ?? { filled: undefined, next: 0 };
}

function advance(model: Model, standing: Standing, end: number): void {
  for (; standing.filled !== undefined && standing.next < end; standing.next++) {
    const node = model.nodes[standing.next];
    standing.filled = node === undefined ? standing.filled : after(model, node, standing.filled);
  }
}

const NONE: ReadonlySet<RunPart> = new Set();

/** More folders than this are not compared with one another. */
const MAX_FOLDERS = 50;

/** The folders that are filled behind a node. */
function after(model: Model, node: Node, filled: Set<string>): Set<string> | undefined {
  const { detail, instruction, stage } = node;
  if (instruction.keyword === 'FROM') {
    const base = model.stages[stage ?? -1]?.base;
    const isKnown = base?.kind === 'image' && base.maybe === undefined && bringsNone(base.name ?? '');
    return base?.kind === 'stage' || isKnown ? filled : undefined;
  }
  if (instruction.keyword === 'ONBUILD') {
    return undefined;
  }
  if (detail.kind === 'copy') {
    const folder = folderOf(detail.copy, placesOf(model)[node.index]);
    return folder === undefined || filled.size === MAX_FOLDERS ? undefined : filled.add(folder);
  }
  return detail.kind !== 'run' || readRun(model, node, commandsIn(model, node), filled).isHarmless
    ? filled
    : undefined;
}

/** Official images of distributions and languages hold no project, except for those that are made to be built on with one. */
function bringsNone(image: string): boolean {
  return isRootedImage(image) && !image.includes('onbuild');
}

/** The folder in which a copy's files land, or one above it: what the destination is, a file or a folder, need not be known. */
function folderOf({ dest, resolvedDest }: Copy, place: Place | undefined): string | undefined {
  const isKnown = !dest.includes('$') && (dest.startsWith('/') || place?.variable === false);
  return isKnown ? parentPath(resolvedDest) || '/' : undefined;
}

interface ReadRun {
  readonly lacking: ReadonlySet<RunPart>;
  /** True where the RUN can bring no manifest. */
  readonly isHarmless: boolean;
}

function readRun(model: Model, node: Node, parts: readonly RunPart[], filled: ReadonlySet<string>): ReadRun {
  const lacking = new Set<RunPart>();
  const place = placesOf(model)[node.index];
  const hasMounts = node.detail.kind === 'run' && node.detail.mounts.length > 0;
  for (const part of parts) {
    const isLacking = !hasMounts && place !== undefined && lacks(part, place, filled);
    if (!isLacking && !writesNone(part)) {
      return { lacking, isHarmless: false };
    }
    if (isLacking) {
      lacking.add(part);
    }
  }
  return { lacking, isHarmless: parts.length > 0 };
}

function lacks({ install, directory, command }: RunPart, place: Place, filled: ReadonlySet<string>): boolean {
  const isKnown = place.anchored && !place.variable && directory !== undefined && !redirectsToFile(command);
  if (!isKnown || install === undefined || install.adds !== undefined || install.manifests.length === 0) {
    return false;
  }
  const at = resolvePath(resolvePath(place.directory, directory), install.directory);
  return install.manifests.every((manifest) => {
    const folder = parentPath(resolvePath(at, manifest)) || '/';
    return (
      !OF_IMAGE.some((place) => folder.startsWith(place)) &&
      ![...filled].some((other) => mayTouch(other, folder))
    );
  });
}

/** Where images keep packages of their own, with their manifests. */
const OF_IMAGE = ['/opt/yarn', '/usr/lib', '/usr/local', '/usr/share'];

/** Whether a command surely writes no manifest: it installs by names, or makes folders and users. */
function writesNone({ role, command }: RunPart): boolean {
  if (redirectsToFile(command) || role === 'install') {
    return false;
  }
  return role !== 'unknown' || MAKES_NOTHING.has(commandOf(command)?.name ?? '');
}
