import { isArchiveName } from '../../context/archive-name.ts';
import { exists } from '../../context/facts.ts';
import { landingAt, landingPath, select } from '../../context/selection.ts';
import type { Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { cleanPath } from '../../model/paths.ts';
import type { Base, Copy, CopySource, Model } from '../../model/types.ts';
import type { ImageFile } from '../programs/types.ts';
import { isPlainImage } from './base-images.ts';
import { chainOf, nodesOf } from './stage-chain.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** COPYs that are looked at for one file: more than any Dockerfile has between two files. */
const MOST = 1000;

const UNKNOWN = { kind: 'unknown' } as const;

/** The file at an absolute path of a stage, followed through COPY to the context, also out of other stages. */
export function fileAt(
  model: Model,
  context: ContextSnapshot | undefined,
  stage: number,
  path: string,
): ImageFile {
  const todo = [{ stage, path }];
  let left = MOST;
  let end: ImageFile = { kind: 'absent' };
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { copies, base } = copiesOf(model, next.stage);
    for (const { copy, adds, dest } of copies) {
      const below = belowOf(copy, dest, next.path);
      if (below === undefined) {
        continue;
      }
      if (--left < 0) {
        return UNKNOWN;
      }
      const found = brought({ copy, adds }, below, context);
      if (found.kind !== 'elsewhere') {
        return found;
      }
      left -= found.places.length;
      end = found.open ? UNKNOWN : end;
      todo.push(...found.places);
    }
    if (base?.kind === 'image' && !(base.name !== undefined && isPlainImage(base.name))) {
      end = UNKNOWN;
    }
  }
  return end;
}

/** Files below an absolute folder of a stage by their path; undefined where one of them can't be followed to the context. */
export function filesBelow(
  model: Model,
  context: ContextSnapshot | undefined,
  stage: number,
  folder: string,
): ReadonlyMap<string, ImageFile> | undefined {
  const files = new Map<string, ImageFile>();
  for (const { copy, dest } of copiesOf(model, stage).copies.toReversed()) {
    const isInside = dest === folder || dest.startsWith(`${folder}/`);
    if (!isInside && !(dest === '/' || folder.startsWith(`${dest}/`))) {
      continue;
    }
    if (copy.from.kind !== 'context') {
      if (isInside) {
        const only = copy.sources.length === 1 ? copy.sources[0] : undefined;
        const isFile = /\.\w+$/.test(dest) && !copy.resolvedDest.endsWith('/');
        const found =
          copy.from.kind === 'stage' && only !== undefined && isFile
            ? fileAt(model, context, copy.from.stage, cleanPath(`/${only.text}`))
            : UNKNOWN;
        if (found.kind !== 'file') {
          return undefined;
        }
        files.set(dest, found);
      }
      continue;
    }
    for (const source of copy.sources) {
      const selection = context && source.kind === 'path' ? selectionOf(copy, source, context) : undefined;
      const mayHide = selection === undefined || selection.kind === 'missing' || !selection.complete;
      if (context === undefined || (isInside && mayHide)) {
        return undefined;
      }
      // A name with an extension is a file, anything else below the folder is one of its folders.
      const isFolder = !/\.\w+$/.test(dest) || dest.endsWith('.d');
      for (const file of selection?.files ?? []) {
        const path = landingPath(file, copy.resolvedDest, { isFolder });
        if (path.startsWith(`${folder}/`)) {
          files.set(path, contextFile(context, file.path));
        }
      }
    }
  }
  return files;
}

/** A COPY or ADD. */
interface Bringing {
  readonly copy: Copy;
  /** Whether it is an ADD, which unpacks archives. */
  readonly adds: boolean;
}

/** The COPYs and ADDs of a stage's chain, the last one first, with their cleaned destinations. */
interface StageCopies {
  readonly copies: readonly (Bringing & { readonly dest: string })[];
  readonly base: Base | undefined;
}

/** By stage: one program may ask for ten files. */
const copiesIn: (model: Model) => Map<number, StageCopies> = rememberedWith(() => new Map());

