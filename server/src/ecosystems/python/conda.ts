import { baseName, parentPath } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, unbundled, type CommandLine } from '../options.ts';
import { settledValues } from '../repeated-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { condaInputs } from './conda-environment.ts';

/** conda, mamba and micromamba, and conda-lock (domain.md section 4, row 13). */
export const conda: Ecosystem = {
  id: 'conda',
  docs: {
    rows: [13],
    title: 'conda, mamba, micromamba',
    commands: [
      'conda env create -f environment.yml',
      'mamba env update -n base -f environment.yml',
      'micromamba install -y -n base -f environment.yml',
      'conda install --file requirements.txt',
      'conda-lock install conda-lock.yml',
    ],
    fix: 'Copies the environment first, with the requirement files of its `pip` section. None where that installs the project.',
  },
  caches: [{ target: '/opt/conda/pkgs' }],
  uncached: ['clean'],
  family: 'conda',
  programs: ['conda', 'mamba', 'micromamba', 'conda-lock'],
  usualManifests: ['environment.yml'],
  isManifest: (path) =>
    /^([\w.-]*environment[\w.-]*\.ya?ml|conda-[\w.-]*lock[\w.-]*|[\w.-]*conda[\w.-]*\.ya?ml)$/.test(
      baseName(path),
    ),
  read,
  inputs: condaInputs,
};

/** Values that say where packages go and come from, and name no file that is read. */
const HARMLESS = new Set([
  '-n',
  '--name',
  '-p',
  '--prefix',
  '-c',
  '--channel',
  '--solver',
  '--platform',
  '--subdir',
  '--experimental-solver',
  '-r',
  '--root-prefix',
  '--repodata-fn',
]);

/** Options that take the next word as their value; `-f` is one for environments, and for mamba everywhere. */
const VALUED = new Set([...HARMLESS, '--file', '--clone', '--revision', '--rc-file', '--lockfile']);
const WITH_FILE = new Set([...VALUED, '-f']);

const PROGRAMS = new Set(['conda', 'mamba', 'micromamba']);

function read({ name, args }: Command): CommandRole | undefined {
  if (name === 'conda-lock') {
    return readLock(args);
  }
  if (!PROGRAMS.has(name)) {
    return undefined;
  }
  const isEnvironment = args.some(({ text }) => text === 'env');
  const isShort = isEnvironment || name !== 'conda' || args.some(({ text }) => text === 'create');
  const valued = isShort ? WITH_FILE : VALUED;
  const line = readOptions(settledValues(unbundled(args, valued, 'letters'), HARMLESS), valued, 'letters');
  if (!line.literal) {
    return undefined;
  }
  const [verb = '', ...operands] = line.operands;
  if (verb === 'env') {
    const [second = '', ...more] = operands;
    return (second === 'create' || second === 'update') && more.length === 0
      ? fromFiles(line, 'environment.yml')
      : undefined;
  }
  const isInstall = ['create', 'install', 'update', 'upgrade'].includes(verb);
  return isInstall ? readInstall(line, operands) : isCompanion(line) ? { kind: 'companion' } : undefined;
}

function readInstall(line: CommandLine, operands: readonly string[]): CommandRole | undefined {
  if (line.options.has('--clone') || line.options.has('--revision') || line.options.has('--rc-file')) {
    return undefined;
  }
  if (filesOf(line).length > 0) {
    return operands.every(isSpec) ? fromFiles(line, undefined) : undefined;
  }
  return operands.length > 0 && operands.every(isSpec) ? { kind: 'packages' } : undefined;
}

function filesOf(line: CommandLine): readonly string[] {
  return ['-f', '--file'].flatMap((name) => line.options.get(name) ?? []);
}

/** An install from files; `usual` where none is named. Files in several folders are left alone. */
function fromFiles(line: CommandLine, usual: string | undefined): CommandRole | undefined {
  const named = filesOf(line);
  const files = named.length === 0 && usual !== undefined ? [usual] : named;
  if (files.some((file) => file.includes('://'))) {
    return files.every((file) => file.includes('://')) ? { kind: 'packages' } : undefined;
  }
  const [first = ''] = files;
  const directory = first.startsWith('/') ? parentPath(first) || '/' : '';
  const isTogether = files.every(
    (file) => directory === (file.startsWith('/') ? parentPath(file) || '/' : ''),
  );
  const isAbsolute = directory !== '';
  const prefix = lastValue(line, '-p', '--prefix');
  if (
    !isTogether ||
    (isAbsolute && prefix !== undefined && !prefix.startsWith('/') && !/[$"]/.test(prefix))
  ) {
    return undefined;
  }
  const manifests = isAbsolute ? files.map(baseName) : files;
  const isHere = prefix !== undefined && !prefix.startsWith('/') && !/[$"]/.test(prefix);
  return {
    kind: 'install',
    install: {
      ecosystem: conda,
      directory,
      manifests,
      optional: [],
      subject: [...manifests, lastValue(line, '-n', '--name') ?? '', prefix ?? ''].join('\n'),
      frozen: true,
      scripts: false,
      obstacle: undefined,
      ...(isHere ? { writes: [prefix] } : {}),
    },
  };
}

/** `numpy`, `python=3.11`, `conda-forge::blas=*=openblas`: no file and no address. */
function isSpec(operand: string): boolean {
  return (
    /^([\w.-]+(\/[\w-]+)?::)?[A-Za-z_][\w.-]*(\[[^\]]*\])?\s*([=<>!~\s].*)?$/.test(operand) &&
    !/\.(conda|tar\.bz2|ya?ml|txt)$/.test(operand)
  );
}

function isCompanion(line: CommandLine): boolean {
  const [verb] = line.operands;
  switch (verb) {
    case undefined:
      return isSet(line, '--version', '-V');
    case 'clean':
    case 'init':
    case 'info':
    case 'list':
      return true;
    case 'config':
      return !line.options.has('--file');
    default:
      return false;
  }
}

function readLock(args: Command['args']): CommandRole | undefined {
  const line = readOptions(settledValues(args, HARMLESS), VALUED);
  const [verb, file = 'conda-lock.yml', ...more] = line.operands;
  if (verb !== 'install' || more.length > 0 || !line.literal) {
    return undefined;
  }
  const isAbsolute = file.startsWith('/');
  return {
    kind: 'install',
    install: {
      ecosystem: conda,
      directory: isAbsolute ? parentPath(file) || '/' : '',
      manifests: [isAbsolute ? baseName(file) : file],
      optional: [],
      subject: file,
      frozen: true,
      scripts: false,
      obstacle: undefined,
    },
  };
}
