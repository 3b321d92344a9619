import { compileName } from '../../context/match.ts';
import { baseName } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** True for the files by which cabal and stack find what to build. */
export function isCabalManifest(path: string): boolean {
  return /\.cabal$|^cabal\.project(\.freeze|\.local)?$|^stack\.yaml(\.lock)?$|^package\.yaml$/.test(
    baseName(path),
  );
}

/**
 * What `cabal build --only-dependencies` reads: cabal.project with its companions and the package descriptions that it names;
 * without one, the description in the folder (cabal's docs, cabal-project-description-file).
 */
export function cabalInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const hasProject = found.take('cabal.project');
  found.take('cabal.project.freeze', 'cabal.project.local');
  if (hasProject) {
    readProject(found);
  } else {
    takePackage(found, '');
  }
  found.writes('dist-newstyle');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}

/** The description of the package in a folder, relative to the project. */
function takePackage(found: Collector, below: string): void {
  const { context } = found;
  const folder = joinPath(found.folder, below);
  const files = context.files(folder).filter((path) => path.endsWith('.cabal') && context.isFile(path));
  if (!context.isListed(folder)) {
    found.refuse(`the contents of ${folder} are not known`);
  } else if (files.length !== 1) {
    const generated =
      context.has(joinPath(folder, 'package.yaml')) === 'yes' ? '; hpack makes it from package.yaml' : '';
    found.refuse(`${folder === '' ? 'the folder' : folder} holds no cabal file of its own${generated}`);
  }
  for (const path of files) {
    found.add({ path, kind: 'file' });
  }
}

/** Fields of cabal.project whose values are followed, and sections that name nothing of the context. */
const PACKAGES = /^(packages|optional-packages)$/;

/** Reads cabal.project field by field: a value goes on in the lines that are indented below it. */
function readProject(found: Collector): void {
  const path = joinPath(found.folder, 'cabal.project');
  const text = found.context.text(path);
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  let field = '';
  let hasPackages = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)--.*$/, '');
    if (line.trim() === '') {
      continue;
    }
    const top = /^([A-Za-z][\w-]*)\s*:(.*)$/.exec(line);
    let value = line;
    if (top !== null) {
      field = (top[1] ?? '').toLowerCase();
      value = top[2] ?? '';
    } else if (!/^\s/.test(line)) {
      field = '';
      if (/^(import|if|elif|repository)\b/i.test(line)) {
        found.refuse(`${path} has the line \`${line.trim().slice(0, 60)}\``);
      }
    }
    if (field === 'import' || field === 'active-repositories' || field === 'extra-packages') {
      found.refuse(`${path} sets \`${field}\``);
    } else if (PACKAGES.test(field)) {
      hasPackages = true;
      for (const word of value.split(/[\s,]+/)) {
        takePattern(found, word, field === 'optional-packages');
      }
    }
  }
  if (!hasPackages) {
    takePackage(found, '');
  }
}

/** One item of `packages`: a folder, a cabal file, or a pattern of either. */
function takePattern(found: Collector, word: string, isOptional: boolean): void {
  const { context } = found;
  if (word === '' || /^https?:/.test(word)) {
    return;
  }
  const isFile = word.endsWith('.cabal');
  const text = withoutTrailing(word.replace(/^(\.\/)+/, ''), '/');
  const slash = text.lastIndexOf('/');
  const above = isFile ? text.slice(0, Math.max(slash, 0)) : text === '.' ? '' : text;
  const folders = isPlainPattern(above) ? expandFolders(found.folder, above, context) : undefined;
  if (folders === undefined) {
    found.refuse(`\`${word}\` of cabal.project can't be read surely`);
    return;
  }
  const matches = compileName(isFile ? text.slice(slash + 1) : '*.cabal');
  for (const folder of folders) {
    const files = context
      .files(folder)
      .filter((path) => matches(baseName(path)) === true && context.isFile(path));
    for (const path of files) {
      found.add({ path, kind: 'file' });
    }
    const isNeeded = !isOptional && !/[*?]/.test(word);
    if (isOutside(folder) || (isNeeded && files.length === 0)) {
      found.refuse(`\`${word}\` of cabal.project is not in the build context`);
    }
  }
}
