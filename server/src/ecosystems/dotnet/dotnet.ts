import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { isSet, readOptions, type CommandLine } from '../options.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { dotnetInputs } from './dotnet-inputs.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** NuGet packages of .NET projects (domain.md section 4, row 21). */
export const dotnet: Ecosystem = {
  id: 'dotnet',
  docs: {
    rows: [21],
    title: '.NET (NuGet)',
    commands: [
      'dotnet restore',
      'dotnet build',
      'dotnet publish',
      'dotnet test',
      'dotnet tool restore',
      'nuget restore',
    ],
    fix: 'Copies the solution and each project file into its own folder, with `Directory.*.props`, nuget.config and global.json; in front of `dotnet build` and `dotnet publish` it adds `dotnet restore`. None where a project reads other files while it is evaluated.',
  },
  caches: [{ target: '~/.nuget/packages' }],
  uncached: ['--no-cache', '--no-http-cache', 'nuget locals'],
  family: 'dotnet',
  programs: ['dotnet', 'msbuild', 'nuget'],
  usualManifests: ['the project files', 'nuget.config'],
  isManifest: (path) => MANIFEST.test(baseName(path)),
  read,
  inputs: dotnetInputs,
};

const MANIFEST =
  /(\.(cs|fs|vb)proj|\.slnx?|\.slnf|^Directory\.\w+\.(props|targets|rsp)|^nuget\.config|^global\.json|^packages\.(lock\.json|config)|^dotnet-tools\.json)$/i;

/** Where a command without a path looks for its project. */
const IN_FOLDER = ['*.sln', '*.slnx', '*.csproj', '*.fsproj', '*.vbproj'];

const TOOLS = ['', '../', '../../', '../../../'].flatMap((up) => [
  `${up}.config/dotnet-tools.json`,
  `${up}dotnet-tools.json`,
]);

/** Commands that restore on their way. */
const BUILDING = new Set(['build', 'publish', 'pack', 'test', 'run']);

/** Options that take the next word as their value, of all these commands. */
const VALUED = new Set([
  '-a',
  '--arch',
  '-c',
  '--configuration',
  '--configfile',
  '-f',
  '--framework',
  '--lock-file-path',
  '-o',
  '--output',
  '--os',
  '--packages',
  '-p',
  '--project',
  '--property',
  '-r',
  '--runtime',
  '-s',
  '--source',
  '-v',
  '--verbosity',
  '--version-suffix',
  '-l',
  '--logger',
  '--filter',
  '--settings',
  '--collect',
  '--results-directory',
  '--artifacts-path',
  '--manifest',
  '--tool-manifest',
  '-PackagesDirectory',
  '-ConfigFile',
  '-Source',
]);

/** Of these, `dotnet restore` takes them too. A restore for other runtimes fetches other packages, so they must agree. */
const RESTORE_VALUED = new Set([
  '-a',
  '--arch',
  '--configfile',
  '--os',
  '--packages',
  '-r',
  '--runtime',
  '-s',
  '--source',
  '-v',
  '--verbosity',
]);

const RESTORE_FLAGS = new Set([
  '--disable-parallel',
  '--ignore-failed-sources',
  '--interactive',
  '--locked-mode',
  '--use-current-runtime',
  '--ucr',
]);

function read({ name, args }: Command): CommandRole | undefined {
  if (name === 'nuget') {
    return readNuget(args);
  }
  const isMsbuild = name === 'msbuild';
  if (!isMsbuild && name !== 'dotnet') {
    return undefined;
  }
  const [first] = args;
  const verb = isMsbuild ? 'msbuild' : first?.literal === true ? first.text : '';
  const words = isMsbuild ? args : args.slice(1);
  if (verb === 'msbuild') {
    return readMsbuild(words);
  }
  if (verb === 'tool' || verb === 'workload') {
    return readTool(readOptions(words, VALUED), verb);
  }
  if (verb === 'restore' || BUILDING.has(verb)) {
    return readProjectCommand(verb, words);
  }
  const isCompanion =
    ['--version', '--info', '--list-sdks', '--list-runtimes'].includes(verb) ||
    (verb === 'nuget' && words[0]?.text === 'locals');
  return isCompanion ? { kind: 'companion' } : undefined;
}

