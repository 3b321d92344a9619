import { baseName } from '../../context/path-parts.ts';
import { composer } from '../../ecosystems/php/composer.ts';
import { npm } from '../../ecosystems/javascript/npm.ts';
import { withoutRunner } from '../../ecosystems/javascript/runner.ts';
import { yarn } from '../../ecosystems/javascript/yarn.ts';
import { conda } from '../../ecosystems/python/conda.ts';
import { VALUED as PIP_VALUED } from '../../ecosystems/python/pip-options.ts';
import { pip } from '../../ecosystems/python/pip.ts';
import { apk } from '../../ecosystems/system/apk.ts';
import { dnf } from '../../ecosystems/system/dnf.ts';
import { VALUED_SYSTEM_OPTIONS } from '../../ecosystems/system/system-manager.ts';
import { zypper } from '../../ecosystems/system/zypper.ts';
import type { Command } from '../../ecosystems/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { hasOption, type Call } from './call.ts';
import { isVerb, named, PYTHON, pythonArgs, type Keeper } from './keeper.ts';
import { PROJECT_KEEPERS } from './project-keepers.ts';

const VALUED_BY_NPM = new Set([
  '--prefix',
  '-C',
  '--workspace',
  '-w',
  '--loglevel',
  '--registry',
  '--userconfig',
]);
const VALUED_BY_YARN = new Set(['--cwd', '--network-timeout', '--modules-folder', '--mutex', '--registry']);
const VALUED_BY_COMPOSER = new Set(['-d', '--working-dir', '--prefer-install', '--ignore-platform-req']);
const VALUED_BY_CONDA = new Set(['-n', '--name', '-p', '--prefix', '-c', '--channel', '-r', '--root-prefix']);
const VALUED_BY_PIPX = new Set([
  '--pip-args',
  '--python',
  '-i',
  '--index-url',
  '--spec',
  '--suffix',
  '--backend',
]);

/** Where another system is installed into, which has a cache of its own. */
const OTHER_ROOTS = ['--installroot', '--root', '-R', '-p', '--cache-dir', '--cachedir', '--pkg-cache-dir'];

/** How the programs begin that are package managers of JavaScript, or start one that they fetch. */
const RUNNERS = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'bun'];

/** What is kept of downloads, and how it is emptied (domain.md section 4, "Image clean-up knowledge"). */
export const KEEPERS: readonly Keeper[] = [
  {
    id: 'pip',
    ecosystem: pip,
    starts: PYTHON,
    args: (command) => pythonArgs(command, /^pip(\d+(\.\d+)?)?$/),
    valued: PIP_VALUED,
    itself: ['pip', 'setuptools', 'wheel'],
    fills: (call) => isVerb(call, 'install', 'wheel', 'download') && !areWheels(call),
    off: ['--no-cache-dir', '--no-cache', '--cache-dir', '--no-index'],
    empties: ({ verb, operands: [what] }) =>
      verb?.text === 'cache' && (what === 'purge' || what === 'remove'),
    folders: ['~/.cache/pip'],
    remedy: { flag: '--no-cache-dir' },
  },
  {
    id: 'pipx',
    ecosystem: pip,
    starts: PYTHON,
    args: (command) => pythonArgs(command, /^pipx$/),
    valued: VALUED_BY_PIPX,
    fills: (call) => isVerb(call, 'install', 'inject'),
    off: ['--pip-args'],
    empties: () => false,
    folders: ['~/.cache/pip'],
    // It hands options of pip over by this one alone.
    remedy: { flag: '--pip-args=--no-cache-dir' },
  },
  {
    id: 'apk',
    ecosystem: apk,
    starts: ['apk'],
    args: named('apk'),
    valued: VALUED_SYSTEM_OPTIONS,
    fills: (call) => isVerb(call, 'add', 'upgrade', 'update'),
    off: ['--no-cache', '--no-network', ...OTHER_ROOTS],
    empties: () => false,
    folders: ['/var/cache/apk', '/etc/apk/cache'],
    remedy: { flag: '--no-cache' },
  },
  {
    id: 'npm',
    ecosystem: npm,
    starts: RUNNERS,
    args: runArgs('npm'),
    valued: VALUED_BY_NPM,
    itself: ['npm'],
    fills: ({ verb }) => verb !== undefined && NPM_INSTALLS.has(verb.text),
    off: ['--cache', '--offline'],
    // npm/cli lib/commands/cache.js: three names of one command; with a key behind it, only that entry goes.
    empties: ({ verb, operands: [what = '', ...keys] }) =>
      verb?.text === 'cache' && ['clean', 'clear', 'rm'].includes(what) && keys.length === 0,
    folders: ['~/.npm/_cacache'],
    remedy: { words: 'cache clean --force' },
  },
  {
    id: 'yarn',
    ecosystem: yarn,
    starts: RUNNERS,
    args: runArgs('yarn', 'yarnpkg'),
    valued: VALUED_BY_YARN,
    fills: (call) =>
      call.verb === undefined
        ? !hasOption(call, ['--version', '-v', '--help', '-h'])
        : isVerb(call, 'install', 'add') || (isVerb(call, 'global') && call.operands[0] === 'add'),
    off: ['--cache-folder', '--global-folder', '--offline'],
    empties: ({ verb, operands: [what] }) => verb?.text === 'cache' && what === 'clean',
    folders: ['~/.cache/yarn', '~/.yarn'],
    remedy: { words: 'cache clean' },
  },
  {
    id: 'composer',
    ecosystem: composer,
    starts: ['composer', 'php'],
    args: composerArgs,
    valued: VALUED_BY_COMPOSER,
    fills: (call) =>
      isVerb(call, ...COMPOSER_INSTALLS) ||
      (isVerb(call, 'global', 'g') && COMPOSER_INSTALLS.includes(call.operands[0] ?? '')),
    off: ['--no-cache', '--no-update', '--no-install', '--dry-run'],
    empties: (call) => isVerb(call, 'clear-cache', 'clearcache', 'cc'),
    folders: ['~/.composer/cache', '~/.cache/composer', '/tmp/cache'],
    remedy: { words: 'clear-cache' },
  },
  {
    id: 'conda',
    ecosystem: conda,
    starts: ['conda', 'mamba', 'micromamba'],
    args: named('conda', 'mamba', 'micromamba', 'conda-lock'),
    valued: VALUED_BY_CONDA,
    fills: (call) =>
      isVerb(call, 'install', 'update', 'upgrade') ||
      (isVerb(call, 'create') && (call.operands.length > 0 || hasOption(call, ['-f', '--file']))) ||
      (isVerb(call, 'env') && ['create', 'update'].includes(call.operands[0] ?? '')),
    off: ['--offline', '--dry-run', '--clone'],
    empties: (call) => isVerb(call, 'clean'),
    folders: ['pkgs'],
    remedy: { words: 'clean -afy' },
  },
  {
    id: 'dnf',
    ecosystem: dnf,
    starts: ['dnf', 'yum', 'microdnf', 'tdnf'],
    args: named('dnf', 'yum', 'microdnf', 'tdnf', 'dnf5'),
    valued: VALUED_SYSTEM_OPTIONS,
    fills: (call) =>
      isVerb(call, ...DNF_INSTALLS) ||
      (isVerb(call, 'group', 'module') && ['install', 'enable', 'update'].includes(call.operands[0] ?? '')),
    off: OTHER_ROOTS,
    // dnf(8), clean: the others leave the metadata, which are most of it: packages are not kept unless `keepcache` says so.
    empties: ({ verb, operands }) =>
      verb?.text === 'clean' && (operands.includes('all') || operands.includes('metadata')),
    folders: ['/var/cache/dnf', '/var/cache/yum', '/var/cache/libdnf5', '/var/cache/tdnf'],
    remedy: { words: 'clean all' },
  },
  {
    id: 'zypper',
    ecosystem: zypper,
    starts: ['zypper'],
    args: named('zypper'),
    valued: VALUED_SYSTEM_OPTIONS,
    fills: (call) => isVerb(call, 'install', 'in', 'update', 'up', 'dist-upgrade', 'dup', 'patch'),
    off: OTHER_ROOTS,
    empties: (call) => isVerb(call, 'clean', 'cc'),
    folders: ['/var/cache/zypp'],
    remedy: { words: 'clean -a' },
  },
  ...PROJECT_KEEPERS,
];

