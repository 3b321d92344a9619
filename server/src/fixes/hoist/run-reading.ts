import { commandOf } from '../../ecosystems/command.ts';
import { changeDirectory, runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellScript } from '../../syntax/types.ts';
import type { Place } from '../moving/places.ts';
import { redirectsToFile, runTextOf, type RunText } from '../moving/redirections.ts';
import { pathsOf, staysInSystem, targetsOf, type Paths } from '../moving/command-paths.ts';
import { roleWithValues, valuesAt } from './written-values.ts';

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
  /** True where a wildcard among package names may also match files. */
  readonly globs: boolean;
  /** The files that it names; undefined when they can't be told. */
  readonly paths: Paths | undefined;
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
  const run = readSteps(script, node.instruction.text, isLiteral ? new Map() : valuesAt(model, node));
  if (isLiteral) {
    known.set(script, run);
  }
  return run;
}

function readSteps(script: ShellScript, text: string, values: ReadonlyMap<string, string>): ReadRun {
  const run = runTextOf(text);
  return { script, steps: runParts(script).map((part) => stepOf(part, run, values)) };
}

function stepOf(part: RunPart, run: RunText, values: ReadonlyMap<string, string>): Step {
  const again = part.role === 'unknown' ? roleWithValues(part.command, values) : undefined;
  const role = again?.role.kind ?? part.role;
  const ecosystem = again?.ecosystem ?? part.ecosystem;
  const base = { part, ecosystem, names: [], removes: false, globs: false, paths: undefined };
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
