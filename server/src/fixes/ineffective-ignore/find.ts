import { isInContext } from '../../context/facts.ts';
import { compileIgnore, type IgnoreMatcher } from '../../context/ignore/ignore.ts';
import { compileIgnorePattern } from '../../context/ignore/pattern.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import {
  ignoreLines,
  isInsideContext,
  lineThatDrops,
  type IgnoreLine,
} from '../context-reads/ignore-lines.ts';
import { endingOf, isForEveryFolder, sparedBy } from './anywhere.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** A line of the ignore file that does nothing, and the one that does what was meant. */
export interface IneffectiveLine {
  readonly line: IgnoreLine;
  /** `depth`: it only matches in the root. `comment`, `backslash`: they are part of the pattern. `order`: a later line undoes it. */
  readonly why: 'depth' | 'comment' | 'backslash' | 'order';
  /** The whole ignore file with the line mended. */
  readonly text: string;
  /** Paths of the context on which the two differ: left out afterwards, or with `order` the one that is kept. */
  readonly paths: ReadonlySet<string>;
  /** Whether there may be more of them than were looked for. */
  readonly open: boolean;
  /** The context in which these paths are: with `order` the one with the mended line. */
  readonly seen: ContextSnapshot;
}

/** How many paths are looked for at most. */
const MAX_PATHS = 200;

/**
 * The lines of the ignore file that have no effect although there are files for which they were meant. A pattern for what is
 * merely not there today is none of them. Remembered with the snapshot.
 */
export const ineffectiveLines = rememberedWith(find);

function find(context: ContextSnapshot): readonly IneffectiveLine[] {
  const text = context.ignore?.text ?? '';
  const isSeen = isInsideContext(context) && context.complete && indexOf(context).ignore.error === undefined;
  const all = isSeen ? ignoreLines(text) : [];
  const lines = all.length > MAX_LINES ? [] : all;
  const isSpared = sparedBy(lines);
  return lines.flatMap((line) =>
    line.pattern.startsWith('!')
      ? (undone(context, line) ?? [])
      : mended(line)
          .flatMap((change) => proved(context, line, change, isSpared) ?? [])
          .slice(0, 1),
  );
}

/** Longer ignore files are not looked through, as for `blame`. */
const MAX_LINES = 300;

/** What a line was probably meant to be. */
interface Change {
  readonly why: 'depth' | 'comment' | 'backslash';
  readonly pattern: string;
  /** In place of the line. */
  readonly written: string;
  /** What every path that it matches ends in: a quick look at many. */
  readonly ending: string;
}

function mended({ text }: IgnoreLine): readonly Change[] {
  const [, bare, comment] = /^([^#\s]+)\s+(#.*)$/.exec(text) ?? [];
  if (bare !== undefined && comment !== undefined) {
    return [{ why: 'comment', pattern: bare, written: `${comment}\n${bare}`, ending: '' }];
  }
  if (text.includes('\\')) {
    const pattern = text.replaceAll('\\', '/');
    return [{ why: 'backslash', pattern, written: pattern, ending: '' }];
  }
  const pattern = `**/${text}`;
  return isForEveryFolder(text) ? [{ why: 'depth', pattern, written: pattern, ending: endingOf(text) }] : [];
}

/**
 * The change, where the line matches nothing and the changed one leaves something out that is in the context, and by its
 * depth nothing that an exception spares by its name: `*.log` above `!audit.log` was not meant for `api/audit.log`.
 */
function proved(
  context: ContextSnapshot,
  line: IgnoreLine,
  change: Change,
  isSpared: (path: string) => boolean,
): IneffectiveLine | undefined {
  const own = compileIgnorePattern(line.pattern, false);
  const better = compileIgnorePattern(withoutTrailing(change.pattern, '/').replace(/^(\.?\/)+/, ''), false);
  const isRoot = !line.pattern.includes('/');
  const near = isRoot ? indexOf(context).children.get('') : context.entries.keys();
  if (own === undefined || better === undefined || first(near, (path) => own.matches(path), 1).length > 0) {
    return undefined;
  }
  const old = context.ignore?.text ?? '';
  const eol = old.includes('\r\n') ? '\r\n' : '\n';
  const written = change.written.replace('\n', eol);
  const text = `${old.slice(0, line.span.start)}${written}${old.slice(line.span.end)}`;
  const { ignore } = indexOf(context);
  let changed: IgnoreMatcher | undefined;
  const isNew = (path: string): boolean => {
    if (!path.endsWith(change.ending) || !better.matches(path) || ignore.leavesOut(path)) {
      return false;
    }
    changed ??= compileIgnore(text);
    return changed.leavesOut(path);
  };
  const found = new Set(first(context.entries.keys(), isNew, MAX_PATHS));
  const isOther = (path: string): boolean => change.why === 'depth' && isSpared(path) && isNew(path);
  return found.size === 0 || first(context.entries.keys(), isOther, 1).length > 0
    ? undefined
    : { line, why: change.why, text, paths: found, open: found.size === MAX_PATHS, seen: context };
}

function first(paths: Iterable<string>, test: (path: string) => boolean, most: number): readonly string[] {
  const found: string[] = [];
  for (const path of paths) {
    if (test(path)) {
      found.push(path);
    }
    if (found.length === most) {
      break;
    }
  }
  return found;
}

/** An exception for a path that is there, which a later pattern drops again; it works behind that one. */
function undone(context: ContextSnapshot, line: IgnoreLine): IneffectiveLine | undefined {
  const path = line.pattern.slice(1);
  if (!context.entries.has(path) || isInContext(context, path) !== 'no') {
    return undefined;
  }
  const later = lineThatDrops(context, path);
  const old = context.ignore?.text ?? '';
  if (later === undefined || later.line <= line.line) {
    return undefined;
  }
  const start = old.lastIndexOf('\n', line.span.start) + 1;
  const end = old.indexOf('\n', line.span.end) + 1;
  const moved = old.slice(start, end);
  const next = old.indexOf('\n', later.span.end) + 1;
  const eol = moved.endsWith('\r\n') ? '\r\n' : '\n';
  const rest =
    next === 0 ? `${old.slice(end)}${eol}${moved}` : `${old.slice(end, next)}${moved}${old.slice(next)}`;
  const text = old.slice(0, start) + rest;
  const seen: ContextSnapshot = { ...context, ignore: { path: context.ignore?.path ?? '', text } };
  return isInContext(seen, path) === 'yes'
    ? { line, why: 'order', text, paths: new Set([path]), open: false, seen }
    : undefined;
}
