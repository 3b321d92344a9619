import { isJavaScriptManifest } from './names.ts';
import { isKnownButVersions, isRegistryName } from './registry-names.ts';
import { pnpmInputs } from './pnpm-inputs.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';

/** pnpm (domain.md section 4, row 4). */
export const pnpm: Ecosystem = {
  id: 'pnpm',
  docs: {
    rows: [4],
    title: 'pnpm',
    commands: ['pnpm install --frozen-lockfile', 'pnpm -r install', 'pnpm fetch'],
    fix: 'Copies the manifests first, with those of every workspace member and the patches. Where scripts need the sources, adds `pnpm fetch` in front of these, which reads the lock file alone; not for an install of some members (`--filter`), as it brings the packages of all.',
  },
  caches: [{ target: '~/.local/share/pnpm/store' }],
  uncached: ['store prune'],
  family: 'javascript',
  programs: ['pnpm'],
  usualManifests: ['package.json', 'pnpm-lock.yaml'],
  isManifest: isJavaScriptManifest,
  read,
  inputs: pnpmInputs,
};

/** Options that take the next word as their value. */
const VALUED = new Set([
  '-C',
  '--dir',
  '--filter',
  '-F',
  '--filter-prod',
  '--store-dir',
  '--virtual-store-dir',
  '--modules-dir',
  '--lockfile-dir',
  '--reporter',
  '--loglevel',
  '--registry',
  '--network-concurrency',
  '--child-concurrency',
  '--workspace-concurrency',
  '--node-linker',
  '--package-import-method',
  '--fetch-timeout',
  '--fetch-retries',
]);

/** Only some members of a workspace are installed; `pnpm fetch` knows no such choice, and would bring the packages of all of them. */
const FILTERS = ['--filter', '-F', '--filter-prod'];

/** Where these lead, pnpm writes among the sources or reads a lock file from elsewhere. */
const PLACES = ['--store-dir', '--virtual-store-dir', '--modules-dir', '--lockfile-dir'];

/** Options of one letter that may stand behind one dash (pnpm's short hands and nopt's `resolveShorthand`). */
const LETTERS = new Set('CdDEFghHLOPrsw');

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, LETTERS);
  if (name !== 'pnpm' || !(line.literal || isKnownButVersions(args))) {
    return undefined;
  }
  const isRecursive = line.operands[0] === 'recursive' || line.operands[0] === 'multi';
  const [verb, ...operands] = isRecursive ? line.operands.slice(1) : line.operands;
  const isGlobal = isSet(line, '-g', '--global');
  if (isGlobal && (verb === 'add' || verb === 'install' || verb === 'i')) {
    return operands.length > 0 && operands.every(isRegistryName) ? { kind: 'packages' } : undefined;
  }
  const isFetch = verb === 'fetch';
  const isClean = CLEAN.has(verb ?? '');
  const isAdd = verb === 'add' || (!isFetch && !isClean && operands.length > 0);
  if (!isFetch && !isClean && verb !== 'install' && verb !== 'i' && verb !== 'add') {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  if (isAdd ? operands.length === 0 || !operands.every(isRegistryName) : operands.length > 0) {
    return undefined;
  }
  const placed = PLACES.find((option) => lastValue(line, option)?.startsWith('/') === false);
  const install: Install = {
    ecosystem: pnpm,
    directory: lastValue(line, '-C', '--dir') ?? '',
    manifests: isFetch ? ['pnpm-lock.yaml', 'package.json'] : ['package.json'],
    optional: [],
    subject: operands.join('\n'),
    ...(isAdd ? { adds: operands } : {}),
    ...(isAdd || isFetch || isSet(line, ...FILTERS) ? {} : { downloadOnly: fetchCommand(line) }),
    frozen: isFetch || isClean || isSet(line, '--frozen-lockfile') || isCi(env.get('CI'), line),
    scripts: !isFetch && !isSet(line, '--ignore-scripts'),
    obstacle: placed === undefined ? undefined : `\`${placed}\` puts files among the sources`,
  };
  return { kind: 'install', install };
}

/** `pnpm clean-install` and its aliases, which pnpm has since version 11: always frozen. */
const CLEAN = new Set(['ci', 'clean-install', 'ic', 'install-clean']);

/** `pnpm fetch` for the same kinds of dependencies. */
function fetchCommand(line: CommandLine): string {
  const isProduction = isSet(line, '--prod', '--production', '-P');
  const store = lastValue(line, '--store-dir');
  return [
    'pnpm fetch',
    ...(isProduction ? ['--prod'] : isSet(line, '--dev', '-D') ? ['--dev'] : []),
    ...(store !== undefined && /^\/[\w./-]+$/.test(store) ? [`--store-dir=${store}`] : []),
  ].join(' ');
}

/** With CI set, `pnpm install` is frozen unless it is told not to be (pnpm.io, cli/install). */
function isCi(value: string | undefined, line: CommandLine): boolean {
  return (
    (value === '1' || value === 'true') &&
    !isSet(line, '--no-frozen-lockfile') &&
    (isSet(line, '--frozen-lockfile') || !line.options.has('--frozen-lockfile'))
  );
}

function isCompanion(line: CommandLine): boolean {
  const [verb, second] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version', '-v');
  }
  return (
    (verb === 'store' && second === 'prune') ||
    ((verb === 'config' || verb === 'c') && second === 'set' && !line.options.has('--location'))
  );
}
