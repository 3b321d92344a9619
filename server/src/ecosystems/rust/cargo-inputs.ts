import { parentPath } from '../../context/path-parts.ts';
import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';

const SETTINGS = ['.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'];

/** Tables of a Cargo.toml that name dependencies. */
const TABLES = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/**
 * What cargo reads of manifests: Cargo.toml with those of the workspace, and Cargo.lock. It wants the sources of each target beside
 * them ("no targets specified in the manifest", cargo's toml/targets.rs), so that no command fetches from manifests alone: the
 * inputs tell what changes rarely, and a fix is left to a person.
 */
export function cargoInputs(_install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  const home = nearest(folder, context, () => true);
  if (home === undefined) {
    found.require(joinPath(folder, 'Cargo.toml'));
    return found.result();
  }
  const root = nearest(home, context, (value) => memberAt(value, 'workspace') !== undefined) ?? home;
  found.take(...['Cargo.toml', 'Cargo.lock', ...SETTINGS].map((name) => joinPath(root, name)));
  found.take(joinPath(home, 'Cargo.toml'), joinPath(home, 'build.rs'));
  const manifests = [...new Set([root, home, ...workspaceFolders(found, root)])];
  found.take(...manifests.map((place) => joinPath(place, 'Cargo.toml')));
  found.refuse(REASON);
  const values = manifests.map((place) => context.toml(joinPath(place, 'Cargo.toml')));
  const isAlone = values.every((value) => value !== undefined && !hasDependencies(value));
  const isVendored =
    context.isFolder(joinPath(root, 'vendor')) &&
    SETTINGS.slice(0, 2).some((name) => context.has(joinPath(root, name)) === 'yes');
  return found.result({
    units: [joinPath(root, 'Cargo.toml')],
    fetchesNothing: isAlone || isVendored,
    download: { command: 'cargo chef cook', review: undefined },
  });
}

const REASON =
  'cargo builds no dependencies without sources beside Cargo.toml, so add cargo-chef or stub sources, or keep the registry and `target` in cache mounts';

/** The nearest folder upwards whose Cargo.toml is like this; one that was not loaded never is, but for the first. */
function nearest(
  folder: string,
  context: ContextQuery,
  accepts: (value: unknown) => boolean,
): string | undefined {
  for (let at = folder; ; at = parentPath(at)) {
    const path = joinPath(at, 'Cargo.toml');
    if (context.has(path) === 'yes' && accepts(context.toml(path))) {
      return at;
    }
    if (at === '') {
      return undefined;
    }
  }
}

function workspaceFolders(found: Collector, root: string): readonly string[] {
  const patterns = textsOf(
    memberAt(found.context.toml(joinPath(root, 'Cargo.toml')), 'workspace', 'members'),
  );
  return patterns.flatMap((pattern) => {
    const text = pattern.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const folders = isPlainPattern(text) ? expandFolders(root, text, found.context) : undefined;
    return [...(folders ?? [])].filter((folder) => !isOutside(folder));
  });
}

/** Whether a manifest names dependencies from elsewhere than a path. */
function hasDependencies(value: unknown): boolean {
  const scopes = [
    value,
    memberAt(value, 'workspace'),
    ...(members(memberAt(value, 'target'))?.values() ?? []),
  ];
  return scopes.some((scope) =>
    TABLES.some((table) =>
      [...(members(memberAt(scope, table))?.values() ?? [])].some(
        (one) => memberAt(one, 'path') === undefined,
      ),
    ),
  );
}
