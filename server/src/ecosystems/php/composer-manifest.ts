import { members, memberAt } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/**
 * What `composer install` reads before it makes the autoloader: composer.json, its lock, local repositories and patches.
 * Scripts and the autoloader need the sources; they are left to the install below them.
 */
export function composerInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('composer.json');
  takeLock(found, {
    names: ['composer.lock'],
    command: 'composer update',
    rewrites: !install.frozen && install.downloadOnly === undefined,
  });
  found.take('auth.json', 'symfony.lock', ...install.optional);
  const path = joinPath(folder, 'composer.json');
  const manifest = context.json(path);
  if (members(manifest) === undefined) {
    found.refuse(`${path} can't be read`);
  }
  readRepositories(found, memberAt(manifest, 'repositories'));
  readPlaces(found, manifest);
  readPatches(found, manifest);
  readPlugins(found, manifest);
  const { downloadOnly } = install;
  const plugins = [...(members(memberAt(manifest, 'config', 'allow-plugins'))?.values() ?? [])];
  const review = plugins.includes(true) ? 'plugins of Composer run before the sources are there' : undefined;
  return found.result(downloadOnly === undefined ? {} : { download: { command: downloadOnly, review } });
}

/** Repositories of the kinds `path` and `artifact` lie on disk (composer's docs, 05-repositories.md). */
function readRepositories(found: Collector, value: unknown): void {
  const list = Array.isArray(value) ? (value as unknown[]) : [...(members(value)?.values() ?? [])];
  for (const repository of list) {
    const type = memberAt(repository, 'type');
    const url = memberAt(repository, 'url');
    if (type === 'path' && typeof url === 'string') {
      readPathRepository(found, url);
    } else if (type === 'artifact' && typeof url === 'string') {
      found.local(url, 'a repository');
    } else if (type === 'package') {
      const packages = memberAt(repository, 'package');
      for (const one of Array.isArray(packages) ? (packages as unknown[]) : [packages]) {
        const places = [memberAt(one, 'dist', 'url'), memberAt(one, 'source', 'url')];
        if (places.some((place) => place !== undefined && !isRemote(place))) {
          found.refuse('a repository of composer.json names files among the sources');
        }
      }
    } else if (typeof url === 'string' && !isRemote(url)) {
      found.refuse(`the repository \`${url}\` of composer.json may lie among the sources`);
    }
  }
}

function isRemote(place: unknown): boolean {
  return (
    typeof place === 'string' &&
    /^([a-z+]+:\/\/|[\w.-]+@|[\w-]+(\.[\w-]+)+$)/i.test(place) &&
    !/^file:/i.test(place)
  );
}

function readPathRepository(found: Collector, url: string): void {
  const pattern = withoutTrailing(url, '/');
  if (!/[*?{[~$]/.test(pattern)) {
    found.local(pattern, 'a path repository');
    return;
  }
  const folders = isPlainPattern(pattern) ? expandFolders(found.folder, pattern, found.context) : undefined;
  if (folders === undefined) {
    found.refuse(`the path repository \`${url}\` can't be read surely`);
    return;
  }
  for (const folder of folders) {
    if (found.context.has(joinPath(folder, 'composer.json')) !== 'no') {
      found.local(folder.slice(found.folder === '' ? 0 : found.folder.length + 1), 'a path repository');
    }
  }
}

/** Where packages go: the vendor folder, and what `composer/installers` and the like put elsewhere. */
function readPlaces(found: Collector, manifest: unknown): void {
  const vendor = memberAt(manifest, 'config', 'vendor-dir');
  const bin = memberAt(manifest, 'config', 'bin-dir');
  if (vendor !== undefined && (typeof vendor !== 'string' || /[~$]/.test(vendor))) {
    found.refuse('the place of the packages is not known');
    return;
  }
  const place = withoutTrailing(vendor ?? 'vendor', '/');
  found.writes(place);
  if (typeof bin === 'string' && !bin.startsWith(`${place}/`) && !bin.includes('$')) {
    found.review(`programs are linked into ${bin}`);
  }
  const paths = [
    ...(members(memberAt(manifest, 'extra', 'installer-paths'))?.keys() ?? []),
    memberAt(manifest, 'extra', 'wordpress-install-dir'),
  ];
  for (const path of paths) {
    const fixed = typeof path === 'string' ? withoutTrailing(path.replace(/\{.*$/s, ''), '/') : '';
    if (fixed === '') {
      continue;
    }
    if (found.context.has(joinPath(found.folder, fixed)) === 'no') {
      found.writes(fixed);
    } else {
      found.review(`packages go into ${fixed}, too, where files of the context stay on top`);
    }
  }
}

/** cweagans/composer-patches and vaimo/composer-patches: patches are applied while a package is installed, never later. */
function readPatches(found: Collector, manifest: unknown): void {
  const extra = members(memberAt(manifest, 'extra'));
  const elsewhere = ['patches-file', 'patches-search', 'composer-patches', 'patcher'].find(
    (name) => extra?.has(name) === true,
  );
  if (elsewhere !== undefined || found.context.has(joinPath(found.folder, 'patches.lock.json')) === 'yes') {
    found.refuse('patches are listed in another file');
  }
  const todo: unknown[] = [extra?.get('patches')];
  for (
    let value = todo.pop(), count = 0;
    todo.length > 0 || value !== undefined;
    value = todo.pop(), count++
  ) {
    if (count > MAX_PATCHES) {
      found.refuse('there are too many patches');
      return;
    }
    if (typeof value === 'string') {
      if (/\.(patch|diff)$/.test(value) && !isRemote(value)) {
        found.local(value, 'a patch');
      }
    } else {
      todo.push(...(Array.isArray(value) ? (value as unknown[]) : (members(value)?.values() ?? [])));
    }
  }
}

/** More than any project has. */
const MAX_PATCHES = 5000;

/** Plugins that read files of the project while packages are installed. */
function readPlugins(found: Collector, manifest: unknown): void {
  const scaffold = members(memberAt(manifest, 'extra', 'drupal-scaffold', 'file-mapping'));
  const isLocal = (value: unknown): boolean => value !== false && memberAt(value, 'mode') !== 'skip';
  if ([...(scaffold?.values() ?? [])].some(isLocal)) {
    found.refuse('`drupal-scaffold` reads files among the sources');
  }
  const merge = memberAt(manifest, 'extra', 'merge-plugin');
  for (const key of ['include', 'require']) {
    const value = memberAt(merge, key);
    for (const pattern of Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]) {
      readMerged(found, pattern);
    }
  }
}

/** wikimedia/composer-merge-plugin: further composer.json files, by pattern. */
function readMerged(found: Collector, pattern: unknown): void {
  const text = typeof pattern === 'string' ? pattern : '*?';
  const slash = text.lastIndexOf('/');
  const name = text.slice(slash + 1);
  const above = slash < 0 ? '' : text.slice(0, slash);
  const folders =
    isPlainPattern(above) && !/[*?[{]/.test(name)
      ? expandFolders(found.folder, above, found.context)
      : undefined;
  if (folders === undefined) {
    found.refuse("the manifests of `merge-plugin` can't be read surely");
    return;
  }
  for (const folder of folders) {
    const path = joinPath(folder, name);
    if (found.context.isFile(path)) {
      found.add({ path, kind: 'file' });
      found.review(`${path} is merged into composer.json`);
    }
  }
}
