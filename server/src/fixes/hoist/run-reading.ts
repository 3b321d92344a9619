import { commandOf } from '../../ecosystems/command.ts';
import { changeDirectory, runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import type { Model, Node } from '../../model/types.ts';
import { settingAbove, valueAbove } from '../../model/variables.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellScript } from '../../syntax/types.ts';
import type { ImagePath } from '../moving/copy-step.ts';
import type { Place } from '../moving/places.ts';
import { redirectsToFile, runTextOf, type RunText } from '../moving/redirections.ts';
import { pathsOf, staysInSystem, targetsOf, type Paths } from '../moving/command-paths.ts';
import { namedVariables } from '../../syntax/named-variables.ts';
import { roleWithValues, type RoleWithValues } from './role-with-values.ts';
import { variablesSetBy } from './own-variables.ts';

/** One command of a RUN, as far as it matters for moving the RUN above a copy. */
export interface Step {
  readonly part: RunPart;
  /**
   * `system` and `packages`: installs what its command line names. `harmless`: reads and writes nothing of the working
   * directory. `apart`: only files outside any project, as far as its words tell. `environment`: makes a virtual environment.
   * `install`: from manifests. `unknown`: it may read or write anything.
   */
  readonly kind: 'system' | 'packages' | 'harmless' | 'apart' | 'environment' | 'install' | 'unknown';
  /** Of a package manager. */
  readonly ecosystem: string | undefined;
  /** Names that it installs or, for the system's package managers, removes again. */
  readonly names: readonly string[];
  readonly removes: boolean;
  /** True for a system's package manager that installs nothing, and only brings newer versions of what is there. */
  readonly upgrades: boolean;
  /** True where a wildcard among package names may also match files. */
  readonly globs: boolean;
  /** The files that it names; undefined when they can't be told. */
  readonly paths: Paths | undefined;
  /** The folder of the image in which packages of a project are installed by name, where that is no matter of the whole system. */
  readonly local?: ImagePath;
  /** The virtual environment whose program it runs, where a RUN above has made it and no copy brings anything into it. */
  readonly environment?: string;
}

/** A RUN that Strata can read. */
export interface ReadRun {
  readonly script: ShellScript;
  readonly steps: readonly Step[];
}

/** Scripts are shared between equal texts. Without words that the build fills in, the steps are a matter of the text alone. */
const known = new WeakMap<ShellScript, ReadRun>();

/** Reads a RUN for moving. Undefined for other instructions, shells that can't be read, and scripts with errors. */
export function readRun(model: Model, node: Node, place: Place): ReadRun | undefined {
  if (node.detail.kind !== 'run') {
    return undefined;
  }
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || !script.complete || script.commands.length === 0) {
    return undefined;
  }
  if (!place.readableShell && script.form !== 'exec') {
    return undefined;
  }
  const { commands } = script;
  const isLiteral = commands.every(({ words }) => words.every(({ literal }) => literal));
  const held = isLiteral ? known.get(script) : undefined;
  if (held !== undefined) {
    return held;
  }
  const run = readSteps(script, node.instruction.text, {
    valueOf: (name) => valueAbove(model, node, name),
    isDeclared: (name) => settingAbove(model, node, name) !== undefined,
    isOwn: isLiteral ? () => false : variablesSetBy(script, node.instruction.text),
  });
  if (isLiteral) {
    known.set(script, run);
  }
  return run;
}

function readSteps(script: ShellScript, text: string, variables: Variables): ReadRun {
  const run = runTextOf(text);
  return { script, steps: runParts(script).map((part) => stepOf(part, run, variables)) };
}

/** What is known of the variables that a RUN reads. */
interface Variables {
  /** The value of an ARG or ENV above it. */
  readonly valueOf: (name: string) => string | undefined;
  /** Whether an ARG or ENV above it has that name, with or without a value. */
  readonly isDeclared: (name: string) => boolean;
  /** Whether the RUN itself may set it. */
  readonly isOwn: (name: string) => boolean;
}

function stepOf(part: RunPart, run: RunText, variables: Variables): Step {
  const again =
    part.role === 'unknown'
      ? (roleWithValues(part.command, variables.valueOf) ?? withNames(part, variables))
      : undefined;
  const role = namesOwn(part, variables) ? 'unknown' : (again?.role.kind ?? part.role);
  const ecosystem = again?.ecosystem ?? part.ecosystem;
  const base = {
    part,
    ecosystem,
    names: [],
    removes: false,
    upgrades: false,
    globs: false,
    paths: undefined,
  };
  const { words } = part.command;
  const redirects = redirectsToFile(part.command);
  const targets = redirects ? targetsOf(part, run) : undefined;
  const globs = again !== undefined && words.some((word) => !word.literal && /[*?[]/.test(word.text));
  const command = again?.command ?? commandOf(part.command);
  switch (role) {
    case 'system': {
      const named = command && ecosystem !== undefined ? installsByName(command) : undefined;
      if (redirects && !staysInSystem(targets)) {
        return { ...base, kind: 'unknown' };
      }
      return named === undefined
        ? { ...base, kind: 'harmless', paths: targets }
        : {
            ...base,
            paths: targets,
            kind: named.removes ? 'harmless' : 'system',
            names: named.names,
            removes: named.removes,
            upgrades: named.upgrades,
            globs,
          };
    }
    case 'packages':
      return redirects && !staysInSystem(targets)
        ? { ...base, kind: 'unknown' }
        : { ...base, kind: 'packages', globs, paths: targets };
    case 'companion':
    case 'options':
    case 'variables':
      return redirects ? asPaths(part, run, base) : { ...base, kind: 'harmless' };
    case 'directory':
      return directoryStep(part, base);
    case 'environment':
      return { ...base, kind: 'environment', paths: pathsOf(part, run) };
    case 'install':
      return { ...base, kind: 'install' };
    default:
      return asPaths(part, run, base);
  }
}

/** The same for system packages that only the base image can name, `apk add $PHPIZE_DEPS`: the variable's name stands for them. */
function withNames(part: RunPart, { valueOf, isDeclared, isOwn }: Variables): RoleWithValues | undefined {
  const found = roleWithValues(
    part.command,
    (name) => valueOf(name) ?? (isDeclared(name) || isOwn(name) || !/^\D/.test(name) ? undefined : name),
  );
  return found?.role.kind === 'system' ? found : undefined;
}

/** Whether the names of system packages come out of the RUN itself, which may have read them from anywhere. */
function namesOwn({ role, command }: RunPart, { isOwn }: Variables): boolean {
  return (
    role === 'system' &&
    command.words.some(
      ({ text, literal }) => !literal && text.includes('$') && [...namedVariables(text)].some(isOwn),
    )
  );
}

/** `cd` to a place that no working directory decides. */
function directoryStep(part: RunPart, base: Omit<Step, 'kind'>): Step {
  const target = part.command.words.findLast(({ text }) => text !== '--')?.text ?? '';
  const path = changeDirectory(part.directory ?? '', target);
  return path.startsWith('/')
    ? { ...base, kind: 'apart', paths: { absolute: [path], relative: [] } }
    : { ...base, kind: 'unknown' };
}

function asPaths(part: RunPart, run: RunText, base: Omit<Step, 'kind'>): Step {
  const paths = pathsOf(part, run);
  return { ...base, kind: staysInSystem(paths) ? 'apart' : 'unknown', paths };
}
