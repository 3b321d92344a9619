import { isSet, lastValue, readOptions } from '../options.ts';
import { commandLine, keptWords, type Dropped } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { cabalInputs, isCabalManifest } from './cabal-project.ts';

/** cabal (domain.md section 4, row 24). */
export const cabal: Ecosystem = {
  id: 'cabal',
  docs: {
    rows: [24],
    title: 'cabal (Haskell)',
    commands: ['cabal build --only-dependencies', 'cabal build', 'cabal install'],
    fix: 'Copies the cabal files first, and adds `cabal build --only-dependencies` in front of the sources where a command builds these.',
  },
  caches: [{ target: '~/.cabal/packages' }],
  uncached: [],
  family: 'cabal',
  programs: ['cabal'],
  usualManifests: ['*.cabal', 'cabal.project'],
  isManifest: isCabalManifest,
  read,
  inputs: cabalInputs,
};

/** Options that take the next word as their value (cabal's docs, cabal-commands). */
const VALUED = new Set([
  '-w',
  '--with-compiler',
  '-f',
  '--flags',
  '-c',
  '--constraint',
  '--project-file',
  '--project-dir',
  '--builddir',
  '--installdir',
  '--install-method',
  '--overwrite-policy',
  '--ghc-options',
  '--bindir',
  '--prefix',
  '--package-env',
  '--store-dir',
  '--index-state',
  '--config-file',
]);

const BUILD = new Set(['build', 'v2-build', 'new-build']);
const INSTALL = new Set(['install', 'v2-install', 'new-install']);

/** What only matters to the programs of the project. */
const DROPPED: Dropped = {
  flags: new Set(['build', 'v2-build', 'new-build', 'install', 'v2-install', 'new-install', '.', 'exe']),
  valued: new Set(['--installdir', '--install-method', '--overwrite-policy', '--bindir', '--package-env']),
};

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  const [verb, ...targets] = line.operands;
  if (name !== 'cabal' || verb === undefined) {
    const isVersion = name === 'cabal' && isSet(line, '--version', '-V', '--numeric-version');
    return isVersion ? { kind: 'companion' } : undefined;
  }
  if (/^(v2-|new-|v1-)?update$/.test(verb) || (verb === 'user-config' && targets[0] !== 'diff')) {
    return line.literal ? { kind: 'companion' } : undefined;
  }
  const isInstall = INSTALL.has(verb);
  if (!isInstall && !BUILD.has(verb)) {
    return undefined;
  }
  const isOutside = isSet(line, '-z', '--ignore-project') && targets.length > 0;
  if (isInstall && isOutside) {
    const areNames = line.literal && targets.every((target) => /^[A-Za-z][\w-]*(-[\d.]+)?$/.test(target));
    return areNames ? { kind: 'packages' } : undefined;
  }
  const isOnly = isSet(line, '--only-dependencies', '--dependencies-only', '--only-deps', '--deps-only');
  // A name may be that of a package of the index or of the project.
  const isProject = targets.every(
    (target) => target === '.' || target === 'all' || /^(exe|lib|test|all):/.test(target),
  );
  const isKnown = args.every(({ literal, text }) => literal || /^-j|^\$\(nproc\)$/.test(text));
  if (!isKnown || (isInstall && !isProject)) {
    return undefined;
  }
  const placed = ['--project-file', '--project-dir', '--builddir', '--store-dir', '--config-file'].find(
    (option) => lastValue(line, option) !== undefined,
  );
  return {
    kind: 'install',
    install: {
      ecosystem: cabal,
      directory: '',
      manifests: [],
      anchors: ['cabal.project', '*.cabal'],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle:
        placed !== undefined
          ? `\`${placed}\` may lead among the sources`
          : env.has('CABAL_DIR') && env.get('CABAL_DIR')?.startsWith('/') !== true
            ? '`CABAL_DIR` leads elsewhere'
            : undefined,
      ...(isOnly
        ? {}
        : {
            downloadOnly: commandLine(['cabal', 'build', '--only-dependencies', ...keptWords(args, DROPPED)]),
          }),
    },
  };
}
