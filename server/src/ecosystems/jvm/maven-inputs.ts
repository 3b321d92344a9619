import { baseName, parentPath } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { linkAmong, linkBeyond, MAX_POMS } from './maven-links.ts';
import { pomAt, readMavenModel, type MavenModel } from './maven-model.ts';
import { takeWrapper, wrapperFolder } from './wrapper.ts';

/** Begins the `subject` of an install of one pom.xml alone, without its modules: `mvn -N`. */
export const ALONE = '-N ';

/**
 * What `mvn dependency:go-offline` reads: the pom.xml with those of all modules and of parents on disk, `.mvn`, the wrapper, and
 * settings files. All modules have to be there, whichever are built, but for those of a `subject` that is `ALONE`. Of the install,
 * `optional` names settings files and `downloadOnly` the options that the command in front shares with it.
 */
export function mavenInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  const { script, downloadOnly: kept } = install;
  const [pom = 'pom.xml'] = install.anchors ?? [];
  const program = script === undefined ? 'mvn' : takeWrapper(found, folder, script);
  const start = joinPath(folder, pom);
  const isAlone = install.subject.startsWith(ALONE);
  const models = takePoms(found, start, { isAlone });
  const places = [
    folder,
    parentPath(start),
    ...(script === undefined ? [] : [joinPath(folder, wrapperFolder(script))]),
  ];
  for (const place of new Set(places)) {
    takeSettingsFolder(found, place);
  }
  for (const file of install.optional) {
    takeSettings(found, folder, file);
  }
  const reactor = isAlone ? [start] : reactorOf(start, models);
  const isLinked = linkAmong(reactor, models) !== undefined;
  const outer = linkBeyond(reactor, models, context);
  if (outer !== undefined) {
    found.refuse(`${outer.from} depends on ${outer.to}, which may have to be built first`);
  }
  const isBuild = kept !== undefined;
  for (const [path, model] of models) {
    if (model.watchesFiles) {
      found.review(`a profile of ${path} looks for a file`);
    }
    if (isBuild && model.installsFiles) {
      found.refuse(`${path} installs files of the project first`);
    }
    for (const place of model.localPlaces) {
      found.local(joinPath(parentPath(path), place), `a dependency of ${path}`);
    }
  }
  const goal = ['dependency:go-offline', ...(isLinked ? ['--fail-never'] : [])];
  return found.result({
    units: reactor,
    fetchesNothing: isAlone && isBuild && models.get(start)?.isEmpty === true,
    download: isBuild
      ? {
          command: [program ?? 'mvn', ...(kept === '' ? [] : [kept]), ...goal].join(' '),
          review: isLinked ? 'modules that depend on each other are only resolved by the build' : undefined,
        }
      : undefined,
  });
}

/** The pom.xml files of the build, and those of parents on disk; `isAlone` leaves the modules out. */
function takePoms(
  found: Collector,
  start: string,
  { isAlone }: { readonly isAlone: boolean },
): ReadonlyMap<string, MavenModel> {
  const models = new Map<string, MavenModel>();
  const todo = [{ path: start, required: true, isParent: false }];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const path = at.path;
    if (models.has(path)) {
      continue;
    }
    if (isOutside(path) || models.size >= MAX_POMS) {
      if (at.required) {
        found.refuse(`${path} lies outside the build context`);
      }
      continue;
    }
    if (at.required) {
      found.require(path);
    } else if (!found.context.isFile(path)) {
      continue;
    } else {
      found.add({ path, kind: 'file' });
    }
    if (found.context.has(path) === 'no') {
      continue;
    }
    const root = found.context.xml(path);
    if (root === undefined) {
      found.refuse(`${path} can't be read`);
      continue;
    }
    const model = readMavenModel(root);
    models.set(path, model);
    const folder = parentPath(path);
    if (model.parentPath !== undefined) {
      todo.push({ path: pomAt(joinPath(folder, model.parentPath)), required: false, isParent: true });
    }
    if (at.isParent || isAlone) {
      continue;
    }
    for (const module of model.optionalModules) {
      todo.push({ path: pomAt(joinPath(folder, module)), required: false, isParent: false });
    }
    for (const module of [...model.modules].reverse()) {
      if (module.includes('$')) {
        found.refuse(`${path} names the module \`${module}\``);
      } else {
        todo.push({ path: pomAt(joinPath(folder, module)), required: true, isParent: false });
      }
    }
  }
  return models;
}

/** The poms that are built: the first one and its modules. */
function reactorOf(start: string, models: ReadonlyMap<string, MavenModel>): readonly string[] {
  const reactor = new Set([start]);
  for (const path of reactor) {
    const model = models.get(path);
    for (const module of [...(model?.modules ?? []), ...(model?.optionalModules ?? [])]) {
      const next = pomAt(joinPath(parentPath(path), module));
      if (models.has(next)) {
        reactor.add(next);
      }
    }
  }
  return [...reactor];
}

/** `.mvn` of a folder or of the nearest one above: options, extensions and the wrapper's version. */
function takeSettingsFolder(found: Collector, folder: string): void {
  for (let at = folder; ; at = parentPath(at)) {
    if (found.take(joinPath(at, '.mvn')) || at === '') {
      return;
    }
  }
}

function takeSettings(found: Collector, folder: string, file: string): void {
  if (!file.startsWith('/')) {
    found.require(joinPath(folder, file));
  } else if (found.context.has(joinPath(folder, baseName(file))) !== 'no') {
    found.refuse(`\`${file}\` may be a file of the sources`);
  }
}
