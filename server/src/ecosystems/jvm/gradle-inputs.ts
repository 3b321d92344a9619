import { baseName, parentPath } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutActions } from './gradle-actions.ts';
import { readGradleSettings, withoutComments, type GradleSettings } from './gradle-settings.ts';
import { takeWrapper, wrapperFolder } from './wrapper.ts';

/** More projects than this are not named on a command line. */
const MAX_REPORTED = 12;

/** More projects than this are not read. */
const MAX_PROJECTS = 1000;

const SETTINGS = ['settings.gradle', 'settings.gradle.kts'];
const BUILD = ['build.gradle', 'build.gradle.kts'];
const LOCKS = ['gradle.lockfile', 'buildscript-gradle.lockfile', 'settings-gradle.lockfile'];

/** Plugins that ask git while the build is configured, and fail where there is no repository. */
const ASKS_GIT =
  /["'(.](?:com\.palantir\.git-version|[\w.-]{0,40}axion-release|nebula\.release|[\w.-]{0,40}jgitver|[\w.-]{0,40}reckon|org\.ajoberstar\.grgit|[\w.-]{0,40}shipkit[\w.-]{0,40}|[\w.-]{0,40}git-?semver|[\w.-]{0,40}semver-git|[\w.-]{0,40}gitversioning)["')]|["']git["']|\bgit (?:describe|rev-parse|log|rev-list)\b/i;

/** A script that is applied by name, and any. */
const APPLIED =
  /\bapply[\s(]{1,8}from\s{0,4}[:=]\s{0,4}(?:(?:uri|file|rootProject\.file)\(\s{0,4})?["']([^"'\n]*)["']/g;
const APPLIES = /\bapply[\s(]{1,8}from\s{0,4}[:=]/g;

/** Calls that read the contents of a file; most of them run while the build is configured. */
const READS =
  /\.(?:readText|readLines|readBytes|bufferedReader|inputStream|getText|withReader|withInputStream|newInputStream|newReader|eachLine|useLines)\b|\.text\b(?!\s{0,4}=[^=])|\b(?:FileInputStream|FileReader|BufferedReader)\b|\bload\s{0,4}\(/;

/**
 * What configuring a Gradle build reads, and so `gradle dependencies`: settings and build scripts of all projects, properties, the
 * `gradle` folder with the wrapper and the version catalog, `buildSrc`, included builds and scripts that are applied
 * (docs.gradle.org, "Directories and files Gradle uses"). Scripts are programs: what they may read beside these is for
 * review, or refused where it can't be told. Of the install, `subject` is the folder of the project, and `downloadOnly` what the
 * command in front is called with.
 */
export function gradleInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  const { script, downloadOnly: kept, subject } = install;
  const program = script === undefined ? 'gradle' : takeWrapper(found, folder, script);
  const start = joinPath(folder, subject);
  const root = rootAbove(start, context);
  takeFolder(found, root);
  found.take(joinPath(root, 'gradle'), joinPath(root, 'buildSrc'));
  if (script !== undefined) {
    found.take(joinPath(folder, joinPath(wrapperFolder(script), 'gradle')));
  }
  if (kept === undefined) {
    found.review('build scripts may read more files');
    found.writes(joinPath(root, '.gradle'), '**/.gradle');
  }
  const settings = readSettings(found, root);
  const projects = placeProjects(found, root, settings);
  for (const place of [...projects.values(), root]) {
    takeProject(found, root, { folder: place, runsTasks: kept === undefined });
  }
  for (const build of settings.builds) {
    found.local(joinPath(root, build), 'an included build');
  }
  return found.result({
    units: [joinPath(root, 'settings.gradle')],
    download:
      kept === undefined
        ? undefined
        : {
            command: [
              program ?? 'gradle',
              kept,
              ...(kept.endsWith('dependencies') && !kept.endsWith(':dependencies') && start === root
                ? [...projects.keys()].slice(0, MAX_REPORTED).map((project) => `:${project}:dependencies`)
                : []),
              '--no-daemon',
            ].join(' '),
            review: `it fetches ${script === undefined ? '' : 'the wrapper, '}plugins and metadata; jars may still come with the build`,
          },
  });
}

/** The folder of the nearest settings script; a project without one is its own root. */
function rootAbove(start: string, context: ContextQuery): string {
  for (let at = start; ; at = parentPath(at)) {
    if (SETTINGS.some((name) => context.has(joinPath(at, name)) === 'yes')) {
      return at;
    }
    if (at === '') {
      return start;
    }
  }
}

/** Files of the root folder that Gradle reads, and scripts that lie beside them to be applied. */
function takeFolder(found: Collector, root: string): void {
  found.take(...[...SETTINGS, ...BUILD, 'gradle.properties', ...LOCKS].map((name) => joinPath(root, name)));
  for (const path of found.context.files(root)) {
    if (/\.gradle(\.kts)?$|\.versions\.toml$/.test(path)) {
      found.take(path);
    }
  }
}

function readSettings(found: Collector, root: string): GradleSettings {
  const none = { projects: [], places: new Map<string, string>(), builds: [], unclear: undefined };
  const path = SETTINGS.map((name) => joinPath(root, name)).find((one) => found.context.has(one) === 'yes');
  if (path === undefined) {
    return none;
  }
  const text = found.context.text(path);
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
    return none;
  }
  const settings = readGradleSettings(text);
  if (settings.unclear !== undefined) {
    found.refuse(`in ${path} ${settings.unclear}`);
  }
  judgeScript(found, { path, text, root, runsTasks: true });
  return settings;
}

/** The folders of projects by their paths, those between (`:libs` of `:libs:core`) left out. */
function placeProjects(
  found: Collector,
  root: string,
  settings: GradleSettings,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const project of settings.projects.slice(0, MAX_PROJECTS)) {
    const place = settings.places.get(project) ?? project.replaceAll(':', '/');
    const folder = joinPath(root, place);
    if (isOutside(folder)) {
      found.refuse(`the project :${project} lies outside the build context`);
    } else {
      places.set(project, folder);
    }
  }
  return places;
}

function takeProject(
  found: Collector,
  root: string,
  { folder, runsTasks }: { readonly folder: string; readonly runsTasks: boolean },
): void {
  const { context } = found;
  const names = [...BUILD, `${baseName(folder)}.gradle`, `${baseName(folder)}.gradle.kts`];
  const scripts = names.map((name) => joinPath(folder, name)).filter((path) => context.has(path) === 'yes');
  found.take(...scripts, ...['gradle.properties', ...LOCKS].map((name) => joinPath(folder, name)));
  if (scripts.length === 0 && folder !== root) {
    // Gradle 9 wants the folder of each project, which comes with a file in it.
    found.refuse(`${folder} has no build script`);
  }
  for (const path of scripts) {
    const text = context.text(path);
    if (text === undefined) {
      found.refuse(`${path} can't be read`);
    } else {
      judgeScript(found, { path, text, root, runsTasks });
    }
  }
}

interface Script {
  readonly path: string;
  readonly text: string;
  readonly root: string;
  /** False where nothing but reports runs, so that it doesn't matter what other tasks do. */
  readonly runsTasks: boolean;
}

/** What a script reads beside itself: scripts that it applies, and files whose contents it asks for. */
function judgeScript(found: Collector, script: Script): void {
  const { path, root } = script;
  const code = withoutComments(script.text);
  const text = script.runsTasks ? code : withoutActions(code);
  if (ASKS_GIT.test(text)) {
    found.refuse(`${path} asks git`);
  }
  for (const [, written = ''] of text.matchAll(APPLIED)) {
    takeApplied(found, { path, root, written });
  }
  if ([...text.matchAll(APPLIED)].length < [...text.matchAll(APPLIES)].length) {
    found.refuse(`${path} applies a script that only Gradle can tell`);
  }
  if (READS.test(text)) {
    const folders = [...new Set([parentPath(path), root])];
    const files = [...text.matchAll(/["']([\w./-]{1,200})["']/g)]
      .flatMap(([, name = '']) => folders.map((folder) => joinPath(folder, name.replace(/^\.\//, ''))))
      .filter((file) => !isOutside(file) && found.context.isFile(file));
    if (files.length === 0) {
      found.refuse(`${path} reads files`);
    } else {
      found.take(...files);
      found.review(`${path} reads files, which may be more than ${files.slice(0, 2).join(' and ')}`);
    }
  }
}

function takeApplied(
  found: Collector,
  { path, root, written }: { readonly path: string; readonly root: string; readonly written: string },
): void {
  if (/^https?:/.test(written)) {
    return;
  }
  const fromRoot = written.replace(/^\$\{?(rootDir|rootProject\.projectDir|rootProject\.rootDir)\}?\/+/, '');
  const name = fromRoot.replace(/^\$\{?projectDir\}?\/+/, '');
  const target = joinPath(fromRoot === written ? parentPath(path) : root, name);
  if (name.includes('$') || isOutside(target) || !found.context.isFile(target)) {
    found.refuse(`${path} applies \`${written}\``);
  } else {
    found.add({ path: target, kind: 'file' });
  }
}
