import type { Element } from '../../formats/xml.ts';

/** What resolving dependencies needs to know of a pom.xml. */
export interface MavenModel {
  readonly artifact: string | undefined;
  /** Undefined without a parent, or where it comes from a repository; else relative to the file's folder. */
  readonly parentPath: string | undefined;
  /** Modules that always belong to the build. */
  readonly modules: readonly string[];
  /** Modules of profiles. */
  readonly optionalModules: readonly string[];
  /** Artifacts that it depends on, managed versions aside. */
  readonly dependencies: readonly string[];
  /** Files and folders of the project from which dependencies come, relative to the file's folder. */
  readonly localPlaces: readonly string[];
  /** True when a profile is switched on by a file that exists or not. */
  readonly watchesFiles: boolean;
  /** True when the build puts files of the project into the local repository. */
  readonly installsFiles: boolean;
}

/** Folders of the project itself, as poms name it. */
const OWN_FOLDER = /^(file:)?(\/\/)?\$\{(project\.basedir|basedir|pom\.basedir)\}\/*/;

/** Reads the root element of a pom.xml. */
export function readMavenModel(root: Element): MavenModel {
  const parent = childOf(root, 'parent');
  const relative = parent && childOf(parent, 'relativePath');
  const profiles = childrenAt(root, 'profiles', 'profile');
  const dependencies: string[] = [];
  const localPlaces: string[] = [];
  for (const scope of [root, ...profiles]) {
    for (const dependency of childrenAt(scope, 'dependencies', 'dependency')) {
      dependencies.push(textOf(dependency, 'artifactId'));
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
    artifact: childOf(root, 'artifactId')?.text,
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
