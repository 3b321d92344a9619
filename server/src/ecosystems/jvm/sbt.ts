import { baseName } from '../../context/path-parts.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { sbtInputs } from './sbt-inputs.ts';

/** sbt of Scala (domain.md section 4, row 18). */
export const sbt: Ecosystem = {
  id: 'sbt',
  docs: {
    rows: [18],
    title: 'sbt',
    commands: ['sbt update', 'sbt compile', 'sbt assembly', 'sbt stage'],
    fix: 'Copies the build definition first, and adds `sbt update` in front of the sources. None where the definition reads files or asks git.',
  },
  caches: [{ target: '~/.cache/coursier' }, { target: '~/.ivy2' }, { target: '~/.sbt' }],
  uncached: [],
  family: 'sbt',
  programs: ['sbt'],
  usualManifests: ['build.sbt', 'project/'],
  isManifest: (path) =>
    path.endsWith('.sbt') ||
    /(^|\/)project\/([\w.-]+\.(scala|properties)$|(target|project)\/)/.test(path) ||
    MANIFESTS.has(baseName(path)),
  read,
  inputs: sbtInputs,
};

const MANIFESTS = new Set(['.sbtopts', '.jvmopts']);

/** Commands that resolve dependencies and read no sources. */
const PURE =
  /^((\w|-)+ ?\/ ?)*(update|updateClassifiers|updateSbtClassifiers|dependencyTree|reload|about|sbtVersion|projects|name)$/;

const EMPTY = /^(clean|cleanFull|exit|shell|version|set .*|project .*|\+\+ ?[\w.]+!?)$/;

/** Options that take the next word as their value (the launcher's `sbt --help`). */
const VALUED = new Set([
  '-mem',
  '--mem',
  '-java-home',
  '--java-home',
  '-jvm-debug',
  '-ivy',
  '--ivy',
  '--sbt-version',
]);

function read({ name, args, script }: Command): CommandRole | undefined {
  if (name !== 'sbt') {
    return undefined;
  }
  const commands: string[] = [];
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word?.literal !== true) {
      if (word?.text.startsWith('-') === true && !VALUED.has(word.text)) {
        continue;
      }
      return undefined;
    }
    if (VALUED.has(word.text)) {
      const value = args[++index];
      kept.push(word.text, ...(value?.literal === true ? [commandLine([value.text])] : []));
    } else if (word.text.startsWith('-')) {
      kept.push(commandLine([word.text]));
    } else {
      commands.push(
        ...word.text
          .split(';')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      );
    }
  }
  const wanted = commands.filter((command) => !EMPTY.test(command));
  if (wanted.length === 0) {
    return undefined;
  }
  const isPure = wanted.every((command) => PURE.test(command));
  const updates = isPure ? [] : updatesFor(commands);
  return {
    kind: 'install',
    install: {
      ecosystem: sbt,
      directory: '',
      manifests: [],
      anchors: ['build.sbt'],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: updates === undefined ? 'only sbt can tell which project is built' : undefined,
      ...(script === undefined ? {} : { script }),
      ...(isPure ? {} : { downloadOnly: [...kept, ...(updates ?? ['update'])].join(' ') }),
    },
  };
}

/** A command with what it is scoped to, `a / Test / compile`, and its arguments. */
const SCOPED = /^((?:[\w-]+ ?\/ ?)*)[\w:-]+(?:\s.*)?$/s;

/**
 * What resolves the dependencies of the projects that these commands build: `a/update` for `a/assembly`, and for what follows
 * `project a`. A name in front of a slash may be a configuration, too, which only the build definition tells. Undefined where the
 * project can't be read.
 */
function updatesFor(commands: readonly string[]): readonly string[] | undefined {
  const updates = new Set<string>();
  let current: string | undefined;
  for (const command of commands) {
    if (command.startsWith('project ')) {
      const name = command.slice('project '.length).trim();
      if (!/^[\w-]+$/.test(name)) {
        return undefined;
      }
      current = name;
    } else if (!EMPTY.test(command)) {
      const [, scope] = SCOPED.exec(command) ?? [];
      if (scope === undefined) {
        return undefined;
      }
      const [first = ''] = scope.split('/', 1);
      const own = first.trim();
      const project = current !== undefined && /^([A-Z]|$)/.test(own) ? current : own;
      updates.add(project === '' ? 'update' : `${project}/update`);
    }
  }
  return [...updates];
}
