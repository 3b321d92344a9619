import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';

/**
 * What `Pkg.instantiate()` reads: the project, its manifest, preferences and artifacts. A project with a name and an identifier is
 * a package, which is compiled with the others afterwards; then only the download goes in front of the sources, as it does where
 * the same program runs other code.
 */
export function juliaInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const [name = 'Project.toml'] = install.manifests;
  const isOther = context.has(joinPath(folder, 'JuliaProject.toml')) === 'yes';
  const project = isOther ? 'JuliaProject.toml' : name;
  const path = joinPath(folder, project);
  found.require(project);
  const value = context.toml(path);
  if (members(value) === undefined) {
    found.refuse(`${path} can't be read`);
  }
  takeManifests(found, install);
  found.take('LocalPreferences.toml', 'JuliaLocalPreferences.toml', 'Artifacts.toml', 'JuliaArtifacts.toml');
  takeLocal(found, memberAt(value, 'sources'), path);
  if (textsOf(memberAt(value, 'workspace', 'projects')).length > 0) {
    found.refuse(`${path} is a workspace`);
  }
  const isPackage = memberAt(value, 'name') !== undefined && memberAt(value, 'uuid') !== undefined;
  const downloads = isPackage || install.scripts;
  const { downloadOnly, reads = [] } = install;
  if (downloads && downloadOnly === undefined) {
    found.refuse("what stands in front of `Pkg.instantiate()` can't be repeated");
  }
  for (const statement of reads) {
    found.review(`\`${statement}\` may lead among the sources`);
  }
  return found.result(
    downloads && downloadOnly !== undefined
      ? { download: { command: downloadOnly, review: 'packages are compiled below the sources' } }
      : {},
  );
}

/** Manifests, also those for one version of Julia, and the folders of packages that they name. */
function takeManifests(found: Collector, { frozen }: Install): void {
  const { context, folder } = found;
  const names = context
    .files(folder)
    .map((path) => path.slice(folder === '' ? 0 : folder.length + 1))
    .filter((name) => /^(Julia)?Manifest(-v[\d.]+)?\.toml$/.test(name));
  const there = names.filter((name) => found.take(name));
  if (there.length === 0) {
    found.review('no Manifest.toml pins the versions');
  } else if (!frozen) {
    found.review(`${there.join(' and ')} may be rewritten`);
  }
  for (const name of there) {
    const path = joinPath(folder, name);
    const value = context.toml(path);
    if (members(value) === undefined) {
      found.review(`${path} may name local packages`);
      continue;
    }
    const tables = memberAt(value, 'deps') ?? value;
    for (const [, entries] of members(tables) ?? []) {
      for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
        takeLocal(found, new Map([['entry', entry]]), path);
      }
    }
  }
}

function takeLocal(found: Collector, table: unknown, path: string): void {
  for (const [, entry] of members(table) ?? []) {
    const place = memberAt(entry, 'path');
    if (typeof place === 'string') {
      if (place === '.') {
        continue;
      }
      found.local(place, `a package of ${path}`);
    }
  }
}
