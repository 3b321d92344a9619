import { commandOf } from './command.ts';
import { ECOSYSTEMS } from './index.ts';
import { readOptions } from './options.ts';
import { VALUED as PIP_VALUED } from './python/pip-options.ts';
import type { RunPart } from './run-part.ts';
import { unquoted } from './shell-words.ts';

/** Packages that a package manager is made of itself, by its id. */
const ITSELF: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['pip', new Set(['pip', 'setuptools', 'wheel'])],
  ['npm', new Set(['npm'])],
]);

/** Options of npm that take the next word as their value, where nothing but npm is installed. */
const VALUED = new Set([...PIP_VALUED, '--registry', '--loglevel', '--location', '--prefix']);

/** Whether a command that installs packages by name brings a newer package manager alone, which takes a few seconds. */
export function bringsInstallerAlone(part: RunPart): boolean {
  return bringsOnly(part, ITSELF.get(part.ecosystem ?? ''));
}

/** The same for one that brings any package managers and nothing else: `npm install -g pnpm`. */
export function bringsInstallers(part: RunPart): boolean {
  return bringsOnly(part, INSTALLERS);
}

/** With the name by which RubyGems has Bundler. */
const INSTALLERS: ReadonlySet<string> = new Set([
  ...ECOSYSTEMS.flatMap(({ programs }) => programs),
  ...[...ITSELF.values()].flatMap((names) => [...names]),
  'bundler',
]);

function bringsOnly({ role, command }: RunPart, wanted: ReadonlySet<string> | undefined): boolean {
  const read = role === 'packages' && wanted !== undefined ? commandOf(command) : undefined;
  const { operands } = readOptions(read?.args ?? [], VALUED);
  const names = operands.slice(operands.findIndex((one) => INSTALL.test(one)) + 1);
  return names.length > 0 && names.every((name) => wanted?.has(nameIn(name)));
}

const INSTALL = /^(install|i|add)$/;

/** A package's name without its version. */
function nameIn(operand: string): string {
  return /^([\w.-]+)(?=$|[=<>!~@;\s[])/.exec(unquoted(operand))?.[1] ?? '';
}
