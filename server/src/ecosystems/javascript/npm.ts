import { isJavaScriptManifest } from './names.ts';
import { isKnownButVersions, isRegistryName } from './registry-names.ts';
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
    fix: 'Copies the manifests first, with the schema of Prisma where a script generates its client; what `turbo prune` wrote is left alone. None where a lifecycle script builds the project or a local package lies outside.',
  },
  caches: [{ target: '~/.npm' }],
  uncached: ['cache clean'],
  family: 'javascript',
  programs: ['npm'],
  usualManifests: ['package.json', 'package-lock.json'],
  isManifest: isJavaScriptManifest,
  read,
  inputs(install, folder, context) {
    const ownLock = LOCKS.some((name) => context.has(joinPath(folder, name)) === 'yes');
    return projectInputs(install, folder, context, {
      command: 'npm install',
      locks: LOCKS,
      lockRequired: install.frozen,
      // Without a lock of its own, `npm install` takes versions from yarn's, and writes that one; `npm ci` ends with an error.
      settings: ['.npmrc', ...(ownLock || install.frozen ? [] : ['yarn.lock'])],
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

/** Options of one letter that may stand behind one dash (npm/cli's definitions and nopt's `resolveShorthand`). */
const LETTERS = new Set('acCdfghHlLmnpqrsvwySDEOPB');

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, LETTERS);
  const [verb = '', ...operands] = line.operands;
  if (name !== 'npm' || !(line.literal || isKnownButVersions(args) || isSetting(line, args))) {
    return undefined;
  }
  const isCi = CI.has(verb);
  if (!isCi && !INSTALL.has(verb)) {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  if (isSet(line, '-g', '--global') || lastValue(line, '--location') === 'global') {
    return !isCi && operands.length > 0 && operands.every(isRegistryName) ? { kind: 'packages' } : undefined;
  }
  if ((isCi && operands.length > 0) || !operands.every(isRegistryName)) {
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
      subject: operands.join('\n'),
      ...(operands.length > 0 && isSaved(line) ? { adds: operands } : {}),
      frozen: isCi,
      scripts: !isSet(line, '--ignore-scripts') && !isTrue(env, 'ignore_scripts'),
      obstacle:
        cache !== undefined && !cache.startsWith('/') ? `npm keeps its cache in \`${cache}\`` : undefined,
    },
  };
}

/** Packages on the command line go into package.json unless that is switched off. */
function isSaved(line: CommandLine): boolean {
  return !isSet(line, '--no-save') && (!line.options.has('--save') || isSet(line, '--save'));
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

function isCompanion(line: CommandLine): boolean {
  const [verb, second] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version', '-v');
  }
  if (verb === 'cache') {
    return second === 'clean' || second === 'verify';
  }
  return isSetting(line, []);
}

/** `npm config set key value`, for the user: the value may be known to the build alone, the key may not. */
function isSetting(line: CommandLine, args: Command['args']): boolean {
  const [verb, second] = line.operands;
  const isSetting = verb === 'set' || ((verb === 'config' || verb === 'c') && second === 'set');
  const keyAt = args.findIndex(({ text }) => text === 'set') + 1;
  const areWordsKnown = args
    .slice(0, keyAt + 1)
    .every(({ literal, text }) => literal || /^\/\/|_authToken/.test(text));
  return isSetting && areWordsKnown && !isSet(line, '-L', '--location');
}
