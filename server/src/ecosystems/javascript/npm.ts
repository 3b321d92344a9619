import { isJavaScriptManifest } from './names.ts';
import { projectInputs } from './project.ts';
import { joinPath } from '../paths.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** npm (domain.md section 4, row 1). */
export const npm: Ecosystem = {
  id: 'npm',
  docs: {
    rows: [1],
    title: 'npm',
    commands: ['npm ci', 'npm install'],
    fix: 'Copies the manifests first. None where a lifecycle script builds the project or a local package lies outside.',
  },
  caches: [{ target: '~/.npm' }],
  uncached: ['cache clean'],
  family: 'javascript',
  programs: ['npm'],
  usualManifests: ['package.json', 'package-lock.json'],
  isManifest: isJavaScriptManifest,
  read,
  inputs(install, folder, context) {
    const locked = LOCKS.some((name) => context.has(joinPath(folder, name)) === 'yes');
    return projectInputs(install, folder, context, {
      command: 'npm install',
      locks: LOCKS,
      lockRequired: install.frozen,
      // Without a lock of its own, npm takes versions from yarn's, and writes that one.
      settings: ['.npmrc', ...(locked ? [] : ['yarn.lock'])],
    });
  },
};

const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json'];

/** Names of the commands and their aliases (npm/cli lib/utils/cmd-list.js). */
const CI = new Set(['ci', 'clean-install', 'ic', 'install-clean', 'isntall-clean']);
const INSTALL = new Set([
  'install',
  'i',
  'in',
  'ins',
  'inst',
  'insta',
  'instal',
  'isnt',
  'isnta',
  'isntal',
  'isntall',
  'add',
]);

/** Options that take the next word as their value. */
const VALUED = new Set([
  '--prefix',
  '-C',
  '--workspace',
  '-w',
  '--omit',
  '--include',
  '--only',
  '--loglevel',
  '--registry',
  '--cache',
  '--userconfig',
  '--globalconfig',
  '--fetch-retries',
  '--fetch-timeout',
  '--fetch-retry-mintimeout',
  '--fetch-retry-maxtimeout',
  '--fetch-retry-factor',
  '--maxsockets',
  '--install-strategy',
  '--location',
  '-L',
  '--os',
  '--cpu',
  '--libc',
  '--tag',
  '--before',
]);

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  if (name !== 'npm' || !line.literal) {
    return undefined;
  }
  const [verb = '', ...operands] = line.operands;
  const isCi = CI.has(verb);
  if (!isCi && !INSTALL.has(verb)) {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  if (isSet(line, '-g', '--global') || lastValue(line, '--location') === 'global') {
    return !isCi && operands.length > 0 && operands.every(isRegistryName) ? { kind: 'packages' } : undefined;
  }
  if (operands.length > 0) {
    return undefined;
  }
  const cache = lastValue(line, '--cache');
  return {
    kind: 'install',
    install: {
      ecosystem: npm,
      directory: lastValue(line, '--prefix', '-C') ?? '',
      manifests: ['package.json'],
      optional: [],
      subject: '',
      frozen: isCi,
      scripts: !isSet(line, '--ignore-scripts') && !isTrue(env, 'ignore_scripts'),
      obstacle:
        cache !== undefined && !cache.startsWith('/') ? `npm keeps its cache in \`${cache}\`` : undefined,
    },
  };
}

/** `npm_config_ignore_scripts=true`, in any case. */
function isTrue(env: Command['env'], setting: string): boolean {
  for (const [name, value] of env) {
    if (name.toLowerCase() === `npm_config_${setting}`) {
      return value === 'true' || value === '1';
    }
  }
  return false;
}

/** A name that npm looks up in the registry, and no file, folder, address or repository. */
function isRegistryName(operand: string): boolean {
  return /^(@[\w.-]+\/)?[\w.-]+(@[\w.^~<>=*|-]+)?$/.test(operand) && !/^\.{1,2}$|\.t(ar\.)?gz$/.test(operand);
}

function isCompanion(line: CommandLine): boolean {
  const [verb, second] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version', '-v');
  }
  if (verb === 'cache') {
    return second === 'clean' || second === 'verify';
  }
  const isSetting = verb === 'set' || ((verb === 'config' || verb === 'c') && second === 'set');
  return isSetting && !isSet(line, '-L', '--location');
}
