import { mayInstall } from '../../../ecosystems/may-install.ts';
import { withVariables } from '../../../ecosystems/with-variables.ts';
import type { Model, Node } from '../../../model/types.ts';
import { valueAbove } from '../../../model/variables.ts';
import { commandsIn } from '../../moving/commands-in.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import { resolvedFrom } from '../../moving/image-paths.ts';
import type { Place } from '../../moving/places.ts';
import { installWithConstants } from './constant-words.ts';
import { constantAt } from './constants.ts';
import { hiddenInstalls, mayHide, type ReadingRuns } from './hidden-installs.ts';
import { lastUser } from './quiet-runs.ts';
import { runsFile } from './scripts-run.ts';
import type { Candidate, RunCommand } from '../types.ts';

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
  return commandsIn(model, node).flatMap((part): RunCommand[] => {
    if (part.directory === undefined || (part.role !== 'install' && part.role !== 'unknown')) {
      return [];
    }
    const directory = resolvedFrom({ path: place.directory, anchored: place.anchored }, part.directory);
    return [
      {
        node,
        part,
        directory,
        lastUser: () => lastUser(model, node, part),
        isRunTo: (file, below) => runsFile(model, file, { below, last: node.index }),
      },
    ];
  });
}

/** The install that a command is, or those that it runs out of a script of the context. */
function installsOf(
  command: RunCommand,
  copies: readonly CopyStep[],
  reading: ReadingRuns,
): readonly Candidate[] {
  const { model, lookups } = reading;
  const { node, part } = command;
  const install = withVariables(
    { ...part, install: part.install ?? installWithConstants(model, node, part) },
    { value: (name) => valueAbove(model, node, name), constant: (name) => constantAt(model, node, name) },
  );
  if (install === undefined) {
    return lookups.left > 0 ? hiddenInstalls(command, copies, reading) : [];
  }
  return [{ ...command, install, directory: resolvedFrom(command.directory, install.directory) }];
}
