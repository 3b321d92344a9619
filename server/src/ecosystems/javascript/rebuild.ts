import { isSet, lastValue, readOptions } from '../options.ts';
import type { Command } from '../types.ts';
import { isRegistryName } from './registry-names.ts';

/** `npm rebuild better-sqlite3`: what a package manager builds again in node_modules. */
export interface Rebuild {
  /** The id of the package manager. */
  readonly ecosystem: string;
  /** Empty for all packages, which runs the project's own lifecycle scripts, too. */
  readonly names: readonly string[];
}

/** Package managers with the command, which yarn 1 lacks: there it is a script of package.json. */
const PROGRAMS = new Set(['npm', 'pnpm']);

/** The command and its alias (npm/cli lib/utils/cmd-list.js; pnpm's `rebuild`). */
const VERBS = new Set(['rebuild', 'rb']);

const VALUED = new Set(['--prefix', '-C', '--dir', '--workspace', '-w', '--filter', '-F', '--loglevel']);

/** Options that lead to another project. */
const ELSEWHERE = ['--prefix', '-C', '--dir', '--workspace', '-w', '--filter', '-F'];

/**
 * A command that builds packages again which are installed: it reads and writes node_modules alone (docs.npmjs.com, npm-rebuild).
 * Undefined for others, and for one of another folder.
 */
export function rebuildOf({ name, args }: Command): Rebuild | undefined {
  const line = PROGRAMS.has(name) ? readOptions(args, VALUED) : undefined;
  const [verb = '', ...names] = line?.operands ?? [];
  const isHere =
    line?.literal === true &&
    !isSet(line, '-g', '--global', '-r', '--recursive') &&
    ELSEWHERE.every((option) => lastValue(line, option) === undefined);
  return isHere && VERBS.has(verb) && names.every(isRegistryName) ? { ecosystem: name, names } : undefined;
}
