import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, unbundled, type CommandLine } from '../options.ts';
import { commandLine, keptWords, type Dropped } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { composerInputs } from './composer-manifest.ts';

/** Composer (domain.md section 4, row 20). */
export const composer: Ecosystem = {
  id: 'composer',
  docs: {
    rows: [20],
    title: 'Composer',
    commands: ['composer install', 'php composer.phar install', 'composer require predis/predis'],
    fix: 'Adds `composer install --no-scripts --no-autoloader` in front of the sources; the install itself stays below them, where it finds the packages and makes the autoloader. None for `composer require`, which changes composer.json.',
  },
  caches: [{ target: '/tmp/cache', env: 'COMPOSER_CACHE_DIR=/tmp/cache' }],
  uncached: ['--no-cache', 'clear-cache', 'clearcache', 'cc'],
  family: 'php',
  programs: ['composer', 'composer.phar', 'php'],
  usualManifests: ['composer.json', 'composer.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: composerInputs,
};

const MANIFESTS = new Set(['composer.json', 'composer.lock', 'symfony.lock', 'auth.json']);

/** Options that take the next word as their value (composer's docs, 03-cli.md). */
const VALUED = new Set([
  '-d',
  '--working-dir',
  '--prefer-install',
  '--ignore-platform-req',
  '--apcu-autoloader-prefix',
  '--audit-format',
]);

/** What only matters to the autoloader, which the first step does not make. */
const DROPPED: Dropped = {
  flags: new Set([
    '-o',
    '--optimize-autoloader',
    '-a',
    '--classmap-authoritative',
    '--apcu-autoloader',
    '--no-scripts',
    '--no-autoloader',
    '--audit',
    'install',
    'i',
    'update',
    'u',
    'upgrade',
  ]),
  valued: new Set(['-d', '--working-dir', '--apcu-autoloader-prefix']),
};

const INSTALL = new Set(['install', 'i']);
const REQUIRE = new Set(['require', 'req', 'r']);
const UPDATE = new Set(['update', 'u', 'upgrade']);

function read(command: Command): CommandRole | undefined {
  const program = programOf(command);
  const args = unbundled(program?.args ?? [], VALUED, 'letters');
  const line = program && readOptions(args, VALUED, 'letters');
  if (line?.literal !== true) {
    return undefined;
  }
  const [verb = '', ...operands] = line.operands;
  if (verb === 'global' || verb === 'g') {
    const [inner, ...names] = operands;
    const isNamed = inner === 'require' && names.length > 0 && names.every(isPackageName);
    return isNamed ? { kind: 'packages' } : undefined;
  }
  if (REQUIRE.has(verb)) {
    return readRequire(command, line, operands);
  }
  const isUpdate = UPDATE.has(verb);
  if ((!isUpdate && !INSTALL.has(verb)) || operands.length > 0) {
    return isCompanion(line, verb, operands) ? { kind: 'companion' } : undefined;
  }
  const isPure =
    isSet(line, '--download-only') || (isSet(line, '--no-scripts') && isSet(line, '--no-autoloader'));
  const kept = keptWords(args, DROPPED);
  const words = [...(program?.words ?? []), isUpdate ? 'update' : 'install', ...kept];
  const manifest = command.env.has('COMPOSER');
  return {
    kind: 'install',
    install: {
      ecosystem: composer,
      directory: lastValue(line, '-d', '--working-dir') ?? '',
      manifests: ['composer.json'],
      optional: program?.phar === undefined ? [] : [program.phar],
      subject: '',
      frozen: !isUpdate,
      scripts: !isSet(line, '--no-scripts'),
      obstacle: manifest
        ? '`COMPOSER` names another manifest'
        : program?.phar !== undefined && line.options.has('--working-dir')
          ? `\`${program.phar}\` lies outside the working directory`
          : command.env.has('COMPOSER_VENDOR_DIR')
            ? '`COMPOSER_VENDOR_DIR` puts packages elsewhere'
            : undefined,
      ...(isPure ? {} : { downloadOnly: `${commandLine(words)} --no-scripts --no-autoloader` }),
    },
  };
}

/**
 * `composer require vendor/package` writes composer.json, which a COPY behind it would restore: it is reported, and left where it
 * is.
 */
function readRequire(command: Command, line: CommandLine, names: readonly string[]): CommandRole | undefined {
  const isOther = isSet(line, '--no-update', '--no-install', '--dry-run');
  // A version may be a word of its own behind the name.
  const areNames = names.every((one, index) => isPackageName(one) || (index > 0 && !one.includes('/')));
  const [first] = names;
  if (first === undefined || isOther || !areNames || command.env.has('COMPOSER')) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: composer,
      directory: lastValue(line, '-d', '--working-dir') ?? '',
      manifests: ['composer.json'],
      optional: [],
      subject: names.join('\n'),
      adds: names,
      frozen: false,
      scripts: !isSet(line, '--no-scripts'),
      obstacle: `it adds \`${first}\` to composer.json, which the COPY would restore`,
    },
  };
}

interface Program {
  /** How it is started: `composer`, `php -d memory_limit=-1 composer.phar`. */
  readonly words: readonly string[];
  readonly args: Command['args'];
  /** The archive of the program itself, where it is named by a relative path and may lie in the context. */
  readonly phar: string | undefined;
}

/** `composer …` and `php [-d setting] composer.phar …`; undefined for other programs. */
function programOf({ name, args }: Command): Program | undefined {
  if (name === 'composer' || name === 'composer.phar') {
    return { words: [name], args, phar: undefined };
  }
  if (!/^php[\d.]*$/.test(name)) {
    return undefined;
  }
  let index = 0;
  while (args[index]?.literal === true && /^-(d|n$)/.test(args[index]?.text ?? '')) {
    index += args[index]?.text === '-d' ? 2 : 1;
  }
  const script = args[index];
  if (script?.literal !== true || !/^composer(\.phar)?$/.test(baseName(script.text))) {
    return undefined;
  }
  const words = [name, ...args.slice(0, index + 1).map(({ text }) => text)];
  const isRelative = !script.text.startsWith('/');
  return { words, args: args.slice(index + 1), phar: isRelative ? script.text : undefined };
}

/** `vendor/package`, with a version or without. */
function isPackageName(operand: string): boolean {
  return /^[\w.-]+\/[\w.-]+([:=@ ].*)?$/.test(operand) && !/^\.{1,2}\//.test(operand);
}

function isCompanion(line: CommandLine, verb: string, operands: readonly string[]): boolean {
  switch (verb) {
    case '':
      return isSet(line, '--version', '-V');
    case 'self-update':
    case 'selfupdate':
      return operands.length < 2;
    case 'clear-cache':
    case 'clearcache':
    case 'cc':
      return operands.length === 0;
    case 'config':
      return isSet(line, '--global', '-g');
    default:
      return false;
  }
}