/** Those that one of these programs may be or start: for most programs there are none. */
export function keepersOf(programs: readonly string[]): readonly Keeper[] {
  return KEEPERS.filter(({ starts }) =>
    starts.some((start) => programs.some((program) => program.startsWith(start))),
  );
}

/** Names of the commands and their aliases (npm/cli lib/utils/cmd-list.js), without the misspelt ones. */
const NPM_INSTALLS = new Set([
  'ci',
  'clean-install',
  'ic',
  'install-clean',
  'install',
  'i',
  'in',
  'ins',
  'inst',
  'add',
]);

const COMPOSER_INSTALLS = ['install', 'i', 'update', 'u', 'upgrade', 'require', 'req', 'r', 'create-project'];

/** `makecache` is none: who asks for it wants what it leaves. */
const DNF_INSTALLS = [
  'install',
  'localinstall',
  'groupinstall',
  'reinstall',
  'update',
  'upgrade',
  'distro-sync',
  'builddep',
  'swap',
];

/** Packages that an earlier step has built, with all that they need for what Strata knows, and projects without what they need. */
function areWheels(call: Call): boolean {
  const isAlone = hasOption(call, ['--no-deps']);
  return (
    call.operands.length > 0 &&
    !hasOption(call, ['-r', '--requirement']) &&
    call.operands.every(
      (one) =>
        !one.includes('://') && (/\.whl["']?$|\/\*["']?$/.test(one) || (isAlone && /^["']?[./]/.test(one))),
    )
  );
}

/** The words behind one of these programs, also where `npx` fetches it. */
function runArgs(...programs: readonly string[]): Keeper['args'] {
  return (command) => {
    const { name, args } = withoutRunner(command);
    return programs.includes(name) ? args : undefined;
  };
}

/** `composer …` and `php [-d setting] /path/composer.phar …`. */
function composerArgs({ name, args }: Command): readonly ShellWord[] | undefined {
  if (name === 'composer' || name === 'composer.phar') {
    return args;
  }
  const isPhp = name.startsWith('php') && /^php[\d.]*$/.test(name);
  const at = isPhp ? args.findIndex(({ text }) => !text.startsWith('-') && !text.includes('=')) : -1;
  return at >= 0 && /^composer(\.phar)?$/.test(baseName(args[at]?.text ?? ''))
    ? args.slice(at + 1)
    : undefined;
}
