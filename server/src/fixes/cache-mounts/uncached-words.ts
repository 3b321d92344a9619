import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { Node } from '../../model/types.ts';
import { resolvePath } from '../../model/paths.ts';
import { code } from '../moving/words.ts';
import type { TextEdit } from '../types.ts';
import type { UncachedManager } from './uncached-runs.ts';

/** What has to change in a RUN's words so that a cache mount helps. */
export interface UncachedWords {
  /** Relative to the instruction's start; ascending, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** Words that contradict the mount and can't be taken out, as clauses. */
  readonly left: readonly string[];
  /** Package managers that kept nothing in the image before: a flag counts for its own command, a clean-up for those in front of it. */
  readonly cleaned: ReadonlySet<string>;
}

/**
 * Finds the flags that keep a cache from being written and the commands that empty it, and takes them out (domain.md section 4,
 * "Image clean-up knowledge"): with the mount, they would empty what the builds share.
 */
export function uncachedWords(
  node: Node,
  parts: readonly RunPart[],
  managers: readonly UncachedManager[],
): UncachedWords {
  const edits: TextEdit[] = [];
  const left: string[] = [];
  const cleaned = new Set<string>();
  const take = (edit: TextEdit | undefined, part: RunPart): void => {
    if (edit === undefined) {
      left.push(`${code(textOf(node, part))} empties the cache`);
    } else {
      edits.push(edit);
    }
  };
  for (const { ecosystem, parts: own, mounts } of managers) {
    const flags = new Set(ecosystem.uncached.filter((word) => word.startsWith('--')));
    const commands = ecosystem.uncached.filter((word) => !/^[-/]/.test(word));
    const places = [
      ...ecosystem.uncached.filter((word) => word.startsWith('/')),
      ...mounts.map(({ target }) => target),
    ];
    let keeping: RunPart | undefined;
    let emptied = -1;
    for (const part of own) {
      const flagged = flagEdits(part, flags, ecosystem.id);
      edits.push(...flagged);
      keeping = flagged.length === 0 ? part : keeping;
    }
    for (const [index, part] of parts.entries()) {
      const read = commandOf(part.command);
      const operands = (read?.args ?? []).filter(({ text }) => !text.startsWith('-'));
      const line = operands.map(({ text }) => text).join(' ');
      const empties =
        part.ecosystem === ecosystem.id &&
        (part.role === 'companion' || part.role === 'system') &&
        commands.some((command) => line === command || line.startsWith(`${command} `));
      if (empties) {
        take(withoutPart(node, parts, index), part);
        emptied = index;
        continue;
      }
      if (read?.name !== 'rm') {
        continue;
      }
      const gone = operands.filter(({ text }) => places.some((place) => meets(text, place, mounts)));
      emptied = gone.length > 0 ? index : emptied;
      if (gone.length === operands.length && gone.length > 0) {
        take(withoutPart(node, parts, index), part);
      } else {
        for (const word of gone) {
          edits.push({ start: gapBefore(node, word.span.start), end: word.span.end, newText: '' });
        }
      }
    }
    if (keeping === undefined || emptied > parts.indexOf(keeping)) {
      cleaned.add(ecosystem.id);
    }
  }
  return { edits: distinct(edits), left: [...new Set(left)], cleaned };
}

const APK_UPDATES = new Set(['-U', '--update', '--update-cache']);

function flagEdits({ command }: RunPart, flags: ReadonlySet<string>, id: string): readonly TextEdit[] {
  return command.words.flatMap((word, index) => {
    const before = command.words[index - 1];
    if (!flags.has(word.text) || before === undefined) {
      return [];
    }
    // Without a local index, apk finds nothing: what fetched it was this flag.
    return id === 'apk' && !command.words.some(({ text }) => APK_UPDATES.has(text))
      ? [{ start: word.span.start, end: word.span.end, newText: '--update-cache' }]
      : [{ start: before.span.end, end: word.span.end, newText: '' }];
  });
}

/** A folder that is removed, with or without a wildcard behind it, is part of a place or holds a mounted one. */
function meets(written: string, place: string, mounts: UncachedManager['mounts']): boolean {
  if (!written.startsWith('/')) {
    return false;
  }
  const path = resolvePath('/', beforeWildcard(written));
  return path !== '/' && (isWithin(path, place) || mounts.some(({ target }) => isWithin(target, path)));
}

function beforeWildcard(path: string): string {
  let end = 0;
  while (end < path.length && !'*?[{'.includes(path.charAt(end))) {
    end += 1;
  }
  return path.slice(0, end);
}

/** The edit that takes a command out of a list of commands; undefined where it is more than one of a list. */
function withoutPart(node: Node, parts: readonly RunPart[], index: number): TextEdit | undefined {
  const part = parts[index]?.command;
  const before = parts[index - 1]?.command;
  const after = parts[index + 1]?.command;
  const isListed =
    part !== undefined &&
    before !== undefined &&
    part.depth === 0 &&
    before.depth === 0 &&
    !part.conditional &&
    (part.join === '&&' || part.join === ';') &&
    (after === undefined || (after.depth === 0 && (after.join === '&&' || after.join === ';')));
  if (!isListed) {
    return undefined;
  }
  const gap = node.instruction.text.slice(before.span.end, part.span.start);
  return gap.includes('#') ? undefined : { start: before.span.end, end: part.span.end, newText: '' };
}

function gapBefore({ instruction }: Node, offset: number): number {
  let start = offset;
  while (start > 0 && /[ \t]/.test(instruction.text.charAt(start - 1))) {
    start--;
  }
  return start;
}

/** In order, and each place once: two package managers may name the same folder. */
function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: TextEdit[] = [];
  for (const edit of sorted) {
    if (edit.start >= (kept[kept.length - 1]?.end ?? 0)) {
      kept.push(edit);
    }
  }
  return kept;
}

function textOf({ instruction }: Node, { command }: RunPart): string {
  return instruction.text.slice(command.span.start, command.span.end);
}
