import { isJavaScriptManifest } from './names.ts';
import { isKnownButVersions, isRegistryName } from './registry-names.ts';
import { projectInputs } from './project.ts';
import { isBerry } from './yarn-version.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import { isOutside, joinPath } from '../paths.ts';
import type {
  Command,
  CommandRole,
  ContextQuery,
  Ecosystem,
  Hazard,
  Install,
  InstallInputs,
} from '../types.ts';

/** yarn, classic and berry (domain.md section 4, rows 2 and 3): the same commands, told apart by the project's files. */
export const yarn: Ecosystem = {
  id: 'yarn',
  docs: {
    rows: [2, 3],
    title: 'yarn (classic and berry)',
    commands: ['yarn', 'yarn install --frozen-lockfile', 'yarn install --immutable', 'yarn workspaces focus'],
    fix: 'Copies the manifests first, with `.yarn/releases`, plugins and patches.',
  },
  caches: [{ target: '/usr/local/share/.cache/yarn' }, { target: '~/.yarn/berry/cache' }],
  uncached: ['cache clean'],
  family: 'javascript',
  programs: ['yarn', 'yarnpkg'],
  usualManifests: ['package.json', 'yarn.lock'],
  isManifest: isJavaScriptManifest,
  read,
  inputs(install, folder, context) {
    return isBerry(folder, context)
      ? berryInputs(install, folder, context)
      : projectInputs(install, folder, context, {
          command: 'yarn install',
          locks: ['yarn.lock'],
          lockRequired: false,
          settings: ['.yarnrc', '.npmrc'],
        });
  },
};

/** Options that take the next word as their value. */
const VALUED = new Set([
  '--cwd',
  '--modules-folder',
  '--cache-folder',
  '--global-folder',
  '--network-timeout',
  '--network-concurrency',
  '--child-concurrency',
  '--registry',
  '--mutex',
  '--mode',
  '--preferred-cache-folder',
  '--use-yarnrc',
  '--otp',
  '--prefix',
  '--proxy',
  '--https-proxy',
]);

const FROZEN = ['--frozen-lockfile', '--immutable', '--pure-lockfile', '--no-lockfile'];

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, 'letters');
  const [verb, second] = line.operands;
  if ((name !== 'yarn' && name !== 'yarnpkg') || !(line.literal || isKnownButVersions(args))) {
    return undefined;
  }
  if (verb === 'global' && second === 'add') {
    const names = line.operands.slice(2);
    return names.length > 0 && names.every(isRegistryName) ? { kind: 'packages' } : undefined;
  }
  if (verb === 'config' && second === 'set') {
    return isClassicSetting(line.operands) ? { kind: 'companion' } : undefined;
  }
  const adds = verb === 'add' ? line.operands.slice(1) : [];
  if ((verb === 'cache' && second === 'clean') || (verb === undefined && isSet(line, '--version', '-v'))) {
    return { kind: 'companion' };
  }
  if (verb === undefined && isSet(line, '--help', '-h')) {
    return undefined;
  }
  const isFocus = verb === 'workspaces' && second === 'focus';
  const isAdd = adds.length > 0 && adds.every(isRegistryName);
  if (!isFocus && !isAdd && !(verb === undefined || (verb === 'install' && line.operands.length === 1))) {
    return undefined;
  }
  const placed = ['--modules-folder', '--cache-folder', '--global-folder', '--use-yarnrc'].find((option) => {
    const value = lastValue(line, option);
    return value !== undefined && !value.startsWith('/');
  });
  return {
    kind: 'install',
    install: {
      ecosystem: yarn,
      directory: lastValue(line, '--cwd') ?? '',
      manifests: ['package.json'],
      optional: [],
      subject: adds.join('\n'),
      ...(isAdd ? { adds } : {}),
      frozen:
        !isFocus && !isAdd && (isSet(line, ...FROZEN) || isOn(env.get('YARN_ENABLE_IMMUTABLE_INSTALLS'))),
      scripts: !isSet(line, '--ignore-scripts') && lastValue(line, '--mode') !== 'skip-build',
      obstacle: placed === undefined ? undefined : `\`${placed}\` puts files among the sources`,
    },
  };
}

/**
 * A setting that classic keeps for the user, by a name that berry does not have: that one writes .yarnrc.yml among the sources.
 * Places are not read.
 */
function isClassicSetting([, , key = '']: readonly string[]): boolean {
  return /^(registry|[a-z]+(-[a-z]+)+)$/.test(key) && !/folder|mirror|prefix|path|rc$|cafile/.test(key);
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** What berry writes beside node_modules, or in its place. */
const WRITTEN = ['.pnp.cjs', '.pnp.loader.mjs', '.yarn/unplugged', '.yarn/install-state.gz'];

/** Berry keeps its own program, plugins and patches in the repository, and writes more than node_modules. */
function berryInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const hazards: Hazard[] = [];
  const settings = ['.yarnrc.yml', '.npmrc', '.yarn/releases', '.yarn/plugins', '.yarn/patches'];
  const settingsPath = joinPath(folder, '.yarnrc.yml');
  const text = context.has(settingsPath) === 'yes' ? context.text(settingsPath) : '';
  if (text === undefined) {
    hazards.push({ effect: 'none', reason: `${settingsPath} can't be read` });
  }
  for (const path of pathsIn(text ?? '')) {
    const file = joinPath(folder, path);
    if (isOutside(file) || context.has(file) !== 'yes') {
      hazards.push({
        effect: 'none',
        reason: `${settingsPath} names ${path}, which is not in the build context`,
      });
    } else {
      settings.push(path);
    }
  }
  if (context.has(joinPath(folder, '.yarn/cache')) !== 'no') {
    hazards.push({
      effect: 'none',
      reason: 'the build context holds the packages themselves in .yarn/cache',
    });
  }
  const written = WRITTEN.filter((name) => context.has(joinPath(folder, name)) !== 'no').map((name) => ({
    path: joinPath(folder, name),
    pattern: joinPath(folder, name),
  }));
  const found = projectInputs(install, folder, context, {
    command: 'yarn install',
    locks: ['yarn.lock'],
    lockRequired: install.frozen,
    settings,
  });
  return { ...found, hazards: [...hazards, ...found.hazards], written: [...found.written, ...written] };
}

/** Paths that .yarnrc.yml names: `yarnPath`, and `path` or a bare item under `plugins`. */
function pathsIn(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const path = /^\s*(?:-\s+)?(?:yarnPath|path):\s*["']?([^"'#\s]+)/.exec(line)?.[1];
    const item = /^\s*-\s+["']?(\.[^"'#\s:]+)["']?\s*$/.exec(line)?.[1];
    const found = path ?? item;
    return found === undefined ? [] : [found];
  });
}
