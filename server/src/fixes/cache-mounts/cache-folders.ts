import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { isBerry, unpacksPackages } from '../../ecosystems/javascript/yarn-version.ts';
import type { CacheFolder, Ecosystem } from '../../ecosystems/types.ts';
import { isAnyPath, resolvePath } from '../../model/paths.ts';
import type { Mount } from '../../model/types.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import type { RunUser } from '../moving/run-user.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** A folder that a RUN's downloads are kept in, and how it is mounted. */
export interface CacheMount {
  /** Absolute. */
  readonly target: string;
  /** The value of `--mount`. */
  readonly text: string;
  readonly env: string | undefined;
}

/** What decides about the folders of a command. */
export interface CacheFacts {
  readonly user: RunUser;
  /** Of a variable above the RUN. */
  readonly valueOf: (name: string) => string | undefined;
  readonly context: ContextSnapshot | undefined;
  /** The folder that its options name. */
  readonly told: string | undefined;
  /** True where the RUN empties the cache itself, so that nothing later can need what was in it. */
  readonly isEmptied: boolean;
}

/** Variables that put a package manager's cache elsewhere, or switch it off. */
const ELSEWHERE: ReadonlyMap<string, RegExp> = new Map([
  ['npm', /^npm_config_cache$/i],
  ['yarn', /^(yarn_cache_folder|yarn_global_folder|yarn_enable_global_cache)$/i],
  ['pnpm', /^((npm|pnpm)_config_store_dir|xdg_data_home)$/i],
  ['bun', /^(bun_install|bun_install_cache_dir)$/i],
  ['pip', /^(pip_cache_dir|pip_no_cache_dir|uv_cache_dir|uv_no_cache)$/i],
  ['pipenv', /^(pip_no_cache_dir|pipenv_cache_dir)$/i],
  ['uv', /^(uv_cache_dir|uv_no_cache)$/i],
  ['go', /^(gopath|gomodcache|gocache)$/i],
  ['cargo', /^cargo_(home|target_dir)$/i],
  ['composer', /^composer_(cache_dir|home)$/i],
  ['dotnet', /^nuget_packages$/i],
  ['gradle', /^gradle_user_home$/i],
  ['maven', /^(maven_config|maven_opts)$/i],
  ['conda', /^(conda_pkgs_dirs|conda_dir|mamba_root_prefix)$/i],
  ['renv', /^renv_(paths_\w+|config_cache_\w+)$/i],
  ['cpanm', /^perl_cpanm_(home|opt)$/i],
  ['carton', /^perl_(cpanm_home|cpanm_opt|carton_path)$/i],
]);

/** The first of these variables that tells a package manager where its cache is, or that there is none. */
export function cacheVariable(ecosystem: Ecosystem, names: Iterable<string>): string | undefined {
  const own = ELSEWHERE.get(ecosystem.id);
  const generic = new RegExp(`^(${ecosystem.id}_(cache|no_cache)\\w*|xdg_cache_home)$`, 'i');
  for (const name of names) {
    if ((own?.test(name) ?? false) || generic.test(name)) {
      return name;
    }
  }
  return undefined;
}

/** Options by which a command says where its package manager keeps what it downloads. */
const OPTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['npm', new Set(['--cache'])],
  ['yarn', new Set(['--cache-folder', '--global-folder'])],
  ['pnpm', new Set(['--store-dir'])],
  ['bun', new Set(['--cache-dir'])],
  ['pip', new Set(['--cache-dir'])],
  ['uv', new Set(['--cache-dir'])],
  ['dotnet', new Set(['--packages'])],
  ['maven', new Set(['-Dmaven.repo.local'])],
  ['gradle', new Set(['-g', '--gradle-user-home'])],
]);

/** An option of a command that says where the cache is. */
export interface ToldFolder {
  readonly option: string;
  /** Absolute; undefined where it is a relative one, or only the build knows. */
  readonly target: string | undefined;
}

