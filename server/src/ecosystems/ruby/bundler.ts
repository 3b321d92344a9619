import { baseName, parentPath } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import { isNameWithVariable, unquoted } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { bundlerInputs } from './gemfile.ts';

/** Bundler, and gems by name (domain.md section 4, row 19). */
export const bundler: Ecosystem = {
  id: 'bundler',
  docs: {
    rows: [19],
    title: 'Bundler',
    commands: ['bundle install', 'bundle', 'bundle install --deployment'],
    fix: 'Copies Gemfile and lock file first, with the files and local gems that the Gemfile names. None where it runs code that reads others.',
  },
  caches: [{ target: '/usr/local/bundle/cache', sharing: 'locked' }],
  uncached: ['--no-cache'],
  family: 'ruby',
  programs: ['bundle', 'bundler', 'gem', 'fluent-gem', 'td-agent-gem'],
  usualManifests: ['Gemfile', 'Gemfile.lock'],
  isManifest: (path) => /^(Gemfile.*|gems\.(rb|locked)|\.ruby-version|.*\.gemspec)$/.test(baseName(path)),
  read,
  inputs: bundlerInputs,
};

function read(command: Command): CommandRole | undefined {
  switch (command.name) {
    case 'bundle':
    case 'bundler':
      return readBundle(command);
    case 'gem':
    case 'fluent-gem':
    case 'td-agent-gem':
      return readGem(command);
    default:
      return undefined;
  }
}

/** Options that take the next word as their value (bundle-install.1). */
const VALUED = new Set([
  '--gemfile',
  '--path',
  '--jobs',
  '-j',
  '--retry',
  '--shebang',
  '--trust-policy',
  '-P',
  '--target-rbconfig',
]);

function readBundle({ args, env }: Command): CommandRole | undefined {
  // `bundle _2.4.0_ install` picks a version.
  const words = /^_[\d.]+_$/.test(args[0]?.text ?? '') ? args.slice(1) : args;
  const [verb] = words;
  if (verb?.text === 'config') {
    return isHarmlessSetting(words.slice(1)) ? { kind: 'companion' } : undefined;
  }
  const isNamed = verb?.text === 'install' || verb?.text === 'i';
  const own = withoutGroups(isNamed ? words.slice(1) : words).map((word) =>
    isJobs(word.text) ? { ...word, text: word.text.startsWith('-') ? '--quiet' : '1', literal: true } : word,
  );
  const line = readOptions(own, VALUED, 'letters');
  if (!line.literal || line.operands.length > 0) {
    return undefined;
  }
  if (!isNamed && isSet(line, '--version', '-v', '--help', '-h')) {
    return isSet(line, '--version', '-v') ? { kind: 'companion' } : undefined;
  }
  return { kind: 'install', install: installOf(line, env) };
}

/** `$(nproc)`, which only says how many downloads run at once. */
function isJobs(text: string): boolean {
  return /^(-j|--jobs=)?"?\$(\(nproc( --all)?\)|\(getconf _NPROCESSORS_ONLN\)|\{?\w*(JOBS|CPU)\w*\}?)"?$/.test(
    text,
  );
}

function installOf(line: CommandLine, env: Command['env']): Install {
  const named =
    lastValue(line, '--gemfile') ??
    (env.has('BUNDLE_GEMFILE') ? (env.get('BUNDLE_GEMFILE') ?? '$') : 'Gemfile');
  const isDeployment = isSet(line, '--deployment') || isOn(env.get('BUNDLE_DEPLOYMENT'));
  const setPath = env.get('BUNDLE_PATH') ?? '';
  const path =
    lastValue(line, '--path') ?? (setPath !== '' ? setPath : isDeployment ? USUAL_PATH : undefined);
  const odd = ['--binstubs', '--standalone'].find((option) => line.options.has(option));
  return {
    ecosystem: bundler,
    directory: parentPath(named),
    manifests: [baseName(named)],
    optional: path === undefined || path.startsWith('/') ? [] : [path],
    subject: '',
    frozen: isDeployment || isSet(line, '--frozen') || isOn(env.get('BUNDLE_FROZEN')),
    scripts: false,
    obstacle:
      odd !== undefined
        ? `\`${odd}\` puts files among the sources`
        : named === '$'
          ? '`BUNDLE_GEMFILE` is only known at build time'
          : undefined,
  };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** `--without development test` takes all words up to the next option. */
function withoutGroups(words: Command['args']): Command['args'] {
  const kept: Command['args'][number][] = [];
  let inGroups = false;
  for (const word of words) {
    if (word.text === '--without' || word.text === '--with') {
      inGroups = true;
    } else if (!inGroups || word.text.startsWith('-')) {
      inGroups = false;
      kept.push(word);
    }
  }
  return kept;
}

/**
 * `bundle config [set] [--local|--global] key value`, for keys that lead nowhere else. A setting of the project goes into
 * .bundle/config, which `inputs` looks at.
 */
function isHarmlessSetting(words: Command['args']): boolean {
  const operands = words.filter(({ text }) => !text.startsWith('--'));
  const [first] = operands;
  const isVerb = ['set', 'unset', 'get', 'list'].includes(first?.text ?? '');
  const [key, ...values] = isVerb ? operands.slice(1) : operands;
  if (key === undefined) {
    return first?.text === 'list' || first === undefined;
  }
  if (!key.literal || /^(gemfile|local\..*|bin|cache_path|plugins\..*|app_config)$/i.test(key.text)) {
    return false;
  }
  const [value] = values;
  const isPlace = key.text.toLowerCase() === 'path';
  return (
    !isPlace ||
    value === undefined ||
    (value.literal && (value.text.startsWith('/') || value.text.replace(/^\.\//, '') === USUAL_PATH))
  );
}

/** Where projects keep gems of their own; `inputs` looks whether the context holds any. */
const USUAL_PATH = 'vendor/bundle';

/** Options of `gem install` that take the next word as their value. */
const GEM_VALUED = new Set([
  '-v',
  '--version',
  '-i',
  '--install-dir',
  '-n',
  '--bindir',
  '-s',
  '--source',
  '-P',
  '--trust-policy',
  '--platform',
  '-p',
  '--http-proxy',
  '--document',
  '--build-root',
  '--config-file',
]);

function readGem({ args }: Command): CommandRole | undefined {
  const line = readOptions(args, GEM_VALUED, 'letters');
  const [verb, ...names] = line.operands;
  if (verb === 'update' && isSet(line, '--system')) {
    return names.length < 2 ? { kind: 'packages' } : undefined;
  }
  if (verb === 'cleanup' || verb === 'sources' || (verb === undefined && isSet(line, '--version', '-v'))) {
    return line.literal ? { kind: 'companion' } : undefined;
  }
  if ((verb !== 'install' && verb !== 'i') || names.length === 0) {
    return undefined;
  }
  const isOdd = [
    '-g',
    '--file',
    '-i',
    '--install-dir',
    '-n',
    '--bindir',
    '--build-root',
    '--config-file',
    '-l',
    '--local',
  ].some((option) => line.options.has(option) && lastValue(line, option)?.startsWith('/') !== true);
  const isKnown = args.every((word, index) => {
    const isVersion = ['-v', '--version'].includes(args[index - 1]?.text ?? '');
    return word.literal || isNameWithVariable(word) || (isVersion && /^"?\$(\w+|\{\w+\})"?$/.test(word.text));
  });
  const areNames = names.every((name) => /^[\w.-]+(:\S+)?$/.test(unquoted(name)) && !name.endsWith('.gem'));
  return isKnown && areNames && !isOdd ? { kind: 'packages' } : undefined;
}
