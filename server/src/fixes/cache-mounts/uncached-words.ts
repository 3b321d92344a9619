import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { Node } from '../../model/types.ts';
import { resolvePath } from '../../model/paths.ts';
import { shownCommand } from '../moving/words.ts';
import type { TextEdit } from '../types.ts';
import { beforeWildcard, flagEdits, gapBefore, withoutPart } from './taking-out.ts';
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
      left.push(`${shownCommand(node, part.command)} empties the cache`);
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

/** A folder that is removed, with or without a wildcard behind it, is part of a place or holds a mounted one. */
function meets(written: string, place: string, mounts: UncachedManager['mounts']): boolean {
  if (!written.startsWith('/')) {
    return false;
  }
  const path = resolvePath('/', beforeWildcard(written));
  return path !== '/' && (isWithin(path, place) || mounts.some(({ target }) => isWithin(target, path)));
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
