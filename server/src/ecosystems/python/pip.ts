import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { isSet, lastValue, readOptions, unbundled, type CommandLine } from '../options.ts';
import { isOutside, isWithin, joinPath } from '../paths.ts';
import { repeatedLine, settledValues } from '../repeated-words.ts';
import { isNameWithVariable } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { HARMLESS, PLACES, READ_FILES, UNREAD, VALUED } from './pip-options.ts';
import { readRequirements } from './pip-requirements.ts';
import { pythonTool } from './python-tool.ts';

/** pip, `uv pip` and pip-tools with requirement files, and what they install by name (domain.md section 4, rows 7 and 8). */
export const pip: Ecosystem = {
  id: 'pip',
  docs: {
    rows: [7, 8],
    title: 'pip, uv pip, pip-sync',
    commands: [
      'pip install -r requirements.txt',
      'python -m pip install -r requirements.txt',
      'pip wheel -r requirements.txt',
      'pip install -r requirements.txt -e .',
      'uv pip install -r pyproject.toml',
      'uv pip install -e .',
      'pip-sync',
    ],
    fix: 'Copies the requirement files first, with those that they name by `-r` and `-c`. Where the project itself is installed by the same command, adds a step with the requirements alone in front of the sources. None where a line of them installs the project; `pip install .` alone is not reported, since pip can’t install dependencies without the sources.',
  },
  caches: [{ target: '~/.cache/pip' }],
  uncached: ['--no-cache-dir', '--no-cache', 'cache purge'],
  family: 'python',
  programs: ['pip', 'pip-sync', 'pipx', 'uv', 'conda', 'mamba', 'micromamba'],
  usualManifests: ['requirements.txt'],
  isManifest: (path) =>
    /(^|\/)([\w.-]*requirements?|constraints)[^/]*\.(txt|in)$|(^|\/)requirements\/[^/]+\.(txt|in)$/.test(
      path,
    ) || MANIFESTS.has(baseName(path)),
  read,
  inputs(install, folder, context) {
    const inputs = readRequirements(install, folder, context);
    const { downloadOnly } = install;
    return downloadOnly === undefined
      ? inputs
      : { ...inputs, download: { command: downloadOnly, review: undefined } };
  },
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

/** A call of pip, whatever starts it. */
interface PipCall {
  /** Up to pip's own words: `python -m pip`, `uv pip`. */
  readonly start: string;
  readonly words: readonly ShellWord[];
  readonly isUv: boolean;
}

function read(command: Command): CommandRole | undefined {
  const tool = pythonTool(command);
  if (tool?.name === 'pipx') {
    return readPipx(tool.args);
  }
  const call = tool && callOf(tool.name, tool.start, tool.args);
  if (call === undefined) {
    return undefined;
  }
  const words = settledValues(unbundled(call.words, VALUED, 'letters'), HARMLESS).map(settledName);
  const line = readOptions(words, VALUED, 'letters');
  const [verb = '', ...operands] = line.operands;
  if (!line.literal) {
    return undefined;
  }
  const isInstall = ['install', 'sync', 'wheel', 'download'].includes(verb);
  return isInstall
    ? readInstall(call, line, { verb, operands })
    : isCompanion(line)
      ? { kind: 'companion' }
      : undefined;
}

/** The call of pip in a command; undefined for other programs. */
function callOf(name: string, start: string, args: readonly ShellWord[]): PipCall | undefined {
  if (/^pip(\d+(\.\d+)?)?$/.test(name)) {
    return { start, words: args, isUv: false };
  }
  if (name === 'pip-sync' || name === 'piptools') {
    const isSync = name === 'pip-sync' || args[0]?.text === 'sync';
    const files = name === 'pip-sync' ? args : args.slice(1);
    const verb = [{ text: 'sync', literal: true, span: { start: 0, end: 0 } }];
    const isNamed = files.some(({ text }) => !text.startsWith('-'));
    const usual = isNamed ? [] : [{ text: 'requirements.txt', literal: true, span: { start: 0, end: 0 } }];
    return isSync ? { start, words: [...verb, ...files, ...usual], isUv: false } : undefined;
  }
  const at = name === 'uv' ? args.findIndex(({ text }) => text === 'pip') : -1;
  const before = args.slice(0, Math.max(at, 0));
  return at >= 0 && before.every(({ text }) => text.startsWith('-') && !/^--(directory|project)/.test(text))
    ? { start: `${start} pip`, words: [...before, ...args.slice(at + 1)], isUv: true }
    : undefined;
}

/** What a command installs: files with requirements, names, and folders of the project. */
interface Wanted {
  readonly verb: string;
  readonly operands: readonly string[];
}

function readInstall(call: PipCall, line: CommandLine, { verb, operands }: Wanted): CommandRole | undefined {
  const named = verb === 'sync' ? [] : operands;
  const editable = valuesOf(line, '-e', '--editable').filter((one) => !isRequirement(one));
  const local = [...named.filter((operand) => !isRequirement(operand)), ...editable];
  const files = [
    ...valuesOf(line, '-r', '--requirement', '--requirements'),
    ...(verb === 'sync' ? operands : []),
    ...groupFiles(line),
  ];
  const limits = valuesOf(line, ...READ_FILES).filter((file) => !file.includes('://'));
  if (files.length === 0 && local.length > 0) {
    return projectInstall(call, line, local);
  }
  if (files.length === 0 && limits.length === 0) {
    const isPlain = [...UNREAD, ...PLACES].every((option) => !line.options.has(option));
    const isKnown = valuesOf(line, '-f', '--find-links').every((place) => place.includes('://'));
    return verb === 'install' && named.length > 0 && isPlain && isKnown ? { kind: 'packages' } : undefined;
  }
  const chosen = files.length === 0 ? named : [];
  const install = installOf(call, line, { files: [...files, ...limits], verb, chosen });
  if (install === undefined || local.length === 0) {
    return install && { kind: 'install', install };
  }
  const downloadOnly = withoutLocal(call, local);
  return downloadOnly === undefined ? undefined : { kind: 'install', install: { ...install, downloadOnly } };
}

/** What a command installs from. `chosen`: names, where files only limit their versions. */
interface Chosen {
  readonly files: readonly string[];
  readonly verb: string;
  readonly chosen: readonly string[];
}

function installOf(
  { isUv }: PipCall,
  line: CommandLine,
  { files, verb, chosen }: Chosen,
): Install | undefined {
  const place = placeOf(files.filter((file) => !file.includes('://')));
  if (place === undefined) {
    return undefined;
  }
  const { directory, manifests } = place;
  const option = UNREAD.find((name) => line.options.has(name));
  const isInto = verb === 'wheel' || verb === 'download';
  const into = isInto ? (lastValue(line, '-w', '--wheel-dir', '-d', '--dest') ?? '.') : undefined;
  const writes = [...valuesOf(line, ...PLACES), ...(into === undefined ? [] : [into])];
  const reads = valuesOf(line, '-f', '--find-links');
  return {
    ecosystem: pip,
    directory,
    manifests,
    optional: isUv ? ['pyproject.toml', 'uv.toml', '.python-version'] : [],
    subject: [...manifests, ...chosen].join('\n'),
    frozen: true,
    scripts: false,
    obstacle:
      option !== undefined
        ? `\`${option}\` may lead among the sources`
        : directory !== '' && [...writes, ...reads].some((one) => !/^\/|:\/\//.test(one))
          ? 'its folders are relative, and its files are not'
          : undefined,
    ...(writes.length === 0 ? {} : { writes }),
    ...(reads.length === 0 ? {} : { reads }),
  };
}

/** `uv pip install .`: uv can install what pyproject.toml names without the project. pip can't, so its installs are left alone. */
function projectInstall(call: PipCall, line: CommandLine, local: readonly string[]): CommandRole | undefined {
  const extras = /^\.(?:\/)?(?:\[([\w.,\s-]+)\])?$/.exec(local[0] ?? '');
  const odd = [...UNREAD, ...PLACES, '--no-deps', '-f', '--find-links'].some((one) => line.options.has(one));
  const kept = withoutLocal(call, local);
  if (!call.isUv || local.length > 1 || extras === null || odd || kept === undefined) {
    return undefined;
  }
  const chosen = (extras[1] ?? '')
    .split(',')
    .flatMap((one) => (one.trim() === '' ? [] : [` --extra ${one.trim()}`]));
  const install = installOf(call, line, { files: ['pyproject.toml'], verb: 'install', chosen: [] });
  return (
    install && {
      kind: 'install',
      install: {
        ...install,
        downloadOnly: `${kept} -r pyproject.toml${chosen.join('')}`,
      },
    }
  );
}

/** The command line without folders of the project; undefined when it can't be written once more. */
function withoutLocal({ start, words }: PipCall, local: readonly string[]): string | undefined {
  const kept = unbundled(words, VALUED, 'letters')
    .map(settledName)
    .filter(({ text }, index, all) => {
      const isEditable = (one: string | undefined): boolean => one === '-e' || one === '--editable';
      const value = /^--editable=(.*)$/s.exec(text)?.[1] ?? text;
      const isLocal = local.includes(value);
      return !isLocal && !(isEditable(text) && local.includes(all[index + 1]?.text ?? ''));
    });
  const line = repeatedLine(kept);
  return line === undefined ? undefined : `${start} ${line}`;
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
    if (!manifests.includes(below)) {
      manifests.push(below);
    }
  }
  return { directory, manifests };
}

/** `--group dev` reads pyproject.toml, `--group path:dev` the file at the path. */
function groupFiles(line: CommandLine): string[] {
  return valuesOf(line, '--group').map((group) =>
    group.includes(':') ? group.slice(0, group.lastIndexOf(':')) : 'pyproject.toml',
  );
}

/**
 * A name whose version is a variable is a name all the same: `"poetry==$POETRY_VERSION"`. So is one with extras, which a shell takes
 * for a pattern that no file fits: `uvicorn[standard]`.
 */
function settledName(word: ShellWord): ShellWord {
  const text = word.text.replace(/^"(.*)"$/s, '$1');
  const hasExtras = /^([\w.-]+|\.\/?)\[[\w.,-]+\]([=~!]=[\w.*]+)?$/.test(text);
  return !word.literal && (hasExtras || isNameWithVariable({ ...word, text }))
    ? { ...word, text, literal: true }
    : word;
}

function valuesOf(line: CommandLine, ...names: readonly string[]): string[] {
  return names.flatMap((name) => line.options.get(name) ?? []);
}

/** A requirement that names a package or an address, and no file or folder. */
function isRequirement(operand: string): boolean {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(operand)) {
    return !/^([a-z]+\+)?file:/.test(operand);
  }
  const isAddress = /@\s*(?!([a-z]+\+)?file:)[a-z+]+:\/\//.test(operand);
  return isAddress || (!/[/\\]|\.(whl|zip|tar|gz|tgz|bz2)$/.test(operand) && /^[A-Za-z0-9]/.test(operand));
}

