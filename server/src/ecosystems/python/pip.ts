import { baseName, parentPath } from '../../context/path-parts.ts';
import { readRequirements } from './pip-requirements.ts';
import { isSet, readOptions, type CommandLine } from '../options.ts';
import { isOutside, isWithin, joinPath } from '../paths.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** pip and `uv pip` with requirement files (domain.md section 4, row 7). */
export const pip: Ecosystem = {
  id: 'pip',
  docs: {
    rows: [7],
    title: 'pip, uv pip',
    commands: [
      'pip install -r requirements.txt',
      'python -m pip install -r requirements.txt',
      'uv pip install -r requirements.txt',
    ],
    fix: 'Copies the requirement files first, with those that they name by `-r` and `-c`. None where a line installs the project itself.',
  },
  caches: [{ target: '~/.cache/pip' }],
  uncached: ['--no-cache-dir', '--no-cache', 'cache purge'],
  family: 'python',
  programs: ['pip', 'uv'],
  usualManifests: ['requirements.txt'],
  isManifest: (path) =>
    /(^|\/)(requirements|constraints)[^/]*\.(txt|in)$|(^|\/)requirements\/[^/]+\.(txt|in)$/.test(path) ||
    MANIFESTS.has(baseName(path)),
  read,
  inputs: (install, folder, context) => readRequirements(install, folder, context),
};

const MANIFESTS = new Set([
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'Pipfile',
  'Pipfile.lock',
  'poetry.lock',
  'uv.lock',
  'pip.conf',
]);

/** Options that take the next word as their value. */
const VALUED = new Set([
  '-r',
  '--requirement',
  '--requirements',
  '-c',
  '--constraint',
  '--constraints',
  '-e',
  '--editable',
  '-i',
  '--index-url',
  '--extra-index-url',
  '--index',
  '--default-index',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--src',
  '-b',
  '--build',
  '--cache-dir',
  '--python',
  '-p',
  '--trusted-host',
  '--timeout',
  '--retries',
  '--proxy',
  '--cert',
  '--client-cert',
  '--platform',
  '--python-version',
  '--implementation',
  '--abi',
  '--no-binary',
  '--only-binary',
  '--progress-bar',
  '--upgrade-strategy',
  '--use-feature',
  '--use-deprecated',
  '--root-user-action',
  '--log',
  '--global-option',
  '--config-settings',
  '-C',
  '--report',
  '--resolution',
  '--link-mode',
  '--index-strategy',
  '--exists-action',
]);

/** Where pip writes or looks beside site-packages, and options that read files which are not followed here. */
const PLACES = ['-t', '--target', '--prefix', '--root', '--src', '-b', '--build', '--report', '--log'];
const READS = [
  '-f',
  '--find-links',
  '--cert',
  '--client-cert',
  '--override',
  '--build-constraint',
  '-b',
  '--group',
];

function read({ name, args }: Command): CommandRole | undefined {
  const words = pipWords(name, args);
  if (words === undefined) {
    return undefined;
  }
  const line = readOptions(unglued(words), VALUED);
  if (!line.literal) {
    return undefined;
  }
  const [verb, ...operands] = line.operands;
  if (verb !== 'install' && verb !== 'sync') {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  const files = valuesOf(line, '-r', '--requirement', '--requirements').concat(
    verb === 'sync' ? operands : [],
  );
  const names = verb === 'sync' ? [] : operands;
  if (valuesOf(line, '-e', '--editable').length > 0 || names.some((operand) => !isRequirement(operand))) {
    return undefined;
  }
  const constraints = valuesOf(line, '-c', '--constraint', '--constraints');
  if (files.length === 0) {
    return names.length > 0 && constraints.length === 0 && !hasAny(line, READS) && !hasAny(line, PLACES)
      ? { kind: 'packages' }
      : undefined;
  }
  const place = placeOf([...files, ...constraints].filter((file) => !file.includes('://')));
  if (place === undefined) {
    return undefined;
  }
  const { directory, manifests } = place;
  const option = [...PLACES, ...READS].find((name) => line.options.has(name));
  return {
    kind: 'install',
    install: {
      ecosystem: pip,
      directory,
      manifests,
      optional: name === 'uv' ? ['pyproject.toml', 'uv.toml'] : [],
      subject: manifests.join('\n'),
      frozen: true,
      scripts: false,
      obstacle: option === undefined ? undefined : `\`${option}\` may lead among the sources`,
    },
  };
}

/** Absolute files are taken as relative to the folder of the first one; undefined when they don't lie together. */
function placeOf(
  files: readonly string[],
): { readonly directory: string; readonly manifests: readonly string[] } | undefined {
  const [first] = files;
  if (first === undefined) {
    return undefined;
  }
  const directory = first.startsWith('/') ? parentPath(first) || '/' : '';
  const skip = directory === '/' || directory === '' ? directory.length : directory.length + 1;
  const manifests: string[] = [];
  for (const file of files) {
    const below = directory !== '' && isWithin(file, directory) ? file.slice(skip) : file;
    if ((directory !== '' && !isWithin(file, directory)) || isOutside(joinPath('', below))) {
      return undefined;
    }
    manifests.push(below);
  }
  return { directory, manifests };
}

/** The words behind `pip`, `python -m pip` or `uv pip`; undefined for other programs. */
function pipWords(name: string, args: Command['args']): Command['args'] | undefined {
  if (/^pip(3(\.\d+)?)?$/.test(name)) {
    return args;
  }
  if (/^python(3(\.\d+)?)?$/.test(name)) {
    const start = args.findIndex(({ text }) => text === '-m');
    const flags = args.slice(0, Math.max(start, 0));
    const isPip =
      start >= 0 && args[start + 1]?.text === 'pip' && flags.every(({ text }) => /^-[A-Za-z]+$/.test(text));
    return isPip ? args.slice(start + 2) : undefined;
  }
  return name === 'uv' && args[0]?.text === 'pip' ? args.slice(1) : undefined;
}

/** `-rfile` as `-r file`, as optparse reads it. */
function unglued(words: Command['args']): Command['args'] {
  return words.flatMap((word) => {
    const found = /^-([rcef])(.+)$/s.exec(word.text);
    return found === null || !word.literal
      ? [word]
      : [
          { ...word, text: `-${found[1] ?? ''}` },
          { ...word, text: found[2] ?? '' },
        ];
  });
}

function valuesOf(line: CommandLine, ...names: readonly string[]): string[] {
  return names.flatMap((name) => line.options.get(name) ?? []);
}

function hasAny(line: CommandLine, names: readonly string[]): boolean {
  return names.some((name) => line.options.has(name));
}

/** A requirement that names a package or an address, and no file or folder. */
function isRequirement(operand: string): boolean {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(operand)) {
    return !operand.startsWith('file:');
  }
  const isAddress = /@\s*(?!file:)[a-z+]+:\/\//.test(operand);
  return isAddress || (!/[/\\]|\.(whl|zip|tar|gz|tgz|bz2)$/.test(operand) && /^[A-Za-z0-9]/.test(operand));
}

function isCompanion(line: CommandLine): boolean {
  const [verb, second] = line.operands;
  return (
    (verb === undefined && isSet(line, '--version', '-V')) ||
    (verb === 'cache' && second === 'purge') ||
    (verb === 'config' && second === 'set' && !line.options.has('--site'))
  );
}
