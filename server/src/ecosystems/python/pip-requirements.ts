import { parentPath } from '../../context/path-parts.ts';
import { textByMark } from '../../formats/utf16.ts';
import { collect, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { readDependencyTables } from './dependency-tables.ts';
import { isOwnFolder } from './own-folders.ts';

/** Options of a requirements file whose value names no file of the context (pip's req_file.py). */
const PLAIN =
  /^(-i|--(index-url|extra-index-url|no-index|trusted-host|no-binary|only-binary|prefer-binary|require-hashes|pre|use-feature|hash|config-settings?|global-option))(\s|=|$)/;
const NESTED = /^(?:-([rc])\s*|--(requirement|constraint)(?:\s+|=))(.+)$/;
const LIMITS = /^(?:-c|--constraint)/;
const LINKS = /^(?:-f\s*|--find-links(?:\s+|=))(.+)$/;
const EDITABLE = /^(?:-e\s*|--editable(?:\s+|=))(.+)$/;

/** More files than this are not followed: no project nests as many. */
const MAX_FILES = 200;

/**
 * What `pip install -r` reads of the context: the files, those that they name with `-r` and `-c`, and local packages. Paths
 * in a file are relative to it. Lines that can't be read surely forbid a fix.
 */
export function readRequirements(
  { manifests, optional, directory, writes = [], reads = [] }: Install,
  folder: string,
  context: ContextQuery,
): InstallInputs {
  const found = collect('', context);
  // Files by absolute paths lie in `folder`, wherever pip works.
  const working = directory.startsWith('/') ? undefined : folder;
  followFiles(
    found,
    manifests.map((manifest) => joinPath(folder, manifest)),
    working,
  );
  found.take(...optional.map((name) => joinPath(folder, name)));
  for (const place of reads) {
    readLinks(found, place, folder);
  }
  for (const place of writes) {
    writePlace(found, place, folder);
  }
  return found.result();
}

/**
 * Reads requirement files and those that they name, by their paths in the context, for a collector at its root. `working`: where
 * pip works, if that is known.
 */
export function followFiles(found: Collector, paths: readonly string[], working: string | undefined): void {
  const { context } = found;
  const todo = [...paths];
  const seen = new Set<string>();
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    if (seen.has(path)) {
      continue;
    }
    if (isOutside(path) || seen.size >= MAX_FILES) {
      found.refuse(`${path} lies outside the build context`);
      continue;
    }
    seen.add(path);
    found.require(path);
    if (context.has(path) === 'no') {
      continue;
    }
    if (path === 'pyproject.toml' || path.endsWith('/pyproject.toml')) {
      readDependencyTables(found, path);
      continue;
    }
    const written = context.text(path);
    // pip and uv decode UTF-16 (pip's utils/encoding.py; uv-fs's read_to_string_transcode).
    const text = written === undefined ? undefined : textByMark(written);
    if (text === undefined || /\.(toml|py|cfg)$/.test(path)) {
      found.refuse(`${path} can't be read`);
      continue;
    }
    const lines = logicalLines(text);
    const besides = lines.some((line) => !(PLAIN.test(line) || LIMITS.test(line) || isProject(line)));
    todo.push(...readRequirementLines(found, lines, { path, working, besides }));
  }
}

/** Notes what lines of a requirements file need; returns the files that they name. */
export function readRequirementLines(
  found: Collector,
  lines: readonly string[],
  file: RequirementsFile,
): string[] {
  const parent = parentPath(file.path);
  return lines.flatMap((line) => {
    const nested = NESTED.exec(line)?.[3]?.trim();
    if (nested !== undefined) {
      return nested.includes('://') ? [] : [joinPath(parent, unquoted(nested))];
    }
    readLine(found, line, { ...file, parent });
    return [];
  });
}

/** The file that requirements stand in. */
export interface RequirementsFile {
  /** In the context: for the reasons. */
  readonly path: string;
  /** Where pip works, if that is known. */
  readonly working: string | undefined;
  /** Whether it names anything but the project in whose folder pip works. */
  readonly besides: boolean;
}

interface Place extends RequirementsFile {
  readonly parent: string;
}

/** Whether a line installs the project in whose folder pip works. */
function isProject(line: string): boolean {
  return /^\.\/?(\[[^\]]*\])?$/.test(EDITABLE.exec(line)?.[1]?.trim() ?? line);
}

function readLine(found: Collector, line: string, { path, parent, working, besides }: Place): void {
  if (line.startsWith('-') && PLAIN.test(line)) {
    return;
  }
  const links = LINKS.exec(line)?.[1]?.trim();
  if (links !== undefined) {
    readLinks(found, unquoted(links), parent, line);
    return;
  }
  const editable = EDITABLE.exec(line)?.[1];
  const target = editable ?? line;
  if (line.startsWith('-') && editable === undefined) {
    found.refuse(`${path} has the line \`${shortened(line)}\``);
    return;
  }
  const isAddress = /^[a-z+]+:\/\//i.test(target) || /@\s*[a-z+]+:\/\//i.test(target);
  if (isAddress && !/(^|@\s*|\+)file:/i.test(target)) {
    return;
  }
  const isName = /^[A-Za-z0-9][\w.-]*\s*(\[[^\]]*\])?\s*($|[<>=!~;@(,\s])/.test(target);
  if (
    editable === undefined &&
    !isAddress &&
    isName &&
    !/@\s*[./]/.test(target) &&
    !/^[^;]*[/\\]/.test(target)
  ) {
    return;
  }
  const local = unquoted(withoutExtras(target.replace(/;.*$/, '').trim()));
  // pip resolves a local path against the working directory, and newer ones against the file: only the same place is sure.
  const isSure = working === parent && local.startsWith('./');
  const place = isSure ? joinPath(parent, local) : '';
  if (place !== '' && !isOutside(place) && place !== working && found.context.has(place) === 'yes') {
    found.add({ path: place, kind: found.context.isFolder(place) ? 'folder' : 'file' });
    found.review(`${path} installs ${local}`);
  } else {
    const project = isProject(line) ? { file: path, line, besides } : undefined;
    found.refuse(`${path} installs \`${shortened(target)}\` from the sources`, project);
  }
}

/** A place with packages: an address, a folder of the project, or another one, which is not known. */
function readLinks(found: Collector, place: string, parent: string, line = `--find-links ${place}`): void {
  if (/^(?!file:)[a-z][a-z+]*:\/\//i.test(place) || isOwnFolder(place)) {
    return;
  }
  const path = /^[/~]|:|\$/.test(place) ? '..' : joinPath(parent, place);
  if (!isOutside(path) && path !== '' && found.context.has(path) === 'yes') {
    found.add({ path, kind: found.context.isFolder(path) ? 'folder' : 'file' });
  } else {
    found.refuse(`\`${shortened(line)}\` may lead among the sources`);
  }
}

/** A folder that packages are put into beside site-packages. */
function writePlace(found: Collector, place: string, folder: string): void {
  const path = joinPath(folder, place);
  if (isOwnFolder(place)) {
    return;
  }
  if (/^[/~]|\$/.test(place) || path === folder) {
    found.review(`packages go into ${place}`);
  } else if (isOutside(path) || found.context.has(path) !== 'no') {
    found.refuse(`packages go into ${place}, where sources are`);
  } else {
    found.writes(path);
  }
}

/** Lines with continuations joined and comments dropped, as pip's req_file.py does. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** `./lib[web]` as `./lib`. */
function withoutExtras(text: string): string {
  const open = text.endsWith(']') ? text.indexOf('[') : -1;
  return open < 0 ? text : text.slice(0, open);
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
