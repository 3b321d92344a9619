import { readOptions } from '../../ecosystems/options.ts';
import type { Command } from '../../ecosystems/types.ts';

/** The folder that `git clone` fills, as it is written or by the last part of the address; undefined for other commands. */
export function clonedFolder({ name, args }: Command): string | undefined {
  const [verb, ...words] = args;
  if (name !== 'git' || verb?.text !== 'clone') {
    return undefined;
  }
  const { operands, options } = readOptions(words, VALUED);
  const [address = '', folder] = operands;
  if (operands.length > 2 || WITHOUT_FILES.some((option) => options.has(option))) {
    return undefined;
  }
  const path = folder ?? /([^/:]+?)(\.git)?\/*$/.exec(address)?.[1] ?? '';
  return /^[\w./@+-]+$/.test(path) ? path : undefined;
}

/** Options that take the next word as their value (git-clone(1)). */
const VALUED: ReadonlySet<string> = new Set([
  ...['-b', '--branch', '--depth', '-o', '--origin', '-c', '--config', '-j', '--jobs', '-u', '--upload-pack'],
  ...['--filter', '--reference', '--reference-if-able', '--revision', '--shallow-exclude', '--shallow-since'],
  ...['--server-option', '--template', '--ref-format', '--bundle-uri'],
]);

/** With these, most is elsewhere, or comes later. */
const WITHOUT_FILES = [
  '--bare',
  '--mirror',
  '--separate-git-dir',
  '-n',
  '--no-checkout',
  '--sparse',
  '-s',
  '--shared',
];
