import type { BuildInputs, ContentLookup } from '../cache/types.ts';
import { parentPath } from '../context/path-parts.ts';
import type { ContextEntry, ContextSnapshot } from '../context/types.ts';
import { buildModel } from '../model/build.ts';
import { parse } from '../syntax/parse.ts';
import type { Analysis } from './types.ts';
import type { WhatIfChange } from './what-if-types.ts';

/** A file that differs between an earlier state and now; modes are as git writes them, undefined where there is no file. */
export interface FileDifference {
  /** In the context. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** True when the content differs, and not only the mode. */
  readonly edited: boolean;
}

/** An earlier state, as far as it differs. */
export interface EarlierState {
  /** For people: `HEAD`. */
  readonly title: string;
  /** The Dockerfile's text then. */
  readonly dockerfile: string;
  readonly differences: readonly FileDifference[];
  /** The text that one of the ignore files had then, by its path in the context; undefined where it was not there. */
  readonly ignoreText: (path: string) => string | undefined;
}

/** The question what runs again when the last build was one of an earlier state; undefined when no context is known. */
export function sinceEarlier({ model, facts }: Analysis, earlier: EarlierState): WhatIfChange | undefined {
  const now = facts.context;
  if (now === undefined) {
    return undefined;
  }
  const differences = new Map(earlier.differences.map((difference) => [difference.path, difference]));
  const then = contextThen(now, earlier);
  const edited = earlier.dockerfile !== model.file.text;
  const contents =
    (context: ContextSnapshot, version: 'before' | 'after'): ContentLookup =>
    (path) => {
      const kind = context.entries.get(path)?.kind;
      const difference = differences.get(path);
      const mode = difference?.[version];
      if (kind !== 'file' && kind !== 'directory') {
        // Where a symlink leads is not known; that it is another one is.
        return difference === undefined ? undefined : { content: `${version} ${path}`, mode: undefined };
      }
      const differs = path === now.dockerfile ? edited : difference?.edited === true;
      return {
        content: kind === 'directory' ? '' : differs ? version : 'same',
        mode: mode === undefined ? undefined : Number.parseInt(mode, 8) & 0o777,
      };
    };
  const before: BuildInputs = {
    model: buildModel(parse(earlier.dockerfile), model.options),
    context: then,
    contents: contents(then, 'before'),
  };
  return {
    kind: 'earlier',
    title: earlier.title,
    before,
    after: { model, context: now, contents: contents(now, 'after') },
  };
}

/** The modes that git has for symlinks and for other repositories inside of one. */
const SYMLINK = '120000';
const SUBMODULE = '160000';

function contextThen(now: ContextSnapshot, { differences, ignoreText }: EarlierState): ContextSnapshot {
  const entries = new Map(now.entries);
  const left = new Set<string>();
  for (const { path, before, after } of differences) {
    if (before === undefined) {
      entries.delete(path);
      left.add(parentPath(path));
    } else if (before !== SUBMODULE && (after === undefined || entries.has(path))) {
      entries.set(path, { kind: before === SYMLINK ? 'symlink' : 'file' });
      for (let folder = parentPath(path); folder !== '' && !entries.has(folder); folder = parentPath(folder)) {
        entries.set(folder, { kind: 'directory' });
      }
    }
  }
  dropEmpty(entries, left);
  const names = now.dockerfile === undefined ? [] : [`${now.dockerfile}.dockerignore`];
  const texts = [...names, '.dockerignore'].map((path) => ({ path, text: ignoreText(path) }));
  const found = texts.find(({ text }) => text !== undefined);
  const outside = now.ignore !== undefined && now.ignore.path.startsWith('/') ? now.ignore : undefined;
  const ignore = outside ?? (found?.text === undefined ? undefined : { path: found.path, text: found.text });
  return { ...now, entries, ignore };
}

/** Git knows no empty folders: one whose files were all added came with them. */
function dropEmpty(entries: Map<string, ContextEntry>, folders: ReadonlySet<string>): void {
  if (folders.size === 0) {
    return;
  }
  const children = new Map<string, number>();
  for (const path of entries.keys()) {
    const parent = parentPath(path);
    children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  for (const folder of folders) {
    for (let at = folder; at !== '' && (children.get(at) ?? 0) === 0; at = parentPath(at)) {
      entries.delete(at);
      children.set(parentPath(at), (children.get(parentPath(at)) ?? 1) - 1);
    }
  }
}
