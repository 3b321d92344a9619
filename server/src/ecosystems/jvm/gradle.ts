import { baseName } from '../../context/path-parts.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { gradleInputs } from './gradle-inputs.ts';
import { wrapperPlace } from './wrapper.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Gradle (domain.md section 4, row 17). */
export const gradle: Ecosystem = {
  id: 'gradle',
  docs: {
    rows: [17],
    title: 'Gradle',
    commands: ['gradle dependencies', 'gradle build', './gradlew bootJar', './gradlew -p app installDist'],
    fix: 'Copies settings and build scripts of all projects, the `gradle` folder and the wrapper first, and adds `gradle dependencies` in front of the sources. None where a script asks git, or reads what can’t be told.',
  },
  caches: [{ target: '~/.gradle' }],
  uncached: [],
  family: 'gradle',
  programs: ['gradle', 'gradlew'],
  usualManifests: ['the build scripts', 'the gradle folder'],
  isManifest: (path) =>
    /(\.gradle(\.kts)?|\.versions\.toml)$/.test(path) ||
    MANIFESTS.has(baseName(path)) ||
    /(^|\/)gradle\/(wrapper\/|verification-)/.test(path),
  read,
  inputs: gradleInputs,
};

const MANIFESTS = new Set([
  'gradlew',
  'gradlew.bat',
  'gradle.properties',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
]);

/** Options that take the next word as their value (docs.gradle.org, "Command-Line Interface"). */
const VALUED = new Set([
  '-p',
  '--project-dir',
  '-x',
  '--exclude-task',
  '-I',
  '--init-script',
  '-g',
  '--gradle-user-home',
  '--project-cache-dir',
  '--console',
  '--max-workers',
  '--priority',
  '--warning-mode',
  '-F',
  '--dependency-verification',
  '-M',
  '--write-verification-metadata',
  '--include-build',
  '--configuration',
  '--tests',
  '-D',
  '-P',
  '--system-prop',
  '--project-prop',
]);

/** Where the tasks of a build lie outside of the usual places; it is not followed. */
const ELSEWHERE = new Set([
  '-b',
  '--build-file',
  '-c',
  '--settings-file',
  '-I',
  '--init-script',
  '--include-build',
]);

const KEPT_VALUED = new Set(['-p', '--project-dir', '-g', '--gradle-user-home', '--console']);

const KEPT_FLAGS = new Set(['-q', '--quiet', '-i', '--info', '--stacktrace', '--no-watch-fs']);

/** Tasks that only resolve: those of Gradle, and what projects call their own. */
const PURE =
  /^(:?[\w.-]+:)*(dependencies|buildEnvironment|help|tasks|projects|properties|(resolve|download|fetch|prefetch|cache)\w*)$/i;

/** Tasks that fetch nothing worth a step of its own. */
const EMPTY = /^(:?[\w.-]+:)*(clean|wrapper|init|spotlessApply)$/;

const SCRIPTS = ['settings.gradle', 'settings.gradle.kts', 'build.gradle', 'build.gradle.kts'];

/** Where the build of a command is found: a settings script may lie some folders above. */
const ANCHORS = ['', '../', '../../'].flatMap((up) => SCRIPTS.map((one) => `${up}${one}`));

function read({ name, args, script }: Command): CommandRole | undefined {
  if (name !== 'gradle' && name !== 'gradlew') {
    return undefined;
  }
  const tasks: string[] = [];
  const kept: string[] = [];
  let place = '';
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === undefined) {
      break;
    }
    const [option = ''] = word.text.split('=', 1);
    if (ELSEWHERE.has(option) || option === '--offline' || option === '-m' || option === '--dry-run') {
      return undefined;
    }
    if (VALUED.has(word.text)) {
      const next = args[++index];
      const isPlace = word.text === '-p' || word.text === '--project-dir';
      if (next?.literal !== true) {
        if (isPlace) {
          return undefined;
        }
        continue;
      }
      place = isPlace ? next.text : place;
      if (KEPT_VALUED.has(word.text)) {
        kept.push(word.text, commandLine([next.text]));
      }
    } else if (!word.text.startsWith('-')) {
      if (!word.literal) {
        return undefined;
      }
      tasks.push(word.text);
    } else if (!word.literal) {
      continue;
    } else if (option === '--project-dir') {
      place = word.text.slice(option.length + 1);
      kept.push(commandLine([word.text]));
    } else if (KEPT_FLAGS.has(word.text) || /^-P\w|^-D(http|https|org\.gradle|gradle)\b/.test(word.text)) {
      kept.push(commandLine([word.text]));
    } else if (word.text === '-v' || word.text === '--version') {
      return undefined;
    }
  }
  const wanted = tasks.filter((task) => !EMPTY.test(task));
  if ((tasks.length > 0 && wanted.length === 0) || place.startsWith('/') || place.startsWith('~')) {
    return undefined;
  }
  const isPure = wanted.every((task) => PURE.test(task));
  const folder = withoutTrailing(place.replace(/^(\.\/)+|^\.$/, ''), '/');
  const { script: wrapper, directory } = wrapperPlace(script ?? (name === 'gradlew' ? name : undefined), {
    isThere: folder === '',
  });
  const near = folder === '' ? '' : `${folder}/`;
  return {
    kind: 'install',
    install: {
      ecosystem: gradle,
      directory,
      manifests: [],
      anchors: folder === '' && directory === '' ? ANCHORS : SCRIPTS.map((one) => `${near}${one}`),
      optional: [],
      subject: folder,
      frozen: true,
      scripts: false,
      obstacle: undefined,
      ...(wrapper === undefined ? {} : { script: wrapper }),
      ...(isPure ? {} : { downloadOnly: [...kept, ...reportsFor(wanted)].join(' ') }),
    },
  };
}

/** The reports that resolve what these tasks need: of the projects that all of them name, or of the one in the folder. */
function reportsFor(tasks: readonly string[]): readonly string[] {
  const projects = tasks.map((task) => task.slice(0, Math.max(task.lastIndexOf(':'), 0)).replace(/^:/, ''));
  return projects.some((project) => project === '')
    ? ['dependencies']
    : [...new Set(projects)].map((project) => `:${project}:dependencies`);
}
