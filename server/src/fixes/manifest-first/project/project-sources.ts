import { baseName, parentPath } from '../../../context/path-parts.ts';
import type { SelectedFile } from '../../../context/selection.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { isManifest } from '../../../ecosystems/index.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import type { Input } from '../../../ecosystems/types.ts';
import { cleanPath, resolvePath } from '../../../model/paths.ts';
import type { CopySource } from '../../../model/types.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../../moving/copy-step.ts';
import { BESIDE_PROGRAM, PROGRAM } from '../../moving/program-files.ts';

/** Folders that are copied early on purpose: what installs, hooks and settings of tools read. */
const EARLY_FOLDER =
  /(^|\/)(patches|prisma|vendor|third_party|\.yarn|\.mvn|\.cargo|\.config|gradle|buildSrc|build-logic|config|configs|conf|docker|plugins|stubs?)(\/|$)/i;

/** The same for what RUNs and hooks run, where any of those may. */
const TOOL_FOLDER = /(^|\/)(scripts|script|bin|tools)(\/|$)/i;

/** Files that set up a tool rather than being part of the program. */
const SETUP =
  /^(setup|conftest|noxfile|tasks|_?version|conf|settings|stub|build|mix|package)\.\w+(\.kts)?$|config|rc\.[cm]?[jt]s$/i;

/** What is known of an install and of what comes above it. */
export interface Needs {
  readonly inputs: readonly Input[];
  readonly context: ContextSnapshot;
  /** Whether no command down to the install may run what the copy brings. */
  readonly isUnused: () => boolean;
  /** The same, where nothing of the install needs sources either. */
  readonly isPlain: () => boolean;
  /** Whether a RUN below the copy, down to that of the install, runs this file of the image by its name. */
  readonly isRun: (file: ImagePath) => boolean;
}

/**
 * Whether a copy that brings manifests also brings files that change more often (design.md, "broad copy"): any source file of a folder,
 * or a file of the program that is named. What the install reads itself never counts.
 */
export function bringsSources(step: CopyStep, needs: Needs): boolean {
  const { inputs, context } = needs;
  const files = new Set(inputs.flatMap(({ path, kind }) => (kind === 'file' ? [path] : [])));
  const folders = inputs.flatMap(({ path, kind }) => (kind === 'folder' ? [path] : []));
  const isProgram = programTest(step, needs);
  return step.copy.sources.some((source) =>
    selectionOf(step, source, context)?.files.some(
      (file) =>
        !files.has(file.path) &&
        !folders.some((folder) => isWithin(file.path, folder)) &&
        (file.single ? isProgram(file) : isSource(file.path)),
    ),
  );
}

/**
 * Whether a copy that brings no manifest brings sources into the project of an install, so that the install runs again after
 * every change of them: files of programs, in the install's directory or around it, and those beside it where nothing may need them.
 */
export function bringsProjectSources(step: CopyStep, directory: ImagePath, needs: Needs): boolean {
  const isNear = isWithin(step.folder, directory.path) || isWithin(directory.path, step.folder);
  return (
    step.anchored === directory.anchored &&
    (isNear || (isBeside(step.folder, directory.path) && needs.isPlain())) &&
    bringsPrograms(step, needs)
  );
}

/** The same of a copy of all to another place: `COPY . /app` above an install in `/tmp` that reads what is copied there. */
export function bringsAllElsewhere(step: CopyStep, needs: Needs): boolean {
  return isOfAll(step, needs.context) && needs.isPlain() && bringsPrograms(step, needs);
}

function bringsPrograms(step: CopyStep, needs: Needs): boolean {
  const isProgram = programTest(step, needs);
  return step.copy.sources.some((source) => selectionOf(step, source, needs.context)?.files.some(isProgram));
}

/**
 * Tells files of a program by their names. What the install reads never counts, nor do entry point scripts, files that a RUN runs by
 * their names, and configuration, which change as rarely as manifests do.
 */
function programTest(
  { folder, anchored }: CopyStep,
  { inputs, isUnused, isRun }: Needs,
): (file: SelectedFile) => boolean {
  const read = new Set(inputs.map(({ path }) => path));
  // A destination that names no folder is the file itself.
  const isRunAlone = (to: string): boolean =>
    isRun({ path: folder, anchored }) || isRun({ path: resolvePath(folder, to), anchored });
  return ({ path, to, single }) =>
    (PROGRAM.test(path) || (!single && BESIDE_PROGRAM.test(path))) &&
    // One file of a library's folder is there because a manifest reads it.
    !(single && /(^|\/)lib\//.test(path)) &&
    !EARLY_FOLDER.test(path) &&
    (!TOOL_FOLDER.test(path) || isUnused()) &&
    !SETUP.test(baseName(path)) &&
    !isManifest(path) &&
    !read.has(path) &&
    !isBelow(path, read) &&
    !(single && isRunAlone(to));
}

/** Whether a file of a folder belongs to what changes: neither a manifest nor a document, nor hidden. */
function isSource(path: string): boolean {
  const name = baseName(path);
  return (
    !name.startsWith('.') &&
    !isManifest(path) &&
    !/^(readme|licen[cs]e|changelog|copying|notice)\b/i.test(name) &&
    !/\.(md|rst)$/.test(name)
  );
}

/** Whether two folders of the image lie in one folder of a project: `/app/web` and `/app/api`. */
function isBeside(one: string, other: string): boolean {
  const parent = parentPath(one);
  return parent !== '' && parent === parentPath(other);
}

/** Whether a copy brings all of the context. */
function isOfAll(step: CopyStep, context: ContextSnapshot): boolean {
  return step.copy.sources.some((source) => {
    const selection = selectionOf(step, source, context);
    return selection?.kind === 'directory' && selection.base === '';
  });
}

/** Whether a source is a folder of packages of others, which changes as rarely as a manifest: `vendor` of Rails' Dockerfile. */
export function isVendored({ kind, text }: CopySource): boolean {
  return kind === 'path' && VENDORED.has(baseName(cleanPath(text)).toLowerCase());
}

const VENDORED: ReadonlySet<string> = new Set(['vendor', 'third_party']);

/** Whether a file or folder of this name is copied early on purpose, and changes as rarely as a manifest. */
export function isCopiedEarly(name: string): boolean {
  return EARLY_FOLDER.test(name) || TOOL_FOLDER.test(name) || SETUP.test(name);
}

/** Whether a path lies in one of these folders. */
function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (folders.has(path.slice(0, slash))) {
      return true;
    }
  }
  return false;
}
