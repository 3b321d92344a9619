import { go } from '../../ecosystems/go/go.ts';
import { pipenv } from '../../ecosystems/python/pipenv.ts';
import { poetry } from '../../ecosystems/python/poetry.ts';
import { uv } from '../../ecosystems/python/uv.ts';
import { bundler } from '../../ecosystems/ruby/bundler.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { otherImages } from '../../model/other-images.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { hasOption } from './call.ts';
import { isVerb, named, PYTHON, pythonArgs, type Fill, type Keeper } from './keeper.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

const VALUED_BY_POETRY = new Set(['-C', '--directory', '-P', '--project']);
const VALUED_BY_PIPENV = new Set(['--python', '--pypi-mirror']);
const VALUED_BY_UV = new Set(['--directory', '--project', '--color', '--config-file']);
const VALUED_BY_BUNDLE = new Set(['--gemfile', '--jobs', '-j', '--retry', '--without', '--with']);

/**
 * Programs that install what a project names, and keep the archives that it came in or what is made on the way. The first install of a
 * project fetches it all: one further down, with the project itself, finds it in place.
 */
export const PROJECT_KEEPERS: readonly Keeper[] = [
  {
    id: 'poetry',
    ecosystem: poetry,
    starts: PYTHON,
    args: (command) => pythonArgs(command, /^poetry$/),
    valued: VALUED_BY_POETRY,
    fills: (call) => isVerb(call, 'install', 'sync', 'update', 'add'),
    // --no-cache is none of them: it keeps the wheels all the same (python-poetry/poetry#3374, #6445).
    off: ['--only-root', '--dry-run', '--lock', '--help', '-h'],
    empties: ({ verb, operands: [what] }) => verb?.text === 'cache' && what === 'clear',
    folders: ['~/.cache/pypoetry'],
    // The environments lie beside these two.
    remedy: { remove: () => 'rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache' },
    once: true,
  },
  {
    id: 'pipenv',
    ecosystem: pipenv,
    starts: PYTHON,
    args: (command) => pythonArgs(command, /^pipenv$/),
    valued: VALUED_BY_PIPENV,
    fills: (call) => isVerb(call, 'install', 'sync', 'update', 'upgrade'),
    off: ['--clear', '--help', '-h'],
    empties: (call) => hasOption(call, ['--clear']),
    // It tells pip to keep its cache there, too (pipenv/utils/pip.py, PIP_CACHE_DIR).
    folders: ['~/.cache/pipenv'],
    remedy: { remove: () => 'rm -rf ~/.cache/pipenv' },
    once: true,
  },
  {
    id: 'uv',
    ecosystem: uv,
    starts: PYTHON,
    args: (command) => behindKind(pythonArgs(command, /^uv$/)),
    valued: VALUED_BY_UV,
    fills: (call) => isVerb(call, 'sync', 'add', 'install'),
    off: ['--no-cache', '--no-cache-dir', '-n', '--cache-dir', '--offline', '--dry-run'],
    empties: (call) => isVerb(call, 'cache', 'clean'),
    folders: ['~/.cache/uv'],
    remedy: { flag: '--no-cache' },
    costs: isCopied,
    once: true,
  },
  {
    id: 'bundler',
    ecosystem: bundler,
    starts: ['bundle'],
    args: bundleArgs,
    valued: VALUED_BY_BUNDLE,
    fills: (call) =>
      call.verb === undefined
        ? !hasOption(call, ['--version', '-v', '--help', '-h'])
        : isVerb(call, 'install', 'i', 'update'),
    off: ['--path', '--deployment', '--standalone', '--local', '--help', '-h'],
    tells: ({ verb, words }) => verb?.text === 'config' && words.some((word) => PLACES_OF_GEMS.test(word)),
    empties: (call) => isVerb(call, 'clean'),
    folders: ['/usr/local/bundle', 'ruby', 'bundle'],
    remedy: { remove: removeGems },
    once: true,
  },
  {
    id: 'go',
    ecosystem: go,
    starts: ['go'],
    args: named('go'),
    valued: new Set(['-C']),
    fills: (call) => isVerb(call, 'build', 'install'),
    off: [],
    empties: (call) => isVerb(call, 'clean') && hasOption(call, ['-cache', '--cache']),
    folders: ['~/.cache/go-build'],
    remedy: { words: 'clean -cache' },
    costs: (_fill, node, model) => startsProgram(model, node),
  },
];