function readProjectCommand(verb: string, args: Command['args']): CommandRole | undefined {
  const end = args.findIndex(({ text }) => text === '--');
  const words = end < 0 ? args : args.slice(0, end);
  const line = readOptions(words, VALUED);
  if (isSet(line, '--no-restore', '--no-build')) {
    return undefined;
  }
  const project = verb === 'run' ? words[indexOfValue(words, '--project', '-p')] : operandOf(words);
  const places = ['-s', '--source', '--packages', '--lock-file-path'].flatMap(
    (name) => line.options.get(name) ?? [],
  );
  const place = places.find((one) => !/^(https?:|\/)/i.test(one));
  return installOf(project, {
    frozen: isSet(line, '--locked-mode'),
    restore: verb === 'restore' ? undefined : keptForRestore(words),
    settings: line.options.get('--configfile') ?? [],
    obstacle: place === undefined ? undefined : `\`${place}\` may lie among the sources`,
  });
}

/** `msbuild -t:Restore` restores; `-restore` does so in front of a build; anything else fetches nothing. */
function readMsbuild(words: Command['args']): CommandRole | undefined {
  const switches = words.map(({ text }) => text.replace(/^[-/]+/, '').toLowerCase());
  const targets = switches.find((text) => /^(t|target):/.test(text))?.replace(/^\w+:/, '');
  const isPure = targets === 'restore';
  const isBuild = switches.some(
    (text) => text === 'restore' || text === 'r' || text.startsWith('restore:true'),
  );
  const project = words.find(({ text }) => !/^[-/]/.test(text) || /\.\w*proj$/.test(text));
  return isPure || isBuild
    ? installOf(project, { restore: isPure ? undefined : keptForRestore(words) })
    : undefined;
}

function readNuget(words: Command['args']): CommandRole | undefined {
  const [verb, ...rest] = words;
  return verb?.text === 'restore'
    ? installOf(operandOf(rest), { restore: undefined, obstacle: 'nuget keeps packages beside the solution' })
    : undefined;
}

function readTool(line: CommandLine, verb: string): CommandRole | undefined {
  const [action, ...names] = line.operands;
  if (verb === 'tool' && action === 'restore') {
    return { kind: 'install', install: toolInstall() };
  }
  const isInstall = action === 'install' || action === 'update';
  const isElsewhere = verb === 'workload' || isSet(line, '-g', '--global') || line.options.has('--tool-path');
  return isInstall && isElsewhere && names.length > 0 && names.every((one) => /^[\w.@-]+$/.test(one))
    ? { kind: 'packages' }
    : undefined;
}

function toolInstall(): Install {
  return {
    ecosystem: dotnet,
    directory: '',
    manifests: [],
    anchors: TOOLS,
    optional: [],
    subject: 'tools',
    frozen: true,
    scripts: false,
    obstacle: undefined,
  };
}

/** How a command restores. */
interface Restoring {
  /** What the restore that goes in front has to say as well; undefined for one that is a restore itself. */
  readonly restore: Kept | undefined;
  readonly frozen?: boolean;
  /** Files that it is told to read. */
  readonly settings?: readonly string[];
  readonly obstacle?: string | undefined;
}

