import { code } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import type { Target } from './landings.ts';
import { pathCommands, type PathCommand } from './path-commands.ts';

/** What commands of a RUN do that give files the same owner, or the same mode. */
export interface OwnershipChange {
  readonly kind: 'owner' | 'mode';
  /** For a sentence: `chown -R`. */
  readonly shown: string;
  readonly program: 'chown' | 'chgrp' | 'chmod';
  /** The owner or the mode, as it is written. */
  readonly value: ShellWord | undefined;
  readonly targets: readonly Target[];
  /** Whether the targets are all that it changes. */
  readonly complete: boolean;
}

/** Paths of one change that are looked at. */
const MAX_TARGETS = 100;

/** What a RUN changes so in any case, in order; commands that change to the same are one change. */
export function ownershipChanges(model: Model, node: Node): readonly OwnershipChange[] {
  const alike = new Map<string, OwnershipChange[]>();
  for (const change of changesIn(model, node)) {
    const key = changeKey(change);
    const others = alike.get(key);
    if (others === undefined) {
      alike.set(key, [change]);
    } else {
      others.push(change);
    }
  }
  return [...alike.values()].flatMap(united);
}

/** Equal for changes to the same. */
export function changeKey({ shown, value }: OwnershipChange): string {
  return `${shown} ${value?.text ?? ''}`;
}

function united(changes: readonly OwnershipChange[]): readonly OwnershipChange[] {
  const [first] = changes;
  if (first === undefined || (changes.length === 1 && first.targets.length <= MAX_TARGETS)) {
    return changes;
  }
  const targets = changes.flatMap((one) => one.targets);
  const complete = targets.length <= MAX_TARGETS && changes.every((one) => one.complete);
  return [{ ...first, targets: targets.slice(0, MAX_TARGETS), complete }];
}

function changesIn(model: Model, node: Node): readonly OwnershipChange[] {
  return pathCommands(model, node).flatMap(({ name, recursive, leading, paths, contents, complete }) =>
    name === 'chown' || name === 'chgrp' || (name === 'chmod' && !isForFiles(recursive, leading[0]))
      ? [
          {
            kind: name === 'chmod' ? 'mode' : 'owner',
            shown: code(
              recursive === '-R' ? `${name} -R` : recursive === undefined ? name : `find -exec ${name}`,
            ),
            program: name,
            value: leading[0],
            targets: paths.map((at) =>
              recursive !== undefined ? { at } : contents.has(at) ? { at, flat: true } : { at, alone: true },
            ),
            complete,
          } as const,
        ]
      : [],
  );
}

/** A mode that only files can have is one that `--chmod` would give the folders, too, which nobody could enter then. */
function isForFiles(recursive: PathCommand['recursive'], mode: ShellWord | undefined): boolean {
  return (
    recursive === 'find -type f' && /^[0-7]+$/.test(mode?.text ?? '') && !/^0?[57]+$/.test(mode?.text ?? '')
  );
}