/** The words behind `uv pip` and `uv tool`, where these stand in front. */
function behindKind(args: readonly ShellWord[] | undefined): readonly ShellWord[] | undefined {
  const kind = args?.[0]?.text;
  return kind === 'pip' || kind === 'tool' ? args?.slice(1) : args;
}

/** What is unpacked in uv's cache is linked to, unless it is told to copy: then the layer has it twice (docs, `link-mode`). */
function isCopied({ read: { args, env } }: Fill, node: Node, model: Model): boolean {
  const at = args.findIndex(({ text }) => text === '--link-mode' || text.startsWith('--link-mode='));
  const option = args[at]?.text ?? '';
  const said = option.includes('=') ? option.slice(option.indexOf('=') + 1) : args[at + 1]?.text;
  const mode =
    at >= 0
      ? said
      : env.has('UV_LINK_MODE')
        ? env.get('UV_LINK_MODE')
        : valueAbove(model, node, 'UV_LINK_MODE');
  return mode === 'copy';
}

/** `bundle _2.4.0_ install` picks a version. */
function bundleArgs({ name, args }: Parameters<Keeper['args']>[0]): readonly ShellWord[] | undefined {
  if (name !== 'bundle' && name !== 'bundler') {
    return undefined;
  }
  return /^_[\d.]+_$/.test(args[0]?.text ?? '') ? args.slice(1) : args;
}

/** Settings of Bundler that put gems elsewhere. */
const PLACES_OF_GEMS = /^(?:path|deployment|path\.system|system|cache_path|disable_shared_gems)$/;

/**
 * RubyGems keeps each archive beside what it has unpacked of it (guides.rubygems.org, "Caching and vendoring"): below Bundler's own path
 * for a version of Ruby, or in GEM_HOME, which Docker's official image of Ruby sets.
 */
function removeGems({ read: { env } }: Fill, node: Node, model: Model): string | undefined {
  const value = (name: string): string | undefined =>
    env.has(name) ? (env.get(name) ?? '$') : valueAbove(model, node, name);
  const path = value('BUNDLE_PATH');
  if (path !== undefined) {
    return isFolder(path) ? `rm -rf ${withoutTrailing(path, '/')}/ruby/*/cache` : undefined;
  }
  const base = chainStart(model, node.stage)?.base;
  const isRuby = base?.kind === 'image' && familiarName(base.name ?? '') === 'ruby';
  const home = value('GEM_HOME') ?? (isRuby ? '/usr/local/bundle' : '');
  return value('BUNDLE_DEPLOYMENT') === undefined && isRuby && isFolder(home)
    ? `rm -rf ${withoutTrailing(home, '/')}/cache/*.gem`
    : undefined;
}

function isFolder(path: string): boolean {
  return /^\/[\w./-]+$/.test(path);
}

/**
 * Whether the image starts a program that surely builds nothing when it runs. One for work with Go is quicker with what is kept, and so is
 * one of which nothing is known.
 */
function startsProgram(model: Model, { stage = -1 }: Node): boolean {
  const image = otherImages(model).get(stage) ?? model.stages[model.target ?? -1];
  const { cmd = [], entrypoint = [] } = image?.config ?? {};
  const start = [...entrypoint, ...cmd].join(' ').replace(/^\/bin\/sh -c /, '');
  return start !== '' && !BUILDS.test(start);
}

/** Programs that build with Go, or may: shells and scripts, runners of tasks, watchers of sources, debuggers. */
const BUILDS =
  /(?:^|[\s/"'])(?:go|air|dlv|make|mage|task|just|gow|reflex|realize|fresh|gin|modd|watchexec|CompileDaemon|\w*sh|tail|sleep|tilt)(?=$|[\s"'])|\.sh\b/i;
