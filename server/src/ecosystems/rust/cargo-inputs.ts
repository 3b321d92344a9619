import { parentPath } from '../../context/path-parts.ts';
import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { isOutside, isWithin, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

const SETTINGS = ['.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'];

/** More crates than this are not read. */
const MAX_CRATES = 1000;

/** Tables of a Cargo.toml that name dependencies. */
const TABLES = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/**
 * What cargo reads of manifests: Cargo.toml with those of the workspace, and Cargo.lock. It wants the sources of each target beside
 * them ("no targets specified in the manifest", cargo's toml/targets.rs), so that no command fetches from manifests alone: the
 * inputs tell what changes rarely, and a fix is left to a person. Crates of the project that the package depends on are inputs as
 * a whole, since a stub of the package alone is built with them.
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
  for (const path of pathCrates({ root, home }, context)) {
    found.add({ path, kind: 'folder' });
  }
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
  'cargo builds no dependencies without sources beside Cargo.toml, so add cargo-chef or stub sources in front of them (cargo-chef takes its recipe from a planner stage), or keep the registry and `target` in cache mounts';

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
    const text = withoutTrailing(pattern.replace(/^(\.\/)+/, ''), '/');
    const folders = isPlainPattern(text) ? expandFolders(root, text, found.context) : undefined;
    return [...(folders ?? [])].filter((folder) => !isOutside(folder));
  });
}

/** Folders of the crates that a package depends on by a path, and of those that these depend on; none around the package. */
function pathCrates(
  { root, home }: { readonly root: string; readonly home: string },
  context: ContextQuery,
): readonly string[] {
  const shared = members(memberAt(context.toml(joinPath(root, 'Cargo.toml')), 'workspace', 'dependencies'));
  const folders = new Set([home]);
  for (const folder of folders) {
    for (const [name, dependency] of dependenciesIn(context.toml(joinPath(folder, 'Cargo.toml')))) {
      const isShared = memberAt(dependency, 'workspace') === true;
      const path = memberAt(isShared ? shared?.get(name) : dependency, 'path');
      const crate = typeof path === 'string' ? joinPath(isShared ? root : folder, path) : '..';
      const isBeside = !isOutside(crate) && !isWithin(home, crate) && context.isFolder(crate);
      if (isBeside && folders.size < MAX_CRATES) {
        folders.add(crate);
      }
    }
  }
  folders.delete(home);
  return [...folders];
}

/** The dependencies that a manifest names, those of a workspace aside. */
function dependenciesIn(value: unknown): readonly (readonly [string, unknown])[] {
  return scopesOf(value)
    .flatMap((scope) => TABLES.map((table) => memberAt(scope, table)))
    .flatMap((table) => [...(members(table) ?? [])]);
}

/** The parts of a manifest that hold tables of dependencies, those of a workspace aside. */
function scopesOf(value: unknown): readonly unknown[] {
  return [value, ...(members(memberAt(value, 'target'))?.values() ?? [])];
}

/** Whether a manifest names dependencies from elsewhere than a path. */
function hasDependencies(value: unknown): boolean {
  const scopes = [...scopesOf(value), memberAt(value, 'workspace')];
  return scopes.some((scope) =>
    TABLES.some((table) =>
      [...(members(memberAt(scope, table))?.values() ?? [])].some(
        (one) => memberAt(one, 'path') === undefined,
      ),
    ),
  );
}