function installOf(
  project: ShellWord | undefined,
  { frozen = false, restore, settings = [], obstacle }: Restoring,
): CommandRole | undefined {
  if (project?.literal === false) {
    return undefined;
  }
  const text = project?.text.replace(/^(\.\/)+(?=.)/, '') ?? '';
  const isFile = /\.(\w*proj|slnx?|slnf)$/i.test(text);
  const isAbove = isFile && /^(\/|\.\.\/)/.test(text);
  const directory = isAbove ? parentPath(text) : isFile || text === '.' ? '' : withoutTrailing(text, '/');
  const file = isAbove ? baseName(text) : isFile ? text : undefined;
  return {
    kind: 'install',
    install: {
      ecosystem: dotnet,
      directory,
      manifests: [],
      anchors: file === undefined ? IN_FOLDER : [file],
      optional: settings,
      subject: file ?? '',
      frozen,
      scripts: false,
      obstacle:
        obstacle ??
        (restore?.unknown === undefined
          ? undefined
          : `a restore in front of it needs \`${restore.unknown}\` as well, which only the build knows`),
      ...(restore === undefined
        ? {}
        : {
            downloadOnly: [
              'dotnet restore',
              ...(file === undefined ? [] : [commandLine([file])]),
              ...restore.words,
            ].join(' '),
          }),
    },
  };
}

/** The first word that is neither an option nor a value of one. */
function operandOf(words: Command['args']): ShellWord | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word !== undefined && VALUED.has(word.text)) {
      index++;
    } else if (word !== undefined && !/^-|^\/[a-z]+:|^(true|false)$/i.test(word.text)) {
      return word;
    }
  }
  return undefined;
}

function indexOfValue(words: Command['args'], ...names: readonly string[]): number {
  const at = words.findIndex(({ text }) => names.includes(text));
  return at < 0 ? -1 : at + 1;
}

/** Text with variables that BuildKit sets for a platform, which stay the same for every command of a stage. */
const PLATFORM_TEXT =
  /^"?(?:[\w.:=/-]|\$(?:\{(?:TARGET|BUILD)(?:ARCH|OS|VARIANT)\}|(?:TARGET|BUILD)(?:ARCH|OS|VARIANT)(?!\w)))+"?$/;

/** Options and properties that decide what is fetched. */
interface Kept {
  /** As they are written. */
  readonly words: readonly string[];
  /** The first that only the build can complete, out of a variable that the restore in front may not have. */
  readonly unknown: string | undefined;
}

function keptForRestore(words: Command['args']): Kept {
  const kept: string[] = [];
  let unknown: string | undefined;
  const keep = (value: ShellWord | undefined, name = ''): void => {
    const before = name === '' ? [] : [name];
    if (value?.literal === true) {
      kept.push(...before, commandLine([value.text]));
    } else if (value !== undefined && PLATFORM_TEXT.test(value.text)) {
      kept.push(...before, value.text);
    } else if (value !== undefined && !isVerbosity(name === '' ? value.text : name)) {
      unknown ??= [...before, value.text].join(' ');
    }
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) {
      break;
    }
    const [name = ''] = word.text.split(/[=:]/, 1);
    if (VALUED.has(word.text)) {
      const next = words[++index];
      const isKept = isPropertyOption(word.text)
        ? next !== undefined && isKeptProperty(next)
        : RESTORE_VALUED.has(word.text);
      if (isKept) {
        keep(next, word.text);
      }
    } else if (word.literal && RESTORE_FLAGS.has(name)) {
      keep(word);
    } else if (PROPERTY.test(word.text)) {
      if (isKeptProperty(word)) {
        keep(word);
      }
    } else if (RESTORE_VALUED.has(name) && word.text !== name) {
      keep(word);
    }
  }
  return { words: kept, unknown };
}

function isVerbosity(option: string): boolean {
  return /^(-v|--verbosity)\b/.test(option);
}

function isPropertyOption(option: string): boolean {
  return option === '-p' || option === '--property';
}

const PROPERTY = /^(-|--|\/)(p|property):/;

/**
 * A property that may change what is fetched: not another output folder or version, and with a value that only the build knows one
 * that surely does.
 */
function isKeptProperty({ text, literal }: ShellWord): boolean {
  const [, name = ''] = /^"?(?:[-/]+\w+:)?"?(\w+)=/.exec(text) ?? [];
  return literal || PLATFORM_TEXT.test(text)
    ? name !== '' &&
        !/^(Output|Out|Version|\w*Version|Configuration|DebugType|DebugSymbols|UseAppHost)/i.test(name)
    : /^(RuntimeIdentifiers?|Restore\w*)$/i.test(name);
}
