import type { BuildInputs, ContentLookup } from '../../cache/types.ts';
import { parentPath } from '../../context/path-parts.ts';
import type { ContextEntry, ContextSnapshot } from '../../context/types.ts';
import { buildModel } from '../../model/build.ts';
import { parse } from '../../syntax/parse.ts';
import type { Analysis } from '../types.ts';
import type { WhatIfChange } from './types.ts';

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
  if (facts.context === undefined) {
    return undefined;
  }
  const now = contextWith(facts.context, earlier.differences, 'after');
  const then = {
    ...contextWith(facts.context, earlier.differences, 'before'),
    ignore: ignoreThen(facts.context, earlier.ignoreText),
  };
  const differences = new Map(earlier.differences.map((difference) => [difference.path, difference]));
  const dockerfile = asWritten(earlier.dockerfile, model.file.text);
  const edited = dockerfile !== model.file.text;
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
    model: buildModel(parse(dockerfile), model.options),
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

/** Whether a Dockerfile is as it was. */
export function isSameText(earlier: string, now: string): boolean {
  return asWritten(earlier, now) === now;
}

/** Git may change line ends when it checks out, and editors take the byte order mark away: neither is an edit. */
function asWritten(earlier: string, now: string): string {
  const text = earlier.replace(/^\uFEFF/, '');
  return now.includes('\r\n') && !text.includes('\r') ? text.replaceAll('\n', '\r\n') : text;
}

/** The modes that git has for symlinks and for other repositories inside of one. */
const SYMLINK = '120000';
const SUBMODULE = '160000';

/** The context in which a version of each file that differs stands; the snapshot itself may be a moment older than git. */
function contextWith(
  context: ContextSnapshot,
  differences: readonly FileDifference[],
  version: 'before' | 'after',
): ContextSnapshot {
  const entries = new Map(context.entries);
  const left = new Set<string>();
  for (const { path, [version]: mode } of differences) {
    if (mode === undefined) {
      entries.delete(path);
      left.add(parentPath(path));
    } else if (mode !== SUBMODULE) {
      const kind = mode === SYMLINK ? 'symlink' : 'file';
      if (entries.get(path)?.kind !== kind) {
        entries.set(path, { kind });
      }
      for (
        let folder = parentPath(path);
        folder !== '' && !entries.has(folder);
        folder = parentPath(folder)
      ) {
        entries.set(folder, { kind: 'directory' });
      }
    }
  }
  dropEmpty(entries, left);
  return { ...context, entries };
}

/** The ignore file that counted then: one that lies outside of the context counts as it is now. */
function ignoreThen(now: ContextSnapshot, ignoreText: EarlierState['ignoreText']): ContextSnapshot['ignore'] {
  if (now.ignore?.path.startsWith('/') === true) {
    return now.ignore;
  }
  const own = now.dockerfile === undefined ? [] : [`${now.dockerfile}.dockerignore`];
  for (const path of [...own, '.dockerignore']) {
    const text = ignoreText(path);
    if (text !== undefined) {
      return { path, text };
    }
  }
  return undefined;
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
