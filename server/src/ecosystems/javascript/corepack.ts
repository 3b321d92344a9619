import { manifestIn } from './project.ts';
import { isJavaScriptManifest } from './names.ts';
import { isKnownButVersions } from './registry-names.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import { collect } from '../collector.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** Corepack, which brings the package manager that package.json names (domain.md section 4, rows 3 and 4). */
export const corepack: Ecosystem = {
  id: 'corepack',
  docs: {
    rows: [3, 4],
    title: 'Corepack',
    commands: ['corepack install', 'corepack prepare --activate'],
    fix: 'Copies package.json first.',
  },
  // What it brings stays there, and later steps start it there.
  caches: [],
  uncached: ['cache clean', 'cache clear'],
  family: 'corepack',
  programs: ['corepack'],
  usualManifests: ['package.json'],
  isManifest: isJavaScriptManifest,
  read,
  inputs(_, folder, context) {
    const found = collect(folder, context);
    found.require('package.json');
    // Without the field, or a readable file, it is not known what is brought, and the command may fail.
    const hasField = manifestIn(folder, context)?.packageManager !== undefined;
    return found.result(hasField ? {} : { fetchesNothing: true });
  },
};

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, new Set(['--install-directory', '-o', '--output']));
  const [verb, ...operands] = line.operands;
  if (name !== 'corepack' || !(line.literal || isKnownButVersions(args))) {
    return undefined;
  }
  const areManagers = operands.every((one) => /^(npm|pnpm|yarn)(@|$)/.test(one));
  if ((verb === 'enable' || verb === 'disable') && areManagers) {
    return lastValue(line, '--install-directory')?.startsWith('/') === false
      ? undefined
      : { kind: 'companion' };
  }
  const isInstall = verb === 'install' || verb === 'prepare';
  if (!isInstall || isSet(line, '-o', '--output') || !areManagers) {
    return undefined;
  }
  if (operands.length > 0) {
    return verb === 'prepare' || isSet(line, '-g', '--global') ? { kind: 'companion' } : undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: corepack,
      directory: '',
      manifests: ['package.json'],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: undefined,
    },
  };
}
