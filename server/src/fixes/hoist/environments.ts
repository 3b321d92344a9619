import { commandOf } from '../../ecosystems/command.ts';
import { pythonTool } from '../../ecosystems/python/python-tool.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { code } from '../moving/words.ts';
import type { Step } from './run-reading.ts';

/** A command that decides what is in the environment of Python into which packages go: they can't be there before it. */
export interface EnvironmentMaker {
  /** As code: `uv sync`. */
  readonly name: string;
  /** Why, as a clause without a full stop. */
  readonly reason: string;
}

/** uv makes its project's environment (docs.astral.sh/uv/concepts/projects/sync), and `uv pip` refuses to work without one. */
const MAKES = /(?<![\w.-])uv\s+(?:-\S+\s+)*(?:sync|run|add)(?![\w-])/;

/** These remove what their files do not name. */
const CLEARS = /(?<![\w.-])(?:uv\s+(?:-\S+\s+)*pip\s+sync|pip-sync|piptools\s+sync)(?![\w-])/;

/** The first command in the text of a RUN, or of its beginning, that decides about the environment of these commands of another one. */
export function environmentMaker(
  model: Model,
  run: { readonly node: Node; readonly steps: readonly Step[] },
  above: { readonly text: string; readonly line: number },
): EnvironmentMaker | undefined {
  const pips = run.steps.filter(({ kind, ecosystem }) => kind === 'packages' && ecosystem === 'pip');
  if (pips.length === 0) {
    return undefined;
  }
  const cleared = CLEARS.exec(above.text);
  if (cleared !== null) {
    const name = code(cleared[0]);
    return { name, reason: `${name} (line ${above.line}) removes packages that its files do not name` };
  }
  const made = MAKES.exec(above.text);
  if (made === null || !pips.some((step) => goesIntoProject(model, run.node, step))) {
    return undefined;
  }
  const name = code(made[0]);
  const removes = made[0].endsWith('sync') && !above.text.includes('--inexact');
  const rest = removes ? ', and removes from it what is not locked' : '';
  return { name, reason: `${name} (line ${above.line}) makes the environment that they go into${rest}` };
}

/** Whether a command installs into the environment of uv's project: `uv pip` unless it is told otherwise. */
function goesIntoProject(model: Model, node: Node, { part }: Step): boolean {
  const command = commandOf(part.command);
  const isUv = command !== undefined && pythonTool(command)?.name === 'uv';
  const isSystem =
    part.command.words.some(({ text }) => text === '--system') ||
    /^(1|true|yes|on)$/i.test(valueAbove(model, node, 'UV_SYSTEM_PYTHON') ?? '');
  return valueAbove(model, node, 'UV_PROJECT_ENVIRONMENT') !== undefined || (isUv && !isSystem);
}
