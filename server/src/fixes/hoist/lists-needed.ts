import { baseName } from '../../context/path-parts.ts';
import { APT_INSTALLS, APT_PROGRAMS, APT_UPDATES, updatesFirst } from '../update-alone/apt-words.ts';
import type { Step } from './run-reading.ts';

interface Manager {
  readonly fetches: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /** True for options by which it fetches lists for itself. */
  readonly alone: (word: string) => boolean;
}

const LISTS_OF_APT: Manager = { fetches: APT_UPDATES, uses: APT_INSTALLS, alone: updatesFirst };

/**
 * Package managers whose installs stay with what fetches their lists (domain.md section 4, rows 28 and 29). apk fetches an index of more
 * than four hours again by itself (fixes/update-alone/apt-words.ts); who asks it to update wants the newest one all the same.
 */
const MANAGERS: ReadonlyMap<string, Manager> = new Map([
  ...[...APT_PROGRAMS, 'xx-apt-get', 'xx-apt'].map((program) => [program, LISTS_OF_APT] as const),
  [
    'apk',
    {
      fetches: new Set(['update']),
      uses: new Set(['add', 'upgrade']),
      alone: (word) => ['--no-cache', '-U', '--update', '--update-cache'].includes(word),
    },
  ],
]);

/**
 * The first command that installs by lists of packages which none of these commands before it fetches: in a layer apart from the
 * one that does, it would go by lists as old as that layer. Undefined when there is none.
 */
export function firstWithoutLists(steps: readonly Step[]): Step | undefined {
  const fetched = new Set<Manager>();
  for (const step of steps) {
    const words = step.part.command.words.map(({ text }) => text);
    const at = words.findIndex((word) => MANAGERS.has(baseName(word)));
    const manager = MANAGERS.get(baseName(words[at] ?? ''));
    if (manager === undefined) {
      continue;
    }
    const own = words.slice(at + 1);
    if (own.some((word) => manager.fetches.has(word))) {
      fetched.add(manager);
    } else if (
      own.some((word) => manager.uses.has(word)) &&
      !own.some(manager.alone) &&
      !fetched.has(manager)
    ) {
      return step;
    }
  }
  return undefined;
}
