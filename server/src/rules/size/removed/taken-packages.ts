import { commandOf } from '../../../ecosystems/command.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { installsByName } from '../../../ecosystems/system/installs-by-name.ts';
import { runsInAnyCase } from '../../../fixes/moving/commutes.ts';
import type { Node } from '../../../model/types.ts';

/** A command that installs packages. */
export interface PackageInstall {
  readonly node: Node;
  readonly part: RunPart;
}

/** The packages of the system that are there, each with what has installed it, by its name and package manager. */
export type SystemPackages = Map<string, PackageInstall>;

/** Whether any of these texts may take out what package managers have brought: few Dockerfiles do. */
export function mayTakeOut(texts: readonly string[]): boolean {
  return texts.some((text) => TAKING_OUT.some((word) => text.includes(word)));
}

/** Parts of words that remove packages, and of programs that do so by `rm`. */
const TAKING_OUT = ['del', 'remove', 'purge', 'erase', 'prune', 'zypper'];

/**
 * The packages that a RUN removes by their names, or by the name of their group (`--virtual`), by the command of an earlier RUN that
 * has installed them. Notes in `packages` what the RUN leaves there.
 */
export function removedPackages(
  node: Node,
  parts: readonly RunPart[],
  packages: SystemPackages,
): ReadonlyMap<PackageInstall, readonly string[]> {
  const removed = new Map<PackageInstall, string[]>();
  for (const part of parts.filter(isOfSystem)) {
    const { ecosystem = '', command } = part;
    const own = { node, part };
    const read = commandOf(command);
    const named = read && installsByName(read);
    const isElsewhere = command.words.some(({ text }) => OTHER_ROOTS.has(beforeEquals(text)));
    for (const operand of named === undefined || isElsewhere ? [] : named.names) {
      const name = nameOf(operand);
      const key = `${ecosystem} ${name}`;
      const source = packages.get(key);
      if (named?.removes !== true) {
        packages.set(key, source ?? own);
      } else if (source !== undefined) {
        packages.delete(key);
        if (source.node !== node) {
          const names = removed.get(source) ?? [];
          names.push(name);
          removed.set(source, names);
        }
      }
    }
  }
  return removed;
}

function isOfSystem(part: RunPart): boolean {
  return part.role === 'system' && runsInAnyCase(part);
}

/** Options that lead to another system than the image's own. */
const OTHER_ROOTS = new Set(['--root', '--installroot', '-p', '-R']);

function beforeEquals(word: string): string {
  const at = word.indexOf('=');
  return at < 0 ? word : word.slice(0, at);
}

/** A package without the version that is asked for. */
function nameOf(operand: string): string {
  let end = 0;
  while (end < operand.length && !'=<>~@'.includes(operand.charAt(end))) {
    end++;
  }
  return operand.slice(0, end);
}
