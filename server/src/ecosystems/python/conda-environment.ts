import { parentPath } from '../../context/path-parts.ts';
import { memberAt, members } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { followFiles, readRequirementLines } from './pip-requirements.ts';
import { isRemote } from './pyproject.ts';

/**
 * What an environment file of conda needs beside itself: the requirement files of its `pip` section, which conda runs in the
 * file's folder. Lists of packages and lock files need nothing, as long as they name no local archive.
 */
export function condaInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  for (const name of install.manifests) {
    const path = joinPath(folder, name);
    found.require(path);
    if (/\.ya?ml$/.test(path)) {
      readEnvironment(found, path);
    } else if (!path.endsWith('.lock')) {
      readList(found, path);
    }
  }
  for (const place of install.writes ?? []) {
    found.writes(joinPath(folder, place));
  }
  return found.result();
}

function readEnvironment(found: Collector, path: string): void {
  // A lock names archives by their addresses; it is too large to be read.
  if (/(^|[-./])(conda-)?lock\.ya?ml$/.test(path)) {
    return;
  }
  const value = found.context.yaml(path);
  const listed = memberAt(value, 'dependencies');
  if (members(value) === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  const channels = memberAt(value, 'channels');
  for (const channel of Array.isArray(channels) ? (channels as unknown[]) : []) {
    if (typeof channel === 'string' && /^(\.|\/|~|file:)/.test(channel)) {
      found.refuse(`${path} names a channel among the sources`);
    }
  }
  const working = parentPath(path);
  const files: string[] = [];
  for (const item of Array.isArray(listed) ? (listed as unknown[]) : []) {
    if (typeof item === 'string') {
      refuseArchive(found, path, item);
      continue;
    }
    const lines = memberAt(item, 'pip');
    const texts = Array.isArray(lines) ? (lines as unknown[]).map(String) : [];
    if (!Array.isArray(lines)) {
      found.refuse(`${path} has a section that can't be read`);
    }
    files.push(...readRequirementLines(found, texts, { path, working, besides: true }));
  }
  followFiles(found, files, working);
}

/** A list of packages, one a line, with `@EXPLICIT` and addresses in one that pins everything. */
function readList(found: Collector, path: string): void {
  const text = found.context.text(path);
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line !== '' && !line.startsWith('@')) {
      refuseArchive(found, path, line);
    }
  }
}

function refuseArchive(found: Collector, path: string, spec: string): void {
  const isFile = /\.(conda|tar\.bz2)\b/.test(spec) || /^(\.|\/|~|file:)/.test(spec);
  if (isFile && !isRemote(spec)) {
    found.refuse(`${path} installs \`${spec}\` from the sources`);
  }
}