/** Where the words of a command put the cache of its package manager; undefined where they say nothing of it. */
export function toldFolder({ id }: Ecosystem, { words }: ShellCommand): ToldFolder | undefined {
  const options = OPTIONS.get(id);
  for (const [index, { text, literal }] of words.entries()) {
    const equals = text.indexOf('=');
    const option = equals < 0 ? text : text.slice(0, equals);
    if (options?.has(option) !== true) {
      continue;
    }
    const next = words[index + 1];
    const isKnown = equals < 0 ? next?.literal === true : literal;
    const folder = equals < 0 ? (next?.text ?? '') : text.slice(equals + 1);
    return { option, target: isKnown && folder.startsWith('/') ? resolvePath('/', folder) : undefined };
  }
  return undefined;
}

/**
 * The folders in which a command of a package manager keeps what it downloads, for a user. None where that is no cache but the
 * packages themselves, which programs read there.
 */
export function cacheMounts(
  ecosystem: Ecosystem,
  command: ShellCommand,
  facts: CacheFacts,
): readonly CacheMount[] {
  const { user } = facts;
  return foldersOf(ecosystem, command, facts).map(({ target, sharing, env }) => {
    const absolute = target.startsWith('~/') ? `${user.home}${target.slice(1)}` : target;
    const fields = [
      'type=cache',
      ...(ecosystem.id === 'pnpm' ? ['id=pnpm'] : []),
      `target=${absolute}`,
      ...(sharing === undefined ? [] : [`sharing=${sharing}`]),
      ...(user.ids === undefined ? [] : [`uid=${user.ids.uid}`, `gid=${user.ids.gid}`]),
    ];
    return { target: absolute, text: fields.join(','), env };
  });
}

/** Of several places of one package manager those that this command uses. */
function foldersOf(
  { id, caches }: Ecosystem,
  { words }: ShellCommand,
  { user, valueOf, context, told, isEmptied }: CacheFacts,
): readonly CacheFolder[] {
  const has = (text: string): boolean => words.some((word) => word.text === text);
  if (id === 'dnf') {
    const folder = has('yum') || has('microdnf') ? 'yum' : 'dnf';
    return caches.filter(({ target }) => target.endsWith(folder));
  }
  if (id === 'yarn') {
    const query = context && queryOf(context);
    const isLater = has('--immutable') || has('workspaces') || (query !== undefined && isBerry('', query));
    if (isLater && !isEmptied && (query === undefined || !unpacksPackages('', query))) {
      return [];
    }
    if (told !== undefined) {
      return [{ target: told }];
    }
    if (!isLater && user.ids !== undefined) {
      return [{ target: '~/.cache/yarn' }];
    }
    return caches.filter(({ target }) => target.includes('berry') === isLater);
  }
  if (id === 'pip' && has('uv')) {
    return [{ target: told ?? '~/.cache/uv', env: 'UV_LINK_MODE=copy' }];
  }
  if (told !== undefined) {
    return caches.slice(0, 1).map((one) => ({ ...one, target: told }));
  }
  const pnpmHome = valueOf('PNPM_HOME');
  if (id === 'pnpm' && pnpmHome?.startsWith('/') === true) {
    return [{ target: `${withoutTrailing(pnpmHome, '/')}/store` }];
  }
  return caches;
}

/** Whether a RUN mounts something over any cache folder of a package manager, whosever home it is in, or may do so. */
export function mountsAny(
  ecosystem: Ecosystem,
  mounts: readonly Mount[],
  extra: readonly CacheMount[],
): boolean {
  const targets = [...ecosystem.caches.map(({ target }) => target), ...extra.map(({ target }) => target)];
  return mounts.some(({ type, target }) => {
    const isCache = type === 'cache' || type === 'tmpfs' || type === 'bind';
    return (
      isCache &&
      target !== '' &&
      (isAnyPath(target) ||
        targets.some((one) =>
          one.startsWith('~/')
            ? target.endsWith(one.slice(1)) || isHomePart(target, one)
            : isWithin(one, target) || isWithin(target, one),
        ) ||
        (ecosystem.id === 'apk' && target === '/var/cache/apk'))
    );
  });
}

/** True for a part of a folder in anybody's home directory: `.cache` for `~/.cache/pip`, `.npm/_cacache` for `~/.npm`. */
function isHomePart(target: string, folder: string): boolean {
  const at = target.lastIndexOf('/.');
  const below = at < 0 ? '' : target.slice(at + 1);
  return below !== '' && (isWithin(folder.slice(2), below) || isWithin(below, folder.slice(2)));
}
