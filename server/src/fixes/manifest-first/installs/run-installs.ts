import type { ContextSnapshot } from '../../../context/types.ts';
import { mayInstall } from '../../../ecosystems/may-install.ts';
import { runParts } from '../../../ecosystems/run-parts.ts';
import { withVariables } from '../../../ecosystems/with-variables.ts';
import { resolvePath } from '../../../model/paths.ts';
import type { Model, Node } from '../../../model/types.ts';
import { valueAbove } from '../../../model/variables.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import type { Place } from '../../moving/places.ts';
import { installWithConstants } from './constant-words.ts';
import { constantAt } from './constants.ts';
import { hiddenInstalls, mayHide } from './hidden-installs.ts';
import { lastUser } from './quiet-runs.ts';
import type { Candidate, RunCommand } from '../types.ts';

/** What is known where a RUN is read. */
export interface ReadingRuns {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** Counts down what is looked for in scripts and targets. */
  readonly lookups: { left: number };
}

/** A quick look: whether a node is a RUN that may install something. */
export function mayHoldInstall({ detail, instruction }: Node): boolean {
  return detail.kind === 'run' && (mayInstall(instruction) || mayHide(instruction.text));
}

/** The installs of a RUN below these copies, in order; none where its shell can't be read. */
export function installsIn(
  node: Node,
  place: Place,
  copies: readonly CopyStep[],
  reading: ReadingRuns,
): readonly Candidate[] {
  return commandsOf(reading.model, node, place).flatMap((command) => installsOf(command, copies, reading));
}

/** The commands of a RUN that Strata can read, with the directory of each. */
function commandsOf(model: Model, node: Node, place: Place): readonly RunCommand[] {
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || !script.complete || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  return runParts(script).flatMap((part): RunCommand[] => {
    if (part.directory === undefined || (part.role !== 'install' && part.role !== 'unknown')) {
      return [];
    }
    const directory = {
      path: resolvePath(place.directory, part.directory),
      anchored: place.anchored || part.directory.startsWith('/'),
    };
    return [{ node, part, directory, lastUser: () => lastUser(model, node, part) }];
  });
}

/** The install that a command is, or those that it runs out of a script of the context. */
function installsOf(
  command: RunCommand,
  copies: readonly CopyStep[],
  { model, context, lookups }: ReadingRuns,
): readonly Candidate[] {
  const { node, part } = command;
  const install = withVariables(
    { ...part, install: part.install ?? installWithConstants(model, node, part) },
    { value: (name) => valueAbove(model, node, name), constant: (name) => constantAt(model, node, name) },
  );
  if (install === undefined) {
    return lookups.left > 0 ? hiddenInstalls(command, copies, { model, context, lookups }) : [];
  }
  const directory = {
    path: resolvePath(command.directory.path, install.directory),
    anchored: command.directory.anchored || install.directory.startsWith('/'),
  };
  return [{ ...command, install, directory }];
}
