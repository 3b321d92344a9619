import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { mixInputs } from './mix-project.ts';

/** Mix, of Elixir (domain.md section 4, row 22). */
export const mix: Ecosystem = {
  id: 'mix',
  docs: {
    rows: [22],
    title: 'Mix (Elixir)',
    commands: ['mix deps.get --only prod', 'mix deps.compile'],
    fix: 'Copies mix.exs and mix.lock first, with those of an umbrella, and the configuration where dependencies are compiled: that of `MIX_ENV` where the Dockerfile says it, with what it imports.',
  },
  caches: [{ target: '~/.hex' }],
  uncached: ['deps.clean'],
  family: 'mix',
  programs: ['mix'],
  usualManifests: ['mix.exs', 'mix.lock'],
  // The configuration of other environments and of the running program changes as rarely as that of the build, beside which it lies.
  isManifest: (path) => /^mix\.(exs|lock)$/.test(baseName(path)) || /(^|\/)config\/[\w.-]+\.exs$/.test(path),
  read,
  inputs: mixInputs,
};

/** Options that take the next word as their value. */
const VALUED = new Set(['--only', '--target', '--sha512', '--if-missing', '--public-key', '--auth-key']);

/** Tasks that read manifests and fetched packages; the second kind also reads the configuration. */
const FETCH = new Set(['deps.get', 'deps']);
const COMPILE = new Set(['deps.compile']);

/** Tasks that install tools of their own, or set something for the user. */
const TOOLS = new Set(['local.hex', 'local.rebar', 'local.phx', 'local.nerves']);
const SETTINGS = new Set(['hex.repo', 'hex.organization', 'hex.config', 'hex.user', 'archive', 'local']);

function read({ name, args, env }: Command): CommandRole | undefined {
  if (name !== 'mix' || args.some(({ literal }, index) => !literal && !isEnvironment(args, index))) {
    return undefined;
  }
  if (args.length === 1 && ['--version', '-v'].includes(args[0]?.text ?? '')) {
    return { kind: 'companion' };
  }
  const [verb, ...rest] = args;
  const tasks = verb?.text === 'do' ? tasksOf(rest) : [args];
  const kinds = tasks.map(([task, ...words]) => kindOf(task?.text ?? '', words));
  if (kinds.length === 0 || kinds.includes('unknown')) {
    return undefined;
  }
  if (!kinds.includes('fetch') && !kinds.includes('compile') && !kinds.includes('build')) {
    return kinds.includes('tool') ? { kind: 'packages' } : { kind: 'companion' };
  }
  if (!kinds.includes('fetch') && kinds.includes('build')) {
    return undefined;
  }
  const fetching = tasks.filter((_, index) => kinds[index] !== 'build');
  const placed = ['MIX_EXS', 'MIX_DEPS_PATH', 'MIX_BUILD_PATH', 'MIX_BUILD_ROOT'].find((one) => env.has(one));
  return {
    kind: 'install',
    install: {
      ecosystem: mix,
      directory: '',
      manifests: ['mix.exs'],
      optional: kinds.includes('compile') ? ['config'] : [],
      subject: kinds.includes('fetch') ? '' : 'compile',
      frozen: kinds.includes('fetch') ? args.some(({ text }) => text === '--check-locked') : true,
      scripts: false,
      obstacle: placed === undefined ? undefined : `\`${placed}\` leads elsewhere`,
      ...(env.has('MIX_ENV') ? { environment: env.get('MIX_ENV') ?? '' } : {}),
      ...(kinds.includes('build')
        ? {
            // One command, so that what stands in front of it is for both tasks.
            downloadOnly: `mix ${fetching.length > 1 ? 'do ' : ''}${fetching
              .map((words) => words.map(({ text }) => text).join(' '))
              .join(', ')}`,
          }
        : {}),
    },
  };
}

/** `mix deps.get --only $MIX_ENV`: which environment it is does not matter here. */
function isEnvironment(args: Command['args'], index: number): boolean {
  return args[index - 1]?.text === '--only' || (args[index]?.text ?? '').startsWith('--only=');
}

/** The tasks of `mix do a, b` and `mix do a + b`. */
function tasksOf(words: Command['args']): readonly Command['args'][] {
  const tasks: Command['args'][number][][] = [[]];
  for (const word of words) {
    const isEnd = word.text.endsWith(',');
    if (word.text !== '+' && word.text !== ',') {
      tasks[tasks.length - 1]?.push(isEnd ? { ...word, text: word.text.slice(0, -1) } : word);
    }
    if (isEnd || word.text === '+') {
      tasks.push([]);
    }
  }
  return tasks;
}

type TaskKind = 'fetch' | 'compile' | 'tool' | 'setting' | 'build' | 'unknown';

function kindOf(task: string, words: Command['args']): TaskKind {
  const line = readOptions(words, VALUED);
  if (FETCH.has(task)) {
    return line.operands.length === 0 && task === 'deps.get' ? 'fetch' : 'unknown';
  }
  if (COMPILE.has(task)) {
    return 'compile';
  }
  if (TOOLS.has(task)) {
    const [file] = line.operands;
    const isLocal = file !== undefined && lastValue(line, '--sha512') === undefined && !/^https?:/.test(file);
    return isLocal && !isSet(line, '--force')
      ? 'unknown'
      : file === undefined || /^https?:|^[\d.]+$/.test(file)
        ? 'tool'
        : 'unknown';
  }
  if (task === 'archive.install' || task === 'escript.install') {
    return ['hex', 'github', 'git'].includes(line.operands[0] ?? '') && line.operands.length > 1
      ? 'tool'
      : 'unknown';
  }
  if (SETTINGS.has(task)) {
    return 'setting';
  }
  return /^(compile|release|phx\.digest|assets\.\w+|test|escript\.build)$/.test(task) ? 'build' : 'unknown';
}
