import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Hazard, Input, Install, InstallInputs } from '../types.ts';

/** Options of a requirements file whose value names no file of the context (pip's req_file.py). */
const PLAIN =
  /^(-i|--(index-url|extra-index-url|no-index|trusted-host|no-binary|only-binary|prefer-binary|require-hashes|pre|use-feature|hash|config-settings|global-option))(\s|=|$)/;
const NESTED = /^(?:-([rc])\s*|--(requirement|constraint)(?:\s+|=))(.+)$/;

/** More files than this are not followed: no project nests as many. */
const MAX_FILES = 200;

/**
 * What `pip install -r` reads of the context: the files, those that they name with `-r` and `-c`, and local packages. Paths
 * in a file are relative to it. Lines that can't be read surely forbid a fix.
 */
export function readRequirements(
  { manifests, optional }: Pick<Install, 'manifests' | 'optional'>,
  folder: string,
  context: ContextQuery,
): InstallInputs {
  const inputs = new Map<string, Input>();
  const hazards: Hazard[] = [];
  const missing: string[] = [];
  const todo = manifests.map((manifest) => joinPath(folder, manifest));
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    if (inputs.has(path)) {
      continue;
    }
    if (isOutside(path) || inputs.size >= MAX_FILES) {
      hazards.push({ effect: 'none', reason: `${path} lies outside the build context` });
      continue;
    }
    if (context.has(path) === 'no') {
      missing.push(path);
      continue;
    }
    inputs.set(path, { path, kind: 'file' });
    const text = context.text(path);
    if (text === undefined || /\.(toml|py|cfg)$/.test(path)) {
      hazards.push({ effect: 'none', reason: `${path} can't be read` });
      continue;
    }
    const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    for (const line of logicalLines(text)) {
      todo.push(...readLine(line, { path, parent, context, inputs, hazards }));
    }
  }
  for (const name of optional) {
    const path = joinPath(folder, name);
    if (context.has(path) === 'yes') {
      inputs.set(path, { path, kind: 'file' });
    }
  }
  return { inputs: [...inputs.values()], missing, hazards, written: [] };
}

interface Place {
  readonly path: string;
  readonly parent: string;
  readonly context: ContextQuery;
  readonly inputs: Map<string, Input>;
  readonly hazards: Hazard[];
}

/** Notes what one line needs; returns the files that it names. */
function readLine(line: string, { path, parent, context, inputs, hazards }: Place): string[] {
  const nested = NESTED.exec(line)?.[3]?.trim();
  if (nested !== undefined) {
    return nested.includes('://') ? [] : [joinPath(parent, unquoted(nested))];
  }
  if (line.startsWith('-') && PLAIN.test(line)) {
    return [];
  }
  const editable = /^(?:-e\s*|--editable(?:\s+|=))(.+)$/.exec(line)?.[1];
  const target = editable ?? line;
  if (line.startsWith('-') && editable === undefined) {
    hazards.push({ effect: 'none', reason: `${path} has the line \`${shortened(line)}\`` });
    return [];
  }
  const isAddress = /^[a-z+]+:\/\//i.test(target) || /@\s*[a-z+]+:\/\//i.test(target);
  if (isAddress && !/(^|@\s*|\+)file:/i.test(target)) {
    return [];
  }
  const isName = /^[A-Za-z0-9][\w.-]*\s*(\[[^\]]*\])?\s*($|[<>=!~;@(,\s])/.test(target);
  if (
    editable === undefined &&
    !isAddress &&
    isName &&
    !/@\s*[./]/.test(target) &&
    !/^[^;]*[/\\]/.test(target)
  ) {
    return [];
  }
  const local = unquoted(
    target
      .replace(/\s*;.*$/, '')
      .replace(/\[[^\]]*\]$/, '')
      .trim(),
  );
  // pip resolves a local path against the working directory, and newer ones against the file: only the same place is sure.
  const place = parent === '' && local.startsWith('./') ? joinPath('', local) : '';
  if (place !== '' && !isOutside(place) && editable === undefined && context.has(place) === 'yes') {
    inputs.set(place, { path: place, kind: context.isFolder(place) ? 'folder' : 'file' });
    hazards.push({ effect: 'review', reason: `${path} installs ${local}` });
  } else {
    hazards.push({ effect: 'none', reason: `${path} installs \`${shortened(target)}\` from the sources` });
  }
  return [];
}

/** Lines with continuations joined and comments dropped, as pip's req_file.py does. */
function logicalLines(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s+)#.*$/, '').trim())
    .filter((line) => line !== '');
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