function copiesOf(model: Model, stage: number): StageCopies {
  const ofModel = copiesIn(model);
  let found = ofModel.get(stage);
  if (found === undefined) {
    const chain = chainOf(model, stage);
    const copies = nodesOf(model, chain)
      .flatMap(({ detail, instruction }) =>
        detail.kind === 'copy'
          ? [
              {
                copy: detail.copy,
                adds: instruction.keyword === 'ADD',
                dest: cleanPath(detail.copy.resolvedDest),
              },
            ]
          : [],
      )
      .reverse();
    found = { copies, base: chain[0]?.base };
    ofModel.set(stage, found);
  }
  return found;
}

function selectionOf({ parents, exclude }: Copy, { text }: CopySource, context: ContextSnapshot): Selection {
  return select(context, text, { parents, exclude });
}

function contextFile(context: ContextSnapshot, path: string): ImageFile {
  return context.entries.get(path)?.kind === 'file'
    ? { kind: 'file', path, text: context.texts.get(path) }
    : UNKNOWN;
}

/** The path below a copy's destination; the empty text for the destination itself, undefined outside. */
function belowOf({ resolvedDest }: Copy, dest: string, path: string): string | undefined {
  if (path === dest) {
    return resolvedDest.endsWith('/') ? undefined : '';
  }
  const folder = dest === '/' ? '/' : `${dest}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}

/** Places in other stages, of which none is the answer where a file is simply not brought. */
interface Elsewhere {
  readonly kind: 'elsewhere';
  /** Whether it may come from yet another place there: wildcards bring what is in the folders that they match. */
  readonly open: boolean;
  readonly places: readonly { readonly stage: number; readonly path: string }[];
}

/** What a COPY brings to a path below its destination, or where in other stages to look on. */
function brought(
  { copy, adds }: Bringing,
  below: string,
  context: ContextSnapshot | undefined,
): Exclude<ImageFile, { kind: 'absent' }> | Elsewhere {
  if (copy.from.kind === 'image') {
    return UNKNOWN;
  }
  const places: { stage: number; path: string }[] = [];
  let open = false;
  for (const source of [...copy.sources].reverse()) {
    if (source.kind === 'git' || (source.kind === 'heredoc' && (below === '' || below === source.text))) {
      return UNKNOWN;
    }
    if (source.kind !== 'path') {
      continue;
    }
    if (copy.from.kind === 'stage') {
      places.push(...placesIn(copy.from.stage, source.text, below));
      open ||= mayMatchFolders(source.text);
      continue;
    }
    const found = context === undefined ? UNKNOWN : fromContext({ copy, adds }, source, below, context);
    if (found.kind !== 'absent') {
      return found;
    }
  }
  return { kind: 'elsewhere', open, places };
}

function fromContext(
  { copy, adds }: Bringing,
  source: CopySource,
  below: string,
  context: ContextSnapshot,
): ImageFile {
  const selection = selectionOf(copy, source, context);
  if (adds && selection.files.some(({ path, single }) => single && isArchiveName(path))) {
    return UNKNOWN;
  }
  const file = landingAt(selection, below);
  if (file !== undefined) {
    return contextFile(context, file.path);
  }
  const place = selection.base === '' ? below : `${selection.base}/${below}`;
  const mayBeThere =
    selection.kind === 'directory' ? exists(context, place) === 'unknown' : !selection.complete;
  return mayBeThere ? UNKNOWN : { kind: 'absent' };
}

/** Names with an extension are those of files. */
function mayMatchFolders(text: string): boolean {
  const name = withoutTrailing(text, '/').replace(/^.*\//s, '');
  return /[*?[]/.test(name) && !/\.\w+$/.test(name);
}

/** Where a path comes from in another stage: from a folder, or from a file of that name. */
function placesIn(stage: number, text: string, below: string): readonly { stage: number; path: string }[] {
  const source = cleanPath(`/${text}`);
  const slash = source.lastIndexOf('/');
  const [folder, name] = [source.slice(0, slash), source.slice(slash + 1)];
  if (/[*?[]/.test(name)) {
    return below === '' || below.includes('/') ? [] : [{ stage, path: `${folder}/${below}` }];
  }
  const isNamed = below === '' || below === name;
  return [{ stage, path: isNamed ? source : `${source === '/' ? '' : source}/${below}` }];
}
