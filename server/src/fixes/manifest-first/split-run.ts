import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { runsAlways } from '../moving/commutes.ts';
import type { LateInstall } from './early-copies.ts';
import { code } from '../moving/words.ts';

/** A RUN cut in two behind its installs: two instructions, without a line end. */
export interface SplitRun {
  readonly first: string;
  readonly second: string;
}

/** Commands that undo what an install leaves in its layer: apart from it, they save nothing. */
const CLEANUP = /\b(rm|prune|clean|purge|uninstall|del|autoremove)\b/;

/**
 * Cuts `RUN npm ci && npm run build` behind its last install. `cd` and `set` in front are repeated. Only for commands of the
 * script itself joined by `&&`, with nothing carried over from one to the next; otherwise a clause that says why not.
 */
export function splitRun(model: Model, node: Node, installs: readonly LateInstall[]): SplitRun | string {
  const { instruction } = node;
  const script = scriptOf(model.file, instruction);
  const parts = script === undefined ? [] : runParts(script);
  const isInstall = (part: RunPart): boolean => installs.some((install) => install.part === part);
  const last = parts.findLastIndex(isInstall);
  const head = parts.slice(0, last + 1);
  const tail = parts.slice(last + 1);
  const other = parts.find(
    (part) => !isInstall(part) && (part.role === 'unknown' || part.role === 'install'),
  );
  const shares = `the install shares its RUN with ${code(textOf(node, other ?? parts[0]))}`;
  if (script?.form !== 'shell' || !script.complete || last < 0 || tail.length === 0) {
    return shares;
  }
  const plain = parts.every(
    (part, index) =>
      part.role !== 'variables' &&
      runsAlways(part) &&
      part.command.depth === 0 &&
      part.command.join === (index === 0 ? 'start' : '&&'),
  );
  if (!plain || parts.some(({ command }) => command.words.length === 0)) {
    return shares;
  }
  if (!head.every((part) => isInstall(part) || (part.role !== 'unknown' && part.role !== 'install'))) {
    return shares;
  }
  if (tail.some((part) => CLEANUP.test(textOf(node, part)) || /[$]\?/.test(textOf(node, part)))) {
    return `the RUN cleans up behind the install`;
  }
  const start = parts[0]?.command.span.start ?? 0;
  const headEnd = parts[last]?.command.span.end ?? 0;
  const tailStart = tail[0]?.command.span.start ?? 0;
  const gap = instruction.text.slice(headEnd, tailStart);
  const escape = model.file.escape === '\\' ? '\\\\' : '`';
  if (!new RegExp(`^\\s*(${escape}[ \\t]*\\r?\\n\\s*)*&&\\s*(${escape}[ \\t]*\\r?\\n\\s*)*$`).test(gap)) {
    return 'a comment or another text stands between the install and the rest of its RUN';
  }
  if (
    parsedOf(model.file, instruction).heredocs.length > 0 ||
    instruction.text.slice(0, start).includes('\n')
  ) {
    return shares;
  }
  const prefix = head
    .filter(({ role }) => role === 'directory' || role === 'options')
    .map((part) => `${textOf(node, part)} && `)
    .join('');
  if (prefix.includes('\n')) {
    return shares;
  }
  return {
    first: instruction.text.slice(0, headEnd),
    second: `${instruction.text.slice(0, start)}${prefix}${instruction.text.slice(tailStart)}`,
  };
}

function textOf(node: Node, part: RunPart | undefined): string {
  return part === undefined
    ? ''
    : node.instruction.text.slice(part.command.span.start, part.command.span.end);
}
