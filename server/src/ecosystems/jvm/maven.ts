import { baseName, parentPath } from '../../context/path-parts.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { ALONE, mavenInputs } from './maven-inputs.ts';
import { wrapperPlace } from './wrapper.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Maven (domain.md section 4, row 16). */
export const maven: Ecosystem = {
  id: 'maven',
  docs: {
    rows: [16],
    title: 'Maven',
    commands: ['mvn dependency:go-offline', 'mvn dependency:resolve', 'mvn package', './mvnw verify'],
    fix: 'Copies pom.xml with those of all modules, `.mvn` and the wrapper first; in front of `mvn package` and other phases it adds `mvn dependency:go-offline`.',
  },
  caches: [{ target: '~/.m2/repository' }],
  uncached: ['dependency:purge-local-repository'],
  family: 'maven',
  programs: ['mvn', 'mvnw', 'mvnd'],
  usualManifests: ['pom.xml'],
  isManifest: (path) =>
    MANIFESTS.has(baseName(path)) || /(^|\/)\.mvn\//.test(path) || /(^|\/)pom\.xml$/.test(path),
  read,
  inputs: mavenInputs,
};

const MANIFESTS = new Set(['pom.xml', 'mvnw', 'mvnw.cmd']);

/** Phases that resolve dependencies on their way (maven.apache.org, "Lifecycle Reference"). */
const PHASES = new Set([
  'compile',
  'test-compile',
  'test',
  'prepare-package',
  'package',
  'pre-integration-test',
  'integration-test',
  'post-integration-test',
  'verify',
  'install',
  'deploy',
  'process-classes',
  'process-test-classes',
  'process-resources',
  'process-sources',
  'generate-sources',
  'generate-resources',
]);

/** Goals that resolve dependencies, and read nothing but poms. */
const PURE =
  /^((org\.apache\.maven\.plugins:)?(maven-)?dependency(-plugin)?(:[\d.]+)?:(go-offline|resolve|resolve-plugins|list|tree)|de\.qaware\.maven:go-offline-maven-plugin(:[\w.-]+)?:resolve-dependencies)(@[\w-]+)?$/;

/** Plugins whose goals build a project. */
const BUILDING =
  /^((\w|\.|-)+:)?(spring-boot|quarkus|assembly|jar|war|shade|compiler|surefire|failsafe|jib|native|exec|jetty|micronaut|mn|helidon|tycho|frontend|dependency|spotless|antrun|resources|javafx|jlink|jpackage)(-maven-plugin|-plugin)?(:[\w.-]+)?:[\w-]+(@[\w-]+)?$/;

/** Options that matter to what is fetched, or how. */
const KEPT_VALUED = new Set([
  '-f',
  '--file',
  '-s',
  '--settings',
  '-gs',
  '--global-settings',
  '-P',
  '--activate-profiles',
  '-pl',
  '--projects',
]);

/** Options that take the next word as their value (`mvn --help`). */
const VALUED = new Set([
  ...KEPT_VALUED,
  '-rf',
  '--resume-from',
  '-T',
  '--threads',
  '-t',
  '--toolchains',
  '-gt',
  '--global-toolchains',
  '-l',
  '--log-file',
  '-D',
  '--define',
  '--color',
  '-b',
  '--builder',
]);

const KEPT_FLAGS = new Set([
  '-B',
  '--batch-mode',
  '-q',
  '--quiet',
  '-ntp',
  '--no-transfer-progress',
  '-am',
  '--also-make',
  '-N',
  '--non-recursive',
  '-e',
  '--errors',
  '-U',
  '--update-snapshots',
]);

/** Properties that only say what of a build is skipped or tested. */
const BUILD_PROPERTY =
  /^-D(skip|maven\.(test|javadoc|source|install|deploy|compiler)|test|checkstyle|spotless|jacoco|enforcer|style|log|quarkus|spring|native|jib|image)|[.-]skip(=|$)|[sS]kip\w*(=|$)/;

