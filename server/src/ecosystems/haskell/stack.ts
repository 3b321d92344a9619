import { members, memberAt } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import { isOutside, joinPath } from '../paths.ts';
import { commandLine, keptWords, type Dropped } from '../shell-words.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { isCabalManifest } from './cabal-project.ts';

/** Stack (domain.md section 4, row 25). */
export const stack: Ecosystem = {
  id: 'stack',
  docs: {
    rows: [25],
    title: 'Stack (Haskell)',
    commands: ['stack build --only-dependencies', 'stack setup', 'stack build', 'stack install'],
    fix: 'Copies stack.yaml and the package descriptions first, and adds `stack build --only-dependencies` in front of the sources where a command builds these.',
  },
  caches: [{ target: '~/.stack' }],
  uncached: [],
  family: 'stack',
  programs: ['stack'],
  usualManifests: ['stack.yaml', 'package.yaml'],
  isManifest: isCabalManifest,
  read,
  inputs,
};

/** Options that take the next word as their value (stack's docs, commands/build_command). */
const VALUED = new Set([
  '--stack-yaml',
  '--stack-root',
  '--work-dir',
  '--resolver',
  '--snapshot',
  '--compiler',
  '--flag',
  '--ghc-options',
  '--local-bin-path',
  '-j',
  '--jobs',
  '--ta',
  '--test-arguments',
  '--extra-include-dirs',
  '--extra-lib-dirs',
  '--docker-env',
]);

/** What only matters to the programs of the project. */
const DROPPED: Dropped = {
  flags: new Set(['build', 'install', 'test', '--copy-bins', '--test', '--haddock', '.']),
  valued: new Set(['--local-bin-path', '--ta', '--test-arguments']),
};

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  const [verb, ...targets] = line.operands;
  if (name !== 'stack' || verb === undefined) {
    const isVersion = name === 'stack' && isSet(line, '--version', '--numeric-version');
    return isVersion ? { kind: 'companion' } : undefined;
  }
  if (verb === 'update' || verb === 'upgrade') {
    return line.literal ? { kind: 'companion' } : undefined;
  }
  const isSetup = verb === 'setup';
  if (!isSetup && verb !== 'build' && verb !== 'install' && verb !== 'test') {
    return undefined;
  }
  const isKnown = args.every(({ literal, text }) => literal || /^-j|^\$\(nproc\)$/.test(text));
  // A bare name may be that of a package of the snapshot or of the project; `app:exe:app` is of the project.
  const isProject = targets.every((target) => target === '.' || target.includes(':'));
  if (!isKnown || !isProject) {
    return undefined;
  }
  const isOnly = isSet(line, '--only-dependencies', '--dependencies-only', '--only-snapshot');
  const placed = ['--stack-yaml', '--work-dir', '--stack-root'].find(
    (option) => lastValue(line, option)?.startsWith('/') === false,
  );
  const verbs = verb === 'test' ? ['build', '--test'] : ['build'];
  return {
    kind: 'install',
    install: {
      ecosystem: stack,
      directory: '',
      manifests: ['stack.yaml'],
      optional: [],
      subject: isSetup ? 'setup' : '',
      frozen: true,
      scripts: false,
      obstacle: placed === undefined ? undefined : `\`${placed}\` may lead among the sources`,
      ...(isOnly || isSetup
        ? {}
        : {
            downloadOnly: commandLine([
              'stack',
              ...verbs,
              '--only-dependencies',
              ...keptWords(args, DROPPED),
            ]),
          }),
    },
  };
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const path = joinPath(folder, 'stack.yaml');
  const value = context.yaml(path);
  found.require('stack.yaml');
  found.take('stack.yaml.lock');
  if (context.has(path) === 'yes' && members(value) === undefined) {
    found.refuse(`${path} can't be read`);
  }
  // Loading the project reads every package of it, whatever the command is: `stack setup`, too.
  if (
    memberAt(value, 'custom-preprocessor-extensions') !== undefined ||
    memberAt(value, 'docker') !== undefined
  ) {
    found.review(`${path} has settings that may need more files`);
  }
  const listed = memberAt(value, 'packages');
  const packages = Array.isArray(listed) ? (listed as unknown[]) : ['.'];
  for (const one of packages) {
    takePackage(found, one);
  }
  const extra = memberAt(value, 'extra-deps');
  for (const one of Array.isArray(extra) ? (extra as unknown[]) : []) {
    const local = typeof one === 'string' ? one : memberAt(one, 'path');
    if (typeof local === 'string' && /^(\.|\/)|\/$|^[\w.-]+(\/[\w.-]+)+$/.test(local) && !/@|:/.test(local)) {
      found.local(local, 'an extra dependency');
    }
  }
  const snapshot = memberAt(value, 'snapshot') ?? memberAt(value, 'resolver');
  if (typeof snapshot === 'string' && /^\.{0,2}\/|\.ya?ml$/.test(snapshot) && !/^https?:/.test(snapshot)) {
    found.local(snapshot, 'the snapshot');
  }
  found.writes('.stack-work', '**/.stack-work');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}

/** The descriptions of one package: package.yaml, which hpack turns into a cabal file, or that file itself. */
function takePackage(found: Collector, place: unknown): void {
  const { context } = found;
  const below = typeof place === 'string' ? place : memberAt(place, 'location');
  const folder = typeof below === 'string' ? joinPath(found.folder, below) : '..';
  if (isOutside(folder) || !context.isListed(folder)) {
    found.refuse(`the package \`${String(below)}\` of stack.yaml can't be copied alone`);
    return;
  }
  const files = context
    .files(folder)
    .filter((path) => /(\.cabal|(^|\/)package\.yaml)$/.test(path) && context.isFile(path));
  for (const path of files) {
    found.add({ path, kind: 'file' });
    const text = path.endsWith('package.yaml') ? context.text(path) : '';
    if (text === undefined || /!include|<<:|^_?local:|\bdefaults\s*:/m.test(text)) {
      found.review(`${path} may include other files`);
    }
  }
  if (files.length === 0) {
    found.refuse(`the package \`${String(below)}\` of stack.yaml has no description in the build context`);
  }
}
