import { isJavaScriptManifest } from './names.ts';
import { projectInputs } from './project.ts';
import { readPnpmWorkspace } from './pnpm-workspace.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, Ecosystem, Hazard, Install } from '../types.ts';

/** pnpm (domain.md section 4, row 4). */
export const pnpm: Ecosystem = {
  id: 'pnpm',
  docs: {
    rows: [4],
    title: 'pnpm',
    commands: ['pnpm install --frozen-lockfile', 'pnpm fetch'],
    fix: 'Copies the manifests first, with those of every workspace member and the patches.',
  },
  caches: [{ target: '~/.local/share/pnpm/store' }],
  uncached: ['store prune'],
  family: 'javascript',
  programs: ['pnpm'],
  usualManifests: ['package.json', 'pnpm-lock.yaml'],
  isManifest: isJavaScriptManifest,
  read,
  inputs(install, folder, context) {
    const path = joinPath(folder, 'pnpm-workspace.yaml');
    const hazards: Hazard[] = [];
    const has = context.has(path);
    const workspace = has === 'yes' ? readPnpmWorkspace(context.text(path)) : { packages: [], patches: [] };
    if (workspace === undefined || has === 'unknown') {
      hazards.push({ effect: 'none', reason: `${path} can't be read surely` });
    }
    for (const name of ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js']) {
      if (context.has(joinPath(folder, name)) !== 'no') {
        hazards.push({ effect: 'review', reason: `${name} may read more files` });
      }
    }
    const found = projectInputs(install, folder, context, {
      command: 'pnpm install',
      locks: ['pnpm-lock.yaml'],
      lockRequired: install.frozen,
      settings: ['pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js'],
      workspaces: workspace?.packages ?? [],
      patches: workspace?.patches ?? [],
    });
    return { ...found, hazards: [...hazards, ...found.hazards] };
  },
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

/** Where these lead, pnpm writes among the sources or reads a lock file from elsewhere. */
const PLACES = ['--store-dir', '--virtual-store-dir', '--modules-dir', '--lockfile-dir'];

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  if (name !== 'pnpm' || !line.literal) {
    return undefined;
  }
  const [verb, ...operands] = line.operands;
  const isGlobal = isSet(line, '-g', '--global');
  if (isGlobal && (verb === 'add' || verb === 'install' || verb === 'i')) {
    const named = operands.length > 0 && !operands.some((operand) => /^[./~]|:/.test(operand));
    return named ? { kind: 'packages' } : undefined;
  }
  const isFetch = verb === 'fetch';
  if (!isFetch && verb !== 'install' && verb !== 'i') {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  if (operands.length > 0) {
    return undefined;
  }
  const placed = PLACES.find((option) => lastValue(line, option)?.startsWith('/') === false);
  const install: Install = {
    ecosystem: pnpm,
    directory: lastValue(line, '-C', '--dir') ?? '',
    manifests: isFetch ? ['pnpm-lock.yaml', 'package.json'] : ['package.json'],
    optional: [],
    subject: '',
    frozen: isFetch || isSet(line, '--frozen-lockfile') || isCi(env.get('CI'), line),
    scripts: !isFetch && !isSet(line, '--ignore-scripts'),
    obstacle: placed === undefined ? undefined : `\`${placed}\` puts files among the sources`,
  };
  return { kind: 'install', install };
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