function read({ name, args, script }: Command): CommandRole | undefined {
  if (name !== 'mvn' && name !== 'mvnw' && name !== 'mvnd') {
    return undefined;
  }
  const goals: string[] = [];
  const kept: string[] = [];
  const values = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === undefined) {
      break;
    }
    const glued = /^(-P|-pl|-f|-s|--[a-z-]+)=?(.*)$/s.exec(word.text);
    if (VALUED.has(word.text)) {
      const next = args[++index];
      if (next?.literal !== true) {
        if (isFile(word.text) || word.text.includes('set') || word.text === '-s') {
          return undefined;
        }
        continue;
      }
      values.set(word.text, next.text);
      // With an absolute path the command in front changes to that folder.
      if (KEPT_VALUED.has(word.text) && !(isFile(word.text) && next.text.startsWith('/'))) {
        kept.push(word.text, commandLine([next.text]));
      }
    } else if (!word.text.startsWith('-')) {
      if (!word.literal) {
        return undefined;
      }
      goals.push(word.text);
    } else if (!word.literal) {
      continue;
    } else if (KEPT_FLAGS.has(word.text)) {
      kept.push(word.text);
    } else if (word.text.startsWith('-D') && !BUILD_PROPERTY.test(word.text)) {
      kept.push(commandLine([word.text]));
    } else if (glued?.[1] !== undefined && KEPT_VALUED.has(glued[1]) && glued[2] !== '') {
      values.set(glued[1], glued[2] ?? '');
      if (!(isFile(glued[1]) && glued[2]?.startsWith('/') === true)) {
        kept.push(commandLine([word.text]));
      }
    } else if (word.text === '-o' || word.text === '--offline') {
      return undefined;
    } else if (word.text === '-v' || word.text === '--version') {
      return script === undefined ? { kind: 'companion' } : undefined;
    }
  }
  const wanted = goals.filter((goal) => goal !== 'clean' && goal !== 'validate' && goal !== 'initialize');
  const isPure = wanted.length > 0 && wanted.every((goal) => PURE.test(goal));
  const isBuild = wanted.some((goal) => PHASES.has(goal) || (BUILDING.test(goal) && !PURE.test(goal)));
  return isPure || isBuild
    ? installOf({
        values,
        isAlone: args.some(({ text }) => text === '-N' || text === '--non-recursive'),
        script: script ?? (name === 'mvnw' ? name : undefined),
        kept: isPure ? undefined : kept.join(' '),
      })
    : undefined;
}

function isFile(option: string): boolean {
  return option === '-f' || option === '--file';
}

function installOf({
  values,
  isAlone,
  script,
  kept,
}: {
  readonly values: ReadonlyMap<string, string>;
  readonly isAlone: boolean;
  readonly script: string | undefined;
  readonly kept: string | undefined;
}): CommandRole {
  const file = values.get('-f') ?? values.get('--file') ?? '';
  const pom =
    file === '' ? 'pom.xml' : /\.(xml|pom)$/.test(file) ? file : `${withoutTrailing(file, '/')}/pom.xml`;
  const isAbsolute = pom.startsWith('/');
  const folder = isAbsolute ? parentPath(pom) || '/' : '';
  const wrapper = wrapperPlace(script, {
    isThere: file === '' || folder === parentPath(script ?? ''),
  });
  const settings = ['-s', '--settings', '-gs', '--global-settings'].flatMap((name) => values.get(name) ?? []);
  return {
    kind: 'install',
    install: {
      ecosystem: maven,
      directory: folder || wrapper.directory,
      manifests: [],
      anchors: [(isAbsolute ? baseName(pom) : pom).replace(/^(\.\/)+/, '')],
      optional: settings,
      subject: isAlone ? `${ALONE}${file}` : file,
      frozen: true,
      scripts: false,
      obstacle:
        isAbsolute && script !== undefined && wrapper.directory === ''
          ? 'the wrapper lies outside the directory of the pom.xml'
          : undefined,
      ...(wrapper.script === undefined ? {} : { script: wrapper.script }),
      ...(kept === undefined ? {} : { downloadOnly: kept }),
    },
  };
}
