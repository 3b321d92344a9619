import { hasWildcards } from '../../context/copy-wildcards.ts';
import { contextPath } from '../../context/facts.ts';
import { compilePatterns } from '../../context/ignore/ignore.ts';
import { compileName } from '../../context/match.ts';
import { baseName } from '../../context/path-parts.ts';
import type { Selection } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { joinPath } from '../../ecosystems/paths.ts';
import { cleanPath } from '../../model/paths.ts';
import type { CopySource } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { goesIntoFolder, selectionOf, type CopyStep } from './copy-step.ts';

/** A source of a copy, and what it may bring into the destination. */
export interface ReadSource {
  readonly source: CopySource;
  /** Which names it gives to what comes directly into the destination; undefined where only the build knows. */
  readonly gives: ((name: string) => boolean) | undefined;
  /** Whether it may bring what lands at a path below the destination, or below that. */
  readonly brings: (path: string) => boolean;
  /** The name of the one file that it brings into the destination; undefined where it may be another, or more. */
  readonly file: string | undefined;
}

/** The sources of a copy, as far as their words tell. */
export const sourcesByWords = rememberedWith((step: CopyStep) => readSources(step, undefined));

/**
 * The same with a context: by what kind they are there, and by what is left out of it. What a folder holds now tells nothing, since
 * it may hold something else at another time.
 */
export const sourcesIn = rememberedWith((step: CopyStep, context: ContextSnapshot) =>
  readSources(step, context),
);

/** Names that are files for certain, or nearly: what a folder of another stage holds, only the build knows. */
const FILE =
  /.\.(json[5c]?|ya?ml|toml|lockb?|xml|txt|md|[cm]?[jt]sx?|py|rb|php|go|rs|java|sh|html|css|map|jar|war|so|dll|exe|whl|t?gz|tar|zip|conf|cfg|ini|env|properties|prisma|sql|\w+proj|sln)$/i;

/** Whether a source is a file by its name. */
export function isFileByName({ kind, text }: CopySource): boolean {
  const name = baseName(text).replace(/\*$/, '');
  return kind === 'path' && !text.includes('$') && (isManifest(name) || FILE.test(name));
}

function readSources(step: CopyStep, context: ContextSnapshot | undefined): readonly ReadSource[] {
  const { copy, node } = step;
  const isPlain = goesIntoFolder(step) && !copy.parents && node.instruction.keyword === 'COPY';
  return copy.sources.map((source) => {
    const selection = context && selectionOf(step, source, context);
    const name = baseName(cleanPath(source.text));
    const isNamed = isPlain && isFile(source, selection);
    const named = isNamed ? name : copy.parents && selection !== undefined ? firstPart(source) : undefined;
    const gives = named === undefined ? undefined : nameTest(named);
    const comes = context && selection && comesFrom(step, selection, context);
    return {
      source,
      gives,
      brings: (path) => gives?.(firstSegment(path)) !== false && comes?.(path) !== false,
      file: isNamed && !hasWildcards(source.text) ? name : undefined,
    };
  });
}

/** Whether a source only brings files by its own name. A symlink in the context may lead to a folder. */
function isFile(source: CopySource, selection: Selection | undefined): boolean {
  switch (selection?.kind) {
    case 'directory':
      return false;
    case 'file':
      return selection.complete;
    case 'glob':
      return selection.files.every(({ single }) => single);
    default:
      return isFileByName(source);
  }
}

/** The first segment of the path that `--parents` keeps: behind its first `/./`, where it has one. */
function firstPart({ text }: CopySource): string | undefined {
  const pivot = text.indexOf('/./');
  const first = firstSegment(contextPath(pivot < 0 ? text : text.slice(pivot + 3)));
  return first === '' || first === '**' ? undefined : first;
}

function nameTest(pattern: string): (name: string) => boolean {
  const matches = hasWildcards(pattern) ? compileName(pattern) : undefined;
  return matches === undefined ? (name) => name === pattern : (name) => matches(name) !== false;
}

/** Whether a folder of the context, or what is missing and may be one, can bring anything to a path below the destination. */
function comesFrom(
  { copy }: CopyStep,
  { kind, base }: Selection,
  context: ContextSnapshot,
): ((path: string) => boolean) | undefined {
  if (!copy.parents && (kind === 'file' || kind === 'glob')) {
    return undefined;
  }
  const { ignore } = indexOf(context);
  const exclude = compilePatterns(copy.exclude);
  return (path) => !ignore.leavesOutWholly(joinPath(base, path)) && !exclude.leavesOutWholly(path);
}

function firstSegment(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}
