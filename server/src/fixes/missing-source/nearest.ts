import { literalPart } from '../../context/copy-wildcards.ts';
import { contextPath, isInContext } from '../../context/facts.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { select } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { leadsOut } from './leads-out.ts';

/**
 * The path or pattern of the context that somebody most likely meant by a source that is not there: in another case, relative to the
 * Dockerfile or to the folder above the context, with a slip of the finger, without the ending of a manifest, or in another folder.
 * Undefined where nothing, or more than one thing, comes near. Remembered with the snapshot, since it is asked for at every keystroke.
 */
export function nearest(context: ContextSnapshot, source: string): string | undefined {
  const known = remembered(context);
  if (!known.has(source)) {
    known.set(source, findNearest(context, source));
  }
  return known.get(source);
}

const remembered: (context: ContextSnapshot) => Map<string, string | undefined> = rememberedWith(
  () => new Map(),
);

/** Of wildcards it is the folder in front that comes near, if it has what they match. */
function findNearest(context: ContextSnapshot, source: string): string | undefined {
  const folder = literalPart(source);
  const near = nearestPath(context, folder);
  if (near === undefined || folder === source) {
    return near;
  }
  const meant = near + source.slice(folder.length);
  return select(context, meant).files.length > 0 ? meant : undefined;
}

function nearestPath(context: ContextSnapshot, source: string): string | undefined {
  const isThere = (one: string): boolean => one !== '' && isInContext(context, one) === 'yes';
  const path = contextPath(source);
  const beside = context.dockerfile === undefined ? '' : parentPath(context.dockerfile);
  const [first = '', ...rest] = path.split('/');
  const fromAbove = first === baseName(context.label) ? rest.join('/') : '';
  if (leadsOut(context, source)) {
    return isThere(fromAbove) ? fromAbove : undefined;
  }
  const placed = [beside === '' ? '' : contextPath(`${beside}/${source}`), fromAbove].find(isThere);
  return (
    inOtherCase(context, path) ??
    placed ??
    (isFileName(path) ? similar(context, path) : withEnding(context, path))
  );
}

/** Names with an ending. Others are often programs that a build makes: `app`, beside a folder `cmd/app`. */
function isFileName(path: string): boolean {
  return /^.+\.\w+$/.test(baseName(path));
}

/** Segment by segment, as far as each has one spelling. */
function inOtherCase(context: ContextSnapshot, path: string): string | undefined {
  let folder = '';
  for (const segment of path.split('/')) {
    const wanted = segment.toLowerCase();
    const same = childrenOf(context, folder).filter((child) => baseName(child).toLowerCase() === wanted);
    const exact = same.find((child) => baseName(child) === segment);
    const [only] = same;
    if (only === undefined || (exact === undefined && same.length > 1)) {
      return undefined;
    }
    folder = exact ?? only;
  }
  return folder;
}

function similar(context: ContextSnapshot, path: string): string | undefined {
  const name = baseName(path);
  const typed = childrenOf(context, parentPath(path)).filter((child) => isSlip(baseName(child), name));
  if (typed.length > 0) {
    return typed.length === 1 ? typed[0] : undefined;
  }
  let found: string | undefined;
  for (const other of context.entries.keys()) {
    if (other.endsWith(name) && baseName(other) === name && isInContext(context, other) === 'yes') {
      if (found !== undefined) {
        return undefined;
      }
      found = other;
    }
  }
  return found;
}

/** The manifest or lock file whose ending was forgotten; other names without one are those of programs, which have sources beside. */
function withEnding(context: ContextSnapshot, path: string): string | undefined {
  const stem = `${baseName(path)}.`;
  const ended = childrenOf(context, parentPath(path)).filter(
    (child) => baseName(child).startsWith(stem) && isManifest(child),
  );
  return ended.length === 1 ? ended[0] : undefined;
}

function childrenOf(context: ContextSnapshot, folder: string): readonly string[] {
  return indexOf(context)
    .children.get(folder)
    .filter((child) => isInContext(context, child) === 'yes');
}

/** Whether one letter more or less, or two letters that changed places, make one name of the other. */
function isSlip(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short.charAt(at) === long.charAt(at)) {
    at += 1;
  }
  if (short.length === long.length) {
    const swapped = long.slice(0, at) + long.charAt(at + 1) + long.charAt(at) + long.slice(at + 2);
    return at < short.length && short === swapped;
  }
  return short.length > 4 && short === long.slice(0, at) + long.slice(at + 1);
}
