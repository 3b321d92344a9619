import { hasWildcards } from '../../context/copy-wildcards.ts';
import { compileName } from '../../context/match.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { CopySource } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { selectionOf, type CopyStep, type ImagePath } from './copy-step.ts';

/** Names that are files for certain, or nearly: what a folder of another stage holds, only the build knows. */
const FILE =
  /.\.(json[5c]?|ya?ml|toml|lockb?|xml|txt|md|[cm]?[jt]sx?|py|rb|php|go|rs|java|sh|html|css|map|jar|war|so|dll|exe|whl|t?gz|tar|zip|conf|cfg|ini|env|properties|prisma|sql|\w+proj|sln)$/i;

/** Whether a copy may write at a path of the image, below it, or in its place, as far as its words tell. */
export function writesTo(step: CopyStep, { path, anchored }: ImagePath): boolean {
  const { folder } = step;
  return (
    step.anchored !== anchored ||
    isWithin(folder, path) ||
    (isWithin(path, folder) &&
      sourcesOf(step).some(({ gives }) => gives === undefined || gives(firstBelow(path, folder))))
  );
}

/** The source by which a copy brings the file at this path for certain; undefined where it only may. */
export function namedSource(step: CopyStep, { path, anchored }: ImagePath): CopySource | undefined {
  if (step.anchored !== anchored || !isWithin(path, step.folder)) {
    return undefined;
  }
  const isIn = (parentPath(path) || '/') === step.folder;
  return sourcesOf(step).findLast(({ source, gives }) =>
    isIn ? gives?.(baseName(path)) === true : path === step.folder && isFile(source),
  )?.source;
}

/** Whether two copies write to different places, so that their order does not matter. The first one is of another stage. */
export function landsApart(step: CopyStep, other: CopyStep, context: ContextSnapshot): boolean {
  if (other.copy.from.kind === 'context' && other.node.instruction.keyword === 'COPY') {
    return landings(other, context).every((target) => !writesTo(step, target));
  }
  return (
    targetsOf(other).every((target) => !writesTo(step, target)) ||
    targetsOf(step).every((target) => !writesTo(other, target))
  );
}

/** Where the files of a copy of the context land; its destination, where it is not known what it brings. */
export function landings(step: CopyStep, context: ContextSnapshot): readonly ImagePath[] {
  const isFilePlace = !step.copy.resolvedDest.endsWith('/');
  const whole = { path: step.folder, anchored: step.anchored };
  return step.copy.sources.flatMap((source) => {
    const selection = selectionOf(step, source, context);
    return selection === undefined
      ? [whole]
      : selection.files.flatMap(({ to, single }) => {
          const below = { ...whole, path: resolvePath(step.folder, to) };
          return single && isFilePlace ? [below, whole] : [below];
        });
  });
}

/** The files that a copy names, or else its destination. */
function targetsOf(step: CopyStep): readonly ImagePath[] {
  const { folder, anchored } = step;
  return sourcesOf(step).map(({ source, gives }) => {
    const isNamed = gives !== undefined && !hasWildcards(source.text);
    return { path: isNamed ? resolvePath(folder, baseName(source.text)) : folder, anchored };
  });
}

/** A source, and which names it gives to what it brings into the destination; undefined where only the build knows. */
interface ReadSource {
  readonly source: CopySource;
  readonly gives: ((name: string) => boolean) | undefined;
}

const sourcesOf = rememberedWith(({ copy, folder, place, node }: CopyStep): readonly ReadSource[] => {
  const isFolder = copy.resolvedDest.endsWith('/') || folder === place.directory || copy.sources.length > 1;
  const isPlain = isFolder && !copy.parents && node.instruction.keyword === 'COPY';
  return copy.sources.map((source) => ({ source, gives: isPlain ? namesOf(source) : undefined }));
});

function namesOf(source: CopySource): ReadSource['gives'] {
  const name = baseName(source.text);
  if (!isFile(source)) {
    return undefined;
  }
  const matches = hasWildcards(name) ? compileName(name) : undefined;
  return matches === undefined ? (one) => one === name : (one) => matches(one) !== false;
}

function isFile({ kind, text }: CopySource): boolean {
  const name = baseName(text).replace(/\*$/, '');
  return kind === 'path' && !text.includes('$') && (isManifest(name) || FILE.test(name));
}

/** The segment of a path directly below a folder; empty for the folder itself. */
function firstBelow(path: string, folder: string): string {
  const below = path.slice(folder === '/' ? 1 : folder.length + 1);
  const slash = below.indexOf('/');
  return slash < 0 ? below : below.slice(0, slash);
}
