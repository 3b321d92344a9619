import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { shown, shownCommand } from '../../fixes/moving/words.ts';
import type { Node } from '../../model/types.ts';

/** A folder that is full behind a step: a command of a RUN has filled it, or the base image has. */
export interface FilledFolder extends ImagePath {
  readonly node: Node;
  /** The command of a RUN; undefined for the base image, whose node is its FROM. */
  readonly part: RunPart | undefined;
  /** For a sentence: `node_modules`, `/opt/venv`. */
  readonly name: string;
}

/** Whether a folder is one of the base image. */
export function isOfBase({ part }: FilledFolder): boolean {
  return part === undefined;
}

/** How a folder is named in a sentence, with the command or the image that fills it, and its line. */
export function shownFolder({ path, name, node, part }: FilledFolder): string {
  const { line } = node.instruction;
  return part === undefined
    ? `${path === '/' ? 'all files' : `all of ${name}`} from ${shown(node)} (line ${line}) on`
    : `${name} of ${shownCommand(node, part.command)} (line ${line})`;
}