/** Commands that print, or change settings of the user. */
function isCompanion(line: CommandLine): boolean {
  const [verb, ...names] = line.operands;
  const [second] = names;
  switch (verb) {
    case undefined:
      return isSet(line, '--version', '-V');
    case 'list':
    case 'freeze':
    case 'check':
    case 'show':
    case 'debug':
      return true;
    case 'uninstall':
      return (
        names.length > 0 &&
        names.every(isRequirement) &&
        ['-r', '--requirement', '--requirements', ...UNREAD, ...PLACES].every(
          (option) => !line.options.has(option),
        )
      );
    case 'cache':
      return second === 'purge';
    case 'config':
      return second === 'set' && !line.options.has('--site');
    default:
      return false;
  }
}

/** Options of pipx that take the next word as their value (pipx's own help): `-e` and `-f` are flags there. */
const PIPX_VALUED = new Set([
  '--spec',
  '--suffix',
  '--pip-args',
  '--python',
  '-i',
  '--index-url',
  '--preinstall',
  '--backend',
  '-r',
  '--requirement',
]);

/** Those of its options that may lead among the sources. */
const PIPX_PLACES = ['-e', '--editable', '--pip-args', '-r', '--requirement'];

/** pipx puts programs into environments of their own. */
function readPipx(args: readonly ShellWord[]): CommandRole | undefined {
  const words = settledValues(unbundled(args, PIPX_VALUED, 'letters'), HARMLESS).map(settledName);
  const line = readOptions(words, PIPX_VALUED, 'letters');
  const [verb, ...names] = line.operands;
  if (!line.literal) {
    return undefined;
  }
  if (verb === 'ensurepath') {
    return { kind: 'companion' };
  }
  const isInstall = (verb === 'install' || verb === 'inject') && names.length > 0;
  const isPlain = !PIPX_PLACES.some((option) => line.options.has(option));
  return isInstall && isPlain && names.every(isRequirement) ? { kind: 'packages' } : undefined;
}
