import type { Element } from '../../formats/xml.ts';
import { joinPath } from '../paths.ts';

/** What resolving dependencies needs to know of a pom.xml. */
export interface MavenModel {
  readonly coordinates: Coordinates;
  /** True where it builds nothing of its own: parents, and lists of modules. */
  readonly isEmpty: boolean;
  /** Undefined without a parent, or where it comes from a repository; else relative to the file's folder. */
  readonly parentPath: string | undefined;
  /** Modules that always belong to the build. */
  readonly modules: readonly string[];
  /** Modules of profiles. */
  readonly optionalModules: readonly string[];
  /** What it depends on, managed versions aside. */
  readonly dependencies: readonly Coordinates[];
  /** Files and folders of the project from which dependencies come, relative to the file's folder. */
  readonly localPlaces: readonly string[];
  /** True when a profile is switched on by a file that exists or not. */
  readonly watchesFiles: boolean;
  /** True when the build puts files of the project into the local repository. */
  readonly installsFiles: boolean;
}

/** The name of a project among all that Maven knows. */
export interface Coordinates {
  /** Undefined where only Maven can tell, out of properties or of a parent elsewhere. */
  readonly group: string | undefined;
  readonly artifact: string;
}

/** Whether two names may be of one project. */
export function isSameProject(a: Coordinates, b: Coordinates): boolean {
  return a.artifact === b.artifact && (a.group === undefined || b.group === undefined || a.group === b.group);
}

/** The pom.xml that a path names, which may be that of its folder. */
export function pomAt(path: string): string {
  return /\.(xml|pom)$/.test(path) ? path : joinPath(path, 'pom.xml');
}

/** Folders of the project itself, as poms name it. */
const OWN_FOLDER = /^(file:)?(\/\/)?\$\{(project\.basedir|basedir|pom\.basedir)\}\/*/;

/** Reads the root element of a pom.xml. */
export function readMavenModel(root: Element): MavenModel {
  const parent = childOf(root, 'parent');
  const relative = parent && childOf(parent, 'relativePath');
  const profiles = childrenAt(root, 'profiles', 'profile');
  const parentGroup = groupOf(parent);
  const group = childOf(root, 'groupId') === undefined ? parentGroup : groupOf(root);
  const dependencies: Coordinates[] = [];
  const localPlaces: string[] = [];
  for (const scope of [root, ...profiles]) {
    for (const dependency of childrenAt(scope, 'dependencies', 'dependency')) {
      dependencies.push({
        group: groupOf(dependency, { group, parentGroup }),
        artifact: textOf(dependency, 'artifactId'),
      });
      localPlaces.push(...ownPath(textOf(dependency, 'systemPath')));
    }
    for (const list of ['repositories', 'pluginRepositories']) {
      for (const repository of childOf(scope, list)?.children ?? []) {
        localPlaces.push(...ownPath(textOf(repository, 'url')));
      }
    }
  }
  const plugins = [root, ...profiles].flatMap((scope) => childrenAt(scope, 'build', 'plugins', 'plugin'));
  return {
    coordinates: { group, artifact: textOf(root, 'artifactId') },
    isEmpty: textOf(root, 'packaging') === 'pom',
    parentPath:
      parent === undefined ? undefined : relative === undefined ? '../pom.xml' : relative.text || undefined,
    modules: modulesOf(root),
    optionalModules: profiles.flatMap(modulesOf),
    dependencies,
    localPlaces,
    watchesFiles: profiles.some((profile) => childrenAt(profile, 'activation', 'file').length > 0),
    installsFiles: plugins.some(
      (plugin) =>
        textOf(plugin, 'artifactId') === 'maven-install-plugin' &&
        childrenAt(plugin, 'executions', 'execution', 'goals', 'goal').some(
          ({ text }) => text === 'install-file',
        ),
    ),
  };
}

/** The group that an element names, perhaps as that of the project or of its parent. */
function groupOf(
  element: Element | undefined,
  own: { readonly group?: string | undefined; readonly parentGroup?: string | undefined } = {},
): string | undefined {
  const text = (element && textOf(element, 'groupId')) ?? '';
  if (/^\$\{((project|pom)\.)?groupId\}$/.test(text)) {
    return own.group;
  }
  if (/^\$\{((project|pom)\.)?parent\.groupId\}$/.test(text)) {
    return own.parentGroup;
  }
  return text === '' || text.includes('$') ? undefined : text;
}

function modulesOf(scope: Element): readonly string[] {
  return [...childrenAt(scope, 'modules', 'module'), ...childrenAt(scope, 'subprojects', 'subproject')]
    .map(({ text }) => text.replaceAll('\\', '/'))
    .filter((text) => text !== '');
}

function ownPath(text: string): readonly string[] {
  const path = text.replace(OWN_FOLDER, '');
  return path !== text && path !== '' ? [path] : [];
}

function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

function textOf(element: Element, name: string): string {
  return childOf(element, name)?.text ?? '';
}

/** All elements at a path of names below an element. */
function childrenAt(element: Element, ...path: readonly string[]): readonly Element[] {
  let at: readonly Element[] = [element];
  for (const name of path) {
    at = at.flatMap(({ children }) => children.filter((child) => child.name === name));
  }
  return at;
}
