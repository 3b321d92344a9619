import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Command } from '../../ecosystems/types.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Mount, Node } from '../../model/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import type { TextEdit } from '../types.ts';
import { managerOf } from './cached-manager.ts';
import type { CacheUse } from './contradictions.ts';
import { writtenCommand } from '../moving/command-text.ts';
import { beforeWildcard, gapBefore, withoutPart } from './taking-out.ts';

/** What one command of a RUN empties; it may be taken out where all of that is in the mounts, and nothing in the image. */
export function emptiedBy(
  node: Node,
  parts: readonly RunPart[],
  index: number,
  { id, used }: { readonly id: string; readonly used: readonly Used[] },
): (Way & Loss) | undefined {
  const part = parts[index];
  const read = part === undefined || part.command.conditional ? undefined : commandOf(part.command);
  if (part === undefined || read === undefined) {
    return undefined;
  }
  const { gone, isInMounts, words } = managerOf(part) === id ? byManager(read, used) : byRemoval(read, used);
  if (gone.length === 0) {
    return undefined;
  }
  const all = words?.map((word) => gapAnd(node, word)) ?? [withoutPart(node, parts, index)];
  const edits = isInMounts ? all.filter((edit) => edit !== undefined) : [];
  return {
    ...lossOf(gone),
    by: writtenCommand(node.instruction.text, part.command),
    edits: edits.length === all.length ? edits : undefined,
  };
}

/** What of the mounted folders a command empties. */
interface Emptying {
  readonly gone: readonly Used[];
  /** Whether all that it empties is in the mounts. */
  readonly isInMounts: boolean;
  /** The words that do so, where others do something else. */
  readonly words?: readonly ShellWord[];
}

/** By a command of the package manager: `apt-get clean`. */
function byManager({ args }: Command, used: readonly Used[]): Emptying {
  const line = withoutYes(args.map(({ text }) => text).join(' '));
  const gone = used.filter(({ use }) => use.emptied.includes(line));
  // apt removes what it has made of the lists with the archives, one folder above them.
  const isInMounts = gone.every(({ folder, mount }) =>
    isWithin(folder.replace(/\/archives$/, ''), mount.target),
  );
  return { gone, isInMounts };
}

/** By `rm`. */
function byRemoval({ name, args }: Command, used: readonly Used[]): Emptying {
  const operands = name === 'rm' ? args.filter(({ text }) => !text.startsWith('-')) : [];
  const words = operands.filter(({ text }) => used.some(({ folder }) => empties(text, folder)));
  const gone = used.filter(({ folder }) => words.some(({ text }) => empties(text, folder)));
  const isInMounts = words.every(({ text }) =>
    gone.some(({ mount }) => isWithin(pathOf(text), mount.target)),
  );
  return { gone, isInMounts, ...(words.length < operands.length && { words }) };
}

/** A folder of a cache that is mounted. */
export interface Used {
  readonly folder: string;
  readonly mount: Mount;
  readonly use: CacheUse;
}

/** The mounts that are of no use, and what they don't keep. */
export function lossOf(used: readonly Used[]): Loss {
  return {
    targets: [...new Set(used.map(({ mount }) => mount.target))],
    holds: new Set(used.map(({ use }) => use.holds ?? 'packages')),
  };
}

/** What makes a mount useless. */
export interface Way {
  /** As it is written. */
  readonly by: string;
  /** Takes that out, relative to the instruction's start; undefined where it can't be. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** What is lost that way. */
export interface Loss {
  /** Where the mounts are, in the image. */
  readonly targets: readonly string[];
  readonly holds: ReadonlySet<Holding>;
}

/** What a cache may hold. */
export type Holding = NonNullable<CacheUse['holds']> | 'packages';

function gapAnd(node: Node, { span: { start, end } }: ShellWord): TextEdit {
  return { start: gapBefore(node, start), end, newText: '' };
}

/** Options of package managers that answer their questions say nothing of what is emptied. */
function withoutYes(line: string): string {
  return line.replace(/(?:^| )(?:-y|--yes|-q|-qq|--quiet)(?= |$)/g, '').trim();
}

/** Whether all of a folder goes away. */
function empties(written: string, folder: string): boolean {
  return written.startsWith('/') && pathOf(written) !== '/' && isWithin(folder, pathOf(written));
}

function pathOf(written: string): string {
  const path = resolvePath('/', beforeWildcard(written));
  // `/var/lib/apt/li*` is no folder of that name.
  return /[^/][*?[{]/.test(written) ? '/' : path;
}
