import { isJavaScriptManifest } from './names.ts';
import { isKnownButVersions, isRegistryName } from './registry-names.ts';
import { projectInputs } from './project.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** bun (domain.md section 4, row 5). */
export const bun: Ecosystem = {
  id: 'bun',
  docs: {
    rows: [5],
    title: 'bun',
    commands: ['bun install --frozen-lockfile', 'bun ci'],
    fix: 'Copies the manifests first.',
  },
  caches: [{ target: '~/.bun/install/cache' }],
  uncached: ['pm cache rm'],
  family: 'javascript',
  programs: ['bun'],
  usualManifests: ['package.json', 'bun.lock'],
  readsEnvironmentFile: true,
  isManifest: isJavaScriptManifest,
  read,
  inputs(install, folder, context) {
    const locked = LOCKS.some((name) => context.has(joinPath(folder, name)) === 'yes');
    return projectInputs(install, folder, context, {
      command: 'bun install',
      locks: LOCKS,
      lockRequired: install.frozen,
      // Without a lock of its own, bun migrates those of the others.
      settings: [
        'bunfig.toml',
        '.npmrc',
        ...(locked ? [] : ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']),
      ],
    });
  },
};

const LOCKS = ['bun.lock', 'bun.lockb'];

/** Options that take the next word as their value. */
const VALUED = new Set([
  '--cwd',
  '--registry',
  '--cache-dir',
  '--config',
  '-c',
  '--backend',
  '--concurrent-scripts',
  '--network-concurrency',
  '--filter',
  '--omit',
  '--linker',
  '--cpu',
  '--os',
  '--ca',
  '--cafile',
]);

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, 'letters');
  if (name !== 'bun' || !(line.literal || isKnownButVersions(args))) {
    return undefined;
  }
  const [verb, ...operands] = line.operands;
  const isCi = verb === 'ci';
  const isInstall = isCi || verb === 'install' || verb === 'i';
  const isAdd = verb === 'add' || verb === 'a' || (isInstall && operands.length > 0);
  if (!isInstall && !isAdd) {
    const isVersion = verb === undefined && isSet(line, '--version', '-v');
    const isCacheClean = verb === 'pm' && operands.join(' ') === 'cache rm';
    const isUpgrade = verb === 'upgrade' && operands.length === 0;
    return isVersion || isCacheClean || isUpgrade ? { kind: 'companion' } : undefined;
  }
  if (isAdd && (isCi || operands.length === 0 || !operands.every(isRegistryName))) {
    return undefined;
  }
  if (isSet(line, '-g', '--global')) {
    return isAdd ? { kind: 'packages' } : undefined;
  }
  const placed = ['--cache-dir', '--config', '-c'].find(
    (option) => lastValue(line, option)?.startsWith('/') === false,
  );
  return {
    kind: 'install',
    install: {
      ecosystem: bun,
      directory: lastValue(line, '--cwd') ?? '',
      manifests: ['package.json'],
      optional: [],
      subject: operands.join('\n'),
      ...(isAdd && !isSet(line, '--no-save') ? { adds: operands } : {}),
      frozen: isCi || isSet(line, '--frozen-lockfile'),
      scripts: !isSet(line, '--ignore-scripts'),
      obstacle: placed === undefined ? undefined : `\`${placed}\` names a place among the sources`,
    },
  };
}
